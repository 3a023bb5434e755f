package org.twinloop.trip;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.hibernate.annotations.ColumnTransformer;
import org.twinloop.trip.planning.option.BookingTerms;

/**
 * What a leg holds at a provider; its id is the reservation id there. HELD until the trip is agreed, then FIRM, or
 * PENDING_PARTNER until an operator with a calendar of its own answers (FIRM or DECLINED); RELEASED in the end.
 */
@Entity
@Table(schema = "trip", name = "booking")
class Booking {
    /** What is held. */
    enum Kind {
        CAR,
        BAY,
        PILE,
        CHAUFFEUR,
        BIKE
    }

    /** How sure it is. */
    enum State {
        HELD,
        FIRM,
        PENDING_PARTNER,
        DECLINED,
        RELEASED
    }

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "leg_id", updatable = false)
    private UUID legId;

    @Column(name = "trip_id", updatable = false)
    private UUID tripId;

    @Column(name = "unit_id", updatable = false)
    private UUID unitId;

    @Column(name = "operator_id", updatable = false)
    private UUID operatorId;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "vehicle_id", updatable = false)
    private UUID vehicleId;

    @Column(name = "stop_id", updatable = false)
    private UUID stopId;

    @Column(name = "connector_id", updatable = false)
    private UUID connectorId;

    @Column(updatable = false)
    private String product;

    @Column(name = "price_list_id", updatable = false)
    private UUID priceListId;

    @Column(name = "vehicle_class", updatable = false)
    private String vehicleClass;

    @Column(updatable = false)
    private String label;

    @Column(insertable = false, updatable = false)
    private boolean replaced;

    @Column(name = "partner_answer")
    @ColumnTransformer(read = "cast(partner_answer as text)", write = "cast(cast(? as text) as jsonb)")
    private String partnerAnswer;

    @Column(name = "ride_no")
    private String rideNo;

    protected Booking() {}

    /** The car, the driver or the bicycle. */
    static Booking ride(UUID id, Leg leg, UUID unitId, BookingTerms terms) {
        Kind without = terms.cycled() ? Kind.BIKE : Kind.CHAUFFEUR;
        Booking booking = held(id, leg, unitId, terms.vehicleId() == null ? without : Kind.CAR);
        booking.operatorId = terms.operatorId();
        booking.vehicleId = terms.vehicleId();
        booking.product = terms.product();
        booking.priceListId = terms.priceListId();
        booking.vehicleClass = terms.vehicleClass();
        return booking;
    }

    /** The bicycle one goes to the car by. */
    static Booking feeder(UUID id, Leg leg, UUID unitId, BookingTerms.Feeder terms) {
        Booking booking = held(id, leg, unitId, Kind.BIKE);
        booking.operatorId = terms.operatorId();
        booking.product = Kind.BIKE.name();
        booking.priceListId = terms.priceListId();
        booking.vehicleClass = terms.vehicleClass();
        return booking;
    }

    static Booking bay(UUID id, Leg leg, UUID unitId, UUID stopId, String code) {
        Booking booking = held(id, leg, unitId, Kind.BAY);
        booking.stopId = stopId;
        booking.label = code;
        return booking;
    }

    static Booking pile(UUID id, Leg leg, UUID unitId, UUID stopId, UUID connectorId, String name) {
        Booking booking = held(id, leg, unitId, Kind.PILE);
        booking.stopId = stopId;
        booking.connectorId = connectorId;
        booking.label = name;
        return booking;
    }

    private static Booking held(UUID id, Leg leg, UUID unitId, Kind kind) {
        Booking booking = new Booking();
        booking.id = id;
        booking.legId = leg.id();
        booking.tripId = leg.tripId();
        booking.unitId = unitId;
        booking.kind = kind;
        booking.state = State.HELD;
        return booking;
    }

    /** What is written of new bookings of one trip, column by column. */
    static Object[] columns(List<Booking> bookings) {
        return new Object[] {
            column(bookings, UUID[]::new, one -> one.id),
            column(bookings, UUID[]::new, one -> one.legId),
            column(bookings, UUID[]::new, one -> one.operatorId),
            column(bookings, String[]::new, one -> one.kind.name()),
            column(bookings, String[]::new, one -> one.state.name()),
            column(bookings, UUID[]::new, one -> one.vehicleId),
            column(bookings, UUID[]::new, one -> one.stopId),
            column(bookings, UUID[]::new, one -> one.connectorId),
            column(bookings, String[]::new, one -> one.product),
            column(bookings, UUID[]::new, one -> one.priceListId),
            column(bookings, String[]::new, one -> one.vehicleClass),
            column(bookings, String[]::new, one -> one.label)
        };
    }

    private static <T> T[] column(List<Booking> bookings, IntFunction<T[]> array, Function<Booking, T> value) {
        return bookings.stream().map(value).toArray(array);
    }

    void become(State next) {
        state = next;
    }

    /** Keeps what the operator said. */
    void answered(State next, String answerJson) {
        state = next;
        partnerAnswer = answerJson;
    }

    /** Its operator told its record of the ride. */
    void rode(String operatorsNumber) {
        rideNo = operatorsNumber;
    }

    /** The operator's number of the ride; null where it told none. */
    String rideNo() {
        return rideNo;
    }

    /** Whether it is the ride itself and not a place where it ends. */
    boolean isRide() {
        return kind == Kind.CAR || kind == Kind.CHAUFFEUR || kind == Kind.BIKE;
    }

    /** Whether it still keeps something from others. */
    boolean isHolding() {
        return state == State.HELD || state == State.FIRM || state == State.PENDING_PARTNER;
    }

    UUID id() {
        return id;
    }

    UUID tripId() {
        return tripId;
    }

    UUID legId() {
        return legId;
    }

    Kind kind() {
        return kind;
    }

    State state() {
        return state;
    }

    Optional<UUID> operatorId() {
        return Optional.ofNullable(operatorId);
    }

    UUID vehicleId() {
        return vehicleId;
    }

    UUID stopId() {
        return stopId;
    }

    UUID connectorId() {
        return connectorId;
    }

    /** Code of the bay, number of the pile; null for a car. */
    String label() {
        return label;
    }

    String product() {
        return product;
    }

    UUID priceListId() {
        return priceListId;
    }

    String vehicleClass() {
        return vehicleClass;
    }

    Optional<String> partnerAnswer() {
        return Optional.ofNullable(partnerAnswer);
    }
}
