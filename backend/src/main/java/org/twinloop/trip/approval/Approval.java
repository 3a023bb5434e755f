package org.twinloop.trip.approval;

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
import org.twinloop.common.ProblemException;

/** The decision somebody else takes about a trip outside policy. The database too refuses one about an own trip. */
@Entity
@Table(schema = "trip", name = "approval")
public class Approval {
    /** How it came out. */
    public enum Decision {
        APPROVE,
        REJECT,
        RETURN,
        EXPIRE,
        WITHDRAW
    }

    @Id
    @Column(name = "trip_id")
    private UUID tripId;

    @Version
    private int version;

    @Column(name = "unit_id", updatable = false)
    private UUID unitId;

    @Column(name = "traveller_id", updatable = false)
    private UUID travellerId;

    @Column(name = "actor_id", updatable = false)
    private UUID actorId;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    private int round = 1;

    @Column(name = "after_trip")
    private boolean afterTrip;

    @Column(name = "bound")
    @ColumnTransformer(read = "cast(bound as text)", write = "cast(cast(? as text) as jsonb)")
    private String boundJson;

    @Enumerated(EnumType.STRING)
    private Decision decision;

    @Column(name = "decided_by")
    private UUID decidedBy;

    @Column(name = "decided_at")
    private Instant decidedAt;

    private String reason;

    protected Approval() {}

    /** Asks for a decision about a trip of one person, requested by the same or another one. */
    public static Approval asked(
            UUID tripId, UUID unitId, UUID travellerId, UUID actorId, Instant at, Instant expiresAt) {
        Approval approval = new Approval();
        approval.tripId = tripId;
        approval.unitId = unitId;
        approval.travellerId = travellerId;
        approval.actorId = actorId;
        approval.requestedAt = at;
        approval.expiresAt = expiresAt;
        return approval;
    }

    /** The same about a ride that is over. */
    public static Approval askedAfterTrip(
            UUID tripId, UUID unitId, UUID travellerId, UUID actorId, Instant at, Instant expiresAt) {
        Approval approval = asked(tripId, unitId, travellerId, actorId, at, expiresAt);
        approval.afterTrip = true;
        return approval;
    }

    /** Asks anew, now that the ride is over. */
    public void reopenAfterTrip(Instant at, Instant until) {
        reopen(at, until);
        afterTrip = true;
    }

    /** Asks anew, after a return or a change that leaves what was approved. */
    public void reopen(Instant at, Instant until) {
        round++;
        requestedAt = at;
        expiresAt = until;
        decision = null;
        decidedBy = null;
        decidedAt = null;
        reason = null;
        boundJson = null;
        afterTrip = false;
    }

    /** Keeps what is approved, so that small changes do not add up to a large one. */
    public void bind(String coveredJson) {
        boundJson = coveredJson;
    }

    /**
     * Somebody decides.
     *
     * @throws ProblemException {@link TripProblem#OWN_TRIP} for who travels or asked; invalid where a ride that is over
     *     would be sent back
     */
    public void decide(Decision taken, UUID by, String why, Instant at) {
        requireOther(by);
        requireAnswer(taken);
        close(taken, by, why, at);
    }

    /** Refuses who travels or asked. */
    public void requireOther(UUID by) {
        if (travellerId.equals(by) || actorId.equals(by)) {
            throw new ProblemException(TripProblem.OWN_TRIP, "trip " + tripId + " is your own");
        }
    }

    /** A ride that is over is agreed to or objected to; there is nothing left to send back. */
    public void requireAnswer(Decision taken) {
        if (afterTrip && taken == Decision.RETURN) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/decision",
                    "value RETURN; the ride is over, so agree (APPROVE) or object (REJECT)");
        }
    }

    public void expire(Instant at) {
        close(Decision.EXPIRE, null, null, at);
    }

    public void withdraw(UUID by, String why, Instant at) {
        close(Decision.WITHDRAW, by, why, at);
    }

    private void close(Decision taken, UUID by, String why, Instant at) {
        if (decision != null) {
            throw new IllegalStateException("trip " + tripId + " was decided: " + decision);
        }
        decision = taken;
        decidedBy = by;
        reason = why;
        decidedAt = at;
    }

    /** Counts up each time the decision is asked anew. */
    public int round() {
        return round;
    }

    /** What was approved (PR-06); empty until somebody approved. */
    public Optional<String> bound() {
        return Optional.ofNullable(boundJson);
    }

    public UUID tripId() {
        return tripId;
    }

    /** Whether it is asked because the purpose of the trip wants a decision after the ride. */
    public boolean isAfterTrip() {
        return afterTrip;
    }

    /** Whether somebody decided, or was asked and let the time pass; a request that was given up was not. */
    public boolean isSettled() {
        return decision != null && decision != Decision.WITHDRAW;
    }

    public boolean isOpen() {
        return decision == null;
    }

    public Optional<Decision> decision() {
        return Optional.ofNullable(decision);
    }

    public UUID decidedBy() {
        return decidedBy;
    }

    public Instant decidedAt() {
        return decidedAt;
    }

    public String reason() {
        return reason;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
