package org.twinloop.trip;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.trip.TripRequest.Asked;
import org.twinloop.trip.TripRequest.Choice;
import org.twinloop.trip.TripRequest.Order;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.ride.Aftermath;
import org.twinloop.trip.ride.Aftermath.Confirmation;
import org.twinloop.trip.ride.RideUsage;
import org.twinloop.trip.ride.TripState;

/** One official trip with its state; see {@link TripState} for the drawing. */
@Entity
@Table(schema = "trip", name = "trip")
class Trip {
    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "unit_id", updatable = false)
    private UUID unitId;

    @Column(name = "traveller_id", updatable = false)
    private UUID travellerId;

    @Column(name = "actor_id", updatable = false)
    private UUID actorId;

    @Enumerated(EnumType.STRING)
    private TripState state;

    @Column(name = "body_hash", updatable = false)
    private String bodyHash;

    @Column(name = "plan_id")
    private UUID planId;

    @Column(name = "option_id")
    private UUID optionId;

    @Enumerated(EnumType.STRING)
    private TravelMode mode;

    @Column(name = "option")
    @ColumnTransformer(read = "cast(option as text)", write = "cast(cast(? as text) as jsonb)")
    private String optionJson;

    @Enumerated(EnumType.STRING)
    @Column(name = "purpose_category")
    private PurposeCategory purposeCategory;

    @Column(name = "purpose_text")
    private String purposeText;

    @Column(updatable = false)
    private int passengers;

    private String note;

    @Column(updatable = false)
    private boolean emergency;

    @Column(name = "cost_centre")
    private String costCentre;

    @Column(name = "hold_id")
    private UUID holdId;

    @Column(name = "budget_account")
    private UUID budgetAccount;

    @Column(name = "quoted_fen")
    private long quotedFen;

    @Column(name = "held_fen")
    private long heldFen;

    @Column(name = "receipt_fen")
    private Long receiptFen;

    @Column(name = "policy")
    @ColumnTransformer(read = "cast(policy as text)", write = "cast(cast(? as text) as jsonb)")
    private String policyJson;

    @Column(name = "policy_version")
    private String policyVersion;

    @Column(name = "depart_at")
    private Instant departAt;

    @Column(name = "arrive_at")
    private Instant arriveAt;

    @Column(name = "window_from")
    private Instant windowFrom;

    @Column(name = "window_to")
    private Instant windowTo;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "start_odometer_m")
    private Long startOdometerM;

    @Column(name = "start_soc")
    private Double startSoc;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Column(name = "end_odometer_m")
    private Long endOdometerM;

    @Column(name = "end_soc")
    private Double endSoc;

    @Column(name = "closed_reason")
    private String closedReason;

    private int edition = 1;

    @Embedded
    private Aftermath aftermath;

    protected Trip() {}

    static Trip requested(Asked asked, Order order, Choice choice, PolicyResult policy, String policyJson) {
        Trip trip = new Trip();
        trip.id = asked.id();
        trip.unitId = asked.unitId();
        trip.travellerId = asked.travellerId();
        trip.actorId = asked.actorId();
        trip.bodyHash = asked.bodyHash();
        trip.createdAt = asked.at();
        trip.passengers = order.passengers();
        trip.emergency = order.emergency();
        trip.state = TripState.SUBMITTED;
        trip.choose(order, choice, policy, policyJson);
        return trip;
    }

    /** Takes another option, after a return or when plans change; what the old one held was freed before. */
    void amend(Order order, Choice choice, PolicyResult policy, String policyJson) {
        reopen();
        edition++;
        closedReason = null;
        choose(order, choice, policy, policyJson);
    }

    private void choose(Order order, Choice choice, PolicyResult policy, String decided) {
        purposeCategory = order.category();
        purposeText = order.text();
        note = order.note();
        costCentre = order.costCentre();
        budgetAccount = order.budgetAccount();
        holdId = order.holdId();
        planId = choice.planId();
        optionId = choice.option().id();
        mode = choice.option().mode();
        optionJson = choice.plannedJson();
        quotedFen = choice.option().priceFen();
        heldFen = choice.option().holdFen();
        departAt = choice.option().departAt();
        arriveAt = choice.option().arriveAt();
        windowFrom = choice.terms().windowFrom();
        windowTo = choice.terms().windowTo();
        policyJson = decided;
        policyVersion = policy.version();
    }

    /** Somebody decides anew, or for the first time. */
    void reopen() {
        if (state != TripState.SUBMITTED) {
            become(TripState.SUBMITTED);
        }
    }

    /** The car is given back at another time; the budget holds another amount for it. */
    void resize(Instant until, UUID newHoldId, long newHeldFen) {
        require(TripState.BOOKED, TripState.IN_PROGRESS);
        windowTo = until;
        holdId = newHoldId;
        heldFen = Math.max(newHeldFen, quotedFen);
    }

    /** The ride is acknowledged; a dispute may follow a confirmation. */
    void confirm(Confirmation how, UUID by, String said, Instant at) {
        require(TripState.ENDED, TripState.CONFIRMED, TripState.SETTLED);
        if (state == TripState.ENDED && how != Confirmation.DISPUTED) {
            become(TripState.CONFIRMED);
        }
        noted().confirm(how, by, said, at);
    }

    /** What is said and owed about it afterwards; a row that has nothing of it comes without one. */
    Aftermath aftermath() {
        return aftermath == null ? new Aftermath() : aftermath;
    }

    /** The same, to write in. */
    Aftermath noted() {
        aftermath = aftermath();
        return aftermath;
    }

    /** All that must be agreed is agreed and everything is held. */
    void book() {
        become(TripState.BOOKED);
    }

    void awaitPartner() {
        become(TripState.PENDING_PARTNER);
    }

    /** The car said that it is unlocked. */
    void start(Instant at, Long odometerM, Double socPercent) {
        become(TripState.IN_PROGRESS);
        startedAt = at;
        startOdometerM = odometerM;
        startSoc = socPercent;
    }

    void end(Instant at, Long odometerM, Double socPercent) {
        become(TripState.ENDED);
        endedAt = at;
        endOdometerM = odometerM;
        endSoc = socPercent;
    }

    /** Somebody else said that the ride is over, and why. */
    void overrideEnd(Instant at, Long odometerM, Double socPercent, String reason) {
        end(at, odometerM, socPercent);
        closedReason = reason;
    }

    void settle(Money receipt) {
        become(TripState.SETTLED);
        receiptFen = receipt.fen();
    }

    /** Ends without a ride, or is archived; what was held is freed by the caller in the same act. */
    void close(TripState how, String reason) {
        become(how);
        closedReason = reason;
    }

    private void become(TripState next) {
        if (!state.mayBecome(next)) {
            throw new ProblemException(
                    TripProblem.WRONG_STATE, "trip " + id + " is " + state + " and cannot become " + next);
        }
        state = next;
    }

    /** Refuses unless the trip is in one of these states. */
    void require(TripState... allowed) {
        if (!List.of(allowed).contains(state)) {
            throw new ProblemException(TripProblem.WRONG_STATE, "trip " + id + " is " + state);
        }
    }

    void requireTraveller(UUID personId) {
        if (!isOf(personId)) {
            throw new ProblemException(CommonProblem.NOT_FOUND, "no trip " + id + " of yours");
        }
    }

    boolean isOf(UUID personId) {
        return travellerId.equals(personId) || actorId.equals(personId);
    }

    UUID id() {
        return id;
    }

    UUID unitId() {
        return unitId;
    }

    UUID travellerId() {
        return travellerId;
    }

    UUID actorId() {
        return actorId;
    }

    TripState state() {
        return state;
    }

    String bodyHash() {
        return bodyHash;
    }

    TravelMode mode() {
        return mode;
    }

    UUID planId() {
        return planId;
    }

    UUID optionId() {
        return optionId;
    }

    String optionJson() {
        return optionJson;
    }

    String policyJson() {
        return policyJson;
    }

    PurposeCategory purposeCategory() {
        return purposeCategory;
    }

    String purposeText() {
        return purposeText;
    }

    int passengers() {
        return passengers;
    }

    boolean emergency() {
        return emergency;
    }

    String costCentre() {
        return costCentre;
    }

    UUID holdId() {
        return holdId;
    }

    UUID budgetAccount() {
        return budgetAccount;
    }

    long quotedFen() {
        return quotedFen;
    }

    long heldFen() {
        return heldFen;
    }

    String policyVersion() {
        return policyVersion;
    }

    /** Why it ended without a ride or was ended by another; null for a trip that went its way. */
    String closedReason() {
        return closedReason;
    }

    int edition() {
        return edition;
    }

    String note() {
        return note;
    }

    Optional<Long> receiptFen() {
        return Optional.ofNullable(receiptFen);
    }

    Instant departAt() {
        return departAt;
    }

    Instant arriveAt() {
        return arriveAt;
    }

    Instant windowFrom() {
        return windowFrom;
    }

    Instant windowTo() {
        return windowTo;
    }

    Instant createdAt() {
        return createdAt;
    }

    Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    /** What the ride used, by the car's own odometer and battery. */
    RideUsage usage(double routeKm, int batteryWh) {
        Optional<Double> km = RideUsage.km(startOdometerM, endOdometerM);
        return RideUsage.driven(startedAt, endedAt, km, routeKm, RideUsage.socUsed(startSoc, endSoc), batteryWh);
    }
}
