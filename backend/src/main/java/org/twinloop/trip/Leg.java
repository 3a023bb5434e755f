package org.twinloop.trip;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Ids;
import org.twinloop.trip.planning.option.PlanOption;

/** A part of a trip in one mode: PLANNED → BOOKED → RIDING → DONE, or RELEASED when it does not take place. */
@Entity
@Table(schema = "trip", name = "leg")
class Leg {
    /** How it is travelled. */
    enum Kind {
        WALK,
        DRIVE,
        BIKE,
        CHAUFFEUR
    }

    /** Where a leg stands. */
    enum State {
        PLANNED,
        BOOKED,
        RIDING,
        DONE,
        RELEASED
    }

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "trip_id", updatable = false)
    private UUID tripId;

    @Column(name = "unit_id", updatable = false)
    private UUID unitId;

    @Column(updatable = false)
    private int ordinal;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(updatable = false)
    private int edition;

    @Column(name = "distance_m", updatable = false)
    private double distanceM;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    protected Leg() {}

    static Leg planned(Trip trip, int ordinal, PlanOption.Stage stage) {
        Leg leg = new Leg();
        leg.id = Ids.next();
        leg.tripId = trip.id();
        leg.unitId = trip.unitId();
        leg.edition = trip.edition();
        leg.ordinal = ordinal;
        leg.kind = Kind.valueOf(stage.kind().name());
        leg.distanceM = stage.distanceM();
        leg.state = State.PLANNED;
        return leg;
    }

    /** What is written of new legs of one trip, column by column. */
    static Object[] columns(List<Leg> legs) {
        return new Object[] {
            legs.stream().map(leg -> leg.id).toArray(UUID[]::new),
            legs.stream().map(leg -> leg.ordinal).toArray(Integer[]::new),
            legs.stream().map(leg -> leg.kind.name()).toArray(String[]::new),
            legs.stream().map(leg -> leg.state.name()).toArray(String[]::new),
            legs.stream().map(leg -> leg.distanceM).toArray(Double[]::new)
        };
    }

    void become(State next) {
        state = next;
    }

    /** Its ride begins. */
    void begin(Instant at) {
        state = State.RIDING;
        startedAt = at;
    }

    /** Its ride is over; whoever tells that knows when it began, too. */
    void end(Instant beganAt, Instant at) {
        state = State.DONE;
        startedAt = beganAt;
        endedAt = at.isBefore(beganAt) ? beganAt : at;
    }

    /** Whether somebody provides the ride, so that something is booked for it. */
    boolean isPaid() {
        return kind != Kind.WALK;
    }

    /** Whether it belongs to the option the trip has now; those of earlier ones were released. */
    boolean isOf(Trip trip) {
        return tripId.equals(trip.id()) && edition == trip.edition();
    }

    UUID id() {
        return id;
    }

    UUID tripId() {
        return tripId;
    }

    int ordinal() {
        return ordinal;
    }

    Kind kind() {
        return kind;
    }

    State state() {
        return state;
    }

    /** When its ride began; null before, and of a leg that tells no time of its own. */
    Instant startedAt() {
        return startedAt;
    }

    Instant endedAt() {
        return endedAt;
    }

    double distanceM() {
        return distanceM;
    }
}
