package org.twinloop.trip;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlannedOption;

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

    @Column(name = "plan_id", updatable = false)
    private UUID planId;

    @Column(name = "option_id", updatable = false)
    private UUID optionId;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private TravelMode mode;

    @Column(name = "option", updatable = false)
    @ColumnTransformer(read = "cast(option as text)", write = "cast(cast(? as text) as jsonb)")
    private String optionJson;

    @Enumerated(EnumType.STRING)
    @Column(name = "purpose_category", updatable = false)
    private PurposeCategory purposeCategory;

    @Column(name = "purpose_text", updatable = false)
    private String purposeText;

    @Column(updatable = false)
    private int passengers;

    @Column(updatable = false)
    private String note;

    @Column(updatable = false)
    private boolean emergency;

    @Column(name = "cost_centre", updatable = false)
    private String costCentre;

    @Column(name = "hold_id", updatable = false)
    private UUID holdId;

    @Column(name = "budget_account", updatable = false)
    private UUID budgetAccount;

    @Column(name = "quoted_fen", updatable = false)
    private long quotedFen;

    @Column(name = "held_fen", updatable = false)
    private long heldFen;

    @Column(name = "receipt_fen")
    private Long receiptFen;

    @Column(name = "policy", updatable = false)
    @ColumnTransformer(read = "cast(policy as text)", write = "cast(cast(? as text) as jsonb)")
    private String policyJson;

    @Column(name = "policy_version", updatable = false)
    private String policyVersion;

    @Column(name = "depart_at", updatable = false)
    private Instant departAt;

    @Column(name = "arrive_at", updatable = false)
    private Instant arriveAt;

    @Column(name = "window_from", updatable = false)
    private Instant windowFrom;

    @Column(name = "window_to", updatable = false)
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

    protected Trip() {}

    /** Who asks for whom, under which ids. */
    record Asked(UUID id, UUID unitId, UUID travellerId, UUID actorId, String bodyHash, Instant at) {}

    /** Why, and what it is paid from. */
    record Order(
            PurposeCategory category,
            String text,
            int passengers,
            String note,
            boolean emergency,
            String costCentre,
            UUID budgetAccount,
            UUID holdId) {}

    /** The chosen option with its JSON as saved. */
    record Choice(UUID planId, PlannedOption planned, String plannedJson) {
        PlanOption option() {
            return planned.option();
        }

        BookingTerms terms() {
            return planned.terms();
        }
    }

    static Trip requested(Asked asked, Order order, Choice choice, PolicyResult policy, String policyJson) {
        Trip trip = new Trip();
        trip.id = asked.id();
        trip.unitId = asked.unitId();
        trip.travellerId = asked.travellerId();
        trip.actorId = asked.actorId();
        trip.bodyHash = asked.bodyHash();
        trip.createdAt = asked.at();
        trip.purposeCategory = order.category();
        trip.purposeText = order.text();
        trip.passengers = order.passengers();
        trip.note = order.note();
        trip.emergency = order.emergency();
        trip.costCentre = order.costCentre();
        trip.budgetAccount = order.budgetAccount();
        trip.holdId = order.holdId();
        trip.planId = choice.planId();
        trip.optionId = choice.option().id();
        trip.mode = choice.option().mode();
        trip.optionJson = choice.plannedJson();
        trip.quotedFen = choice.option().priceFen();
        trip.heldFen = choice.option().holdFen();
        trip.departAt = choice.option().departAt();
        trip.arriveAt = choice.option().arriveAt();
        trip.windowFrom = choice.terms().windowFrom();
        trip.windowTo = choice.terms().windowTo();
        trip.policyJson = policyJson;
        trip.policyVersion = policy.version();
        trip.state = TripState.SUBMITTED;
        return trip;
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

    /** Ends without a ride; what was held is freed by the caller in the same act. */
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
        for (TripState one : allowed) {
            if (state == one) {
                return;
            }
        }
        throw new ProblemException(TripProblem.WRONG_STATE, "trip " + id + " is " + state);
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

    /** What the budget keeps for this trip now. */
    long heldNowFen() {
        boolean holding = switch (state) {
            case SUBMITTED, PENDING_PARTNER, BOOKED, IN_PROGRESS, ENDED -> true;
            case RETURNED, REJECTED, SETTLED, CANCELLED, EXPIRED, NO_SHOW, DECLINED -> false;
        };
        return holding ? heldFen : 0;
    }

    String policyVersion() {
        return policyVersion;
    }

    /** Why it ended without a ride or was ended by another; null for a trip that went its way. */
    String closedReason() {
        return closedReason;
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

    Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    /** Kilometres by the car's own odometer, once both ends are known. */
    Optional<Double> odometerKm() {
        return startOdometerM == null || endOdometerM == null
                ? Optional.empty()
                : Optional.of(Math.max(0, endOdometerM - startOdometerM) / 1000.0);
    }

    /** Share of the battery used, in points; empty when it was charged on the way or not reported. */
    Optional<Double> socUsed() {
        return startSoc == null || endSoc == null || endSoc > startSoc
                ? Optional.empty()
                : Optional.of(startSoc - endSoc);
    }
}
