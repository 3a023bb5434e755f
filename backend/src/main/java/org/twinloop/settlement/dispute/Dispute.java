package org.twinloop.settlement.dispute;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.Money;
import org.twinloop.trip.ride.Claim;

/**
 * One case.
 *
 * <pre>
 *   opened ─► OPEN ──the operator answers──► ANSWERED ──a second person──► UPHELD | CORRECTED | REFUSED
 *              │ └──nobody by dueAt, so it is passed on────────▲
 *              └──the traveller confirms after all──► WITHDRAWN ◄── ANSWERED
 * </pre>
 *
 * @param operatorId null while the trip is not settled, and for a ride nobody bills
 * @param orderId what the operator knows the ride by; null with it
 * @param dueAt until when the operator answers
 * @param overdueAt when it was passed on without an answer; null before, and with one
 * @param paid what the receipt posted; null while the trip is not settled
 * @param disputed what of it waits in {@code holdId}; null with {@code paid}
 * @param holdId null where nothing is withheld
 * @param answer null before the operator answered
 * @param decision null before it was decided
 */
record Dispute(
        UUID id,
        UUID tripId,
        UUID unitId,
        UUID operatorId,
        UUID orderId,
        UUID travellerId,
        UUID openedBy,
        Instant openedAt,
        Claim claim,
        String reason,
        State state,
        Instant dueAt,
        Instant overdueAt,
        Money paid,
        Money disputed,
        UUID holdId,
        Answer answer,
        Decision decision,
        Instant closedAt) {

    /** Where a case stands. */
    enum State {
        OPEN,
        ANSWERED,
        UPHELD,
        CORRECTED,
        REFUSED,
        WITHDRAWN;

        boolean isOpen() {
            return this == OPEN || this == ANSWERED;
        }
    }

    /** How a case is decided: as the traveller says, at another amount, or as it was billed. */
    enum Outcome {
        UPHELD,
        CORRECTED,
        REFUSED
    }

    /**
     * What the operator says.
     *
     * @param offered what it would bill in all; null where it agrees, or insists
     */
    record Answer(boolean agrees, Money offered, String said, Instant at) {

        boolean isSameAs(Answer other) {
            return agrees == other.agrees
                    && java.util.Objects.equals(offered, other.offered)
                    && said.equals(other.said);
        }
    }

    /** What is paid in the end, in all, and why. */
    record Decision(Money pays, String reason) {}

    static Dispute opened(
            UUID id, UUID tripId, UUID unitId, UUID traveller, UUID by, Claim claim, String reason, Span span) {
        return new Dispute(
                id,
                tripId,
                unitId,
                null,
                null,
                traveller,
                by,
                span.from(),
                claim,
                reason,
                State.OPEN,
                span.until(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** From when until when. */
    record Span(Instant from, Instant until) {}

    /** What of a paid amount is in dispute: what is above the claim; all, or for service nothing, without one. */
    static Money disputedOf(Claim claim, Money paid) {
        if (claim.claimedFen() == null) {
            return claim.item() == Claim.Item.SERVICE ? Money.ZERO : paid;
        }
        Money claimed = Money.fen(claim.claimedFen());
        return paid.compareTo(claimed) > 0 ? paid.minus(claimed) : Money.ZERO;
    }

    /** What is paid whatever is decided. */
    Money undisputed() {
        return paid.minus(disputed);
    }

    /** Whether the operator has said something, or had its time, or there is none to be asked. */
    boolean isHeard() {
        return state == State.ANSWERED || overdueAt != null || paid != null && operatorId == null;
    }
}
