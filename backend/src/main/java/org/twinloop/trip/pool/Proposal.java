package org.twinloop.trip.pool;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.trip.planning.option.PlannedOption;

/**
 * Two trips that could go in one car.
 *
 * <pre>
 *   PROPOSED ──both accept──▶ MERGED ──one leaves, the host's trip falls through or goes another way──▶ PARTED
 *      ├─ one declines ▶ DECLINED     ├─ nobody answers ▶ EXPIRED     └─ a trip changed meanwhile ▶ OVERTAKEN
 * </pre>
 *
 * @param host the trip whose car stays; of {@code guest} the car is given up
 * @param mergedAt null before; {@code endedAt} null while it is open or merged
 * @param shareHoldId null where the guest's budget keeps nothing; {@code shareRule} null before the merger
 * @param offerPlanId other ways for a guest who lost the place; null before and where there are none
 */
record Proposal(
        UUID id,
        State state,
        Side host,
        Side guest,
        Instant departAt,
        Terms terms,
        Saving saving,
        Instant proposedAt,
        Instant expiresAt,
        Instant mergedAt,
        Instant endedAt,
        String endedWhy,
        UUID shareHoldId,
        ShareRule shareRule,
        Share share,
        UUID offerPlanId) {

    enum State {
        PROPOSED,
        MERGED,
        DECLINED,
        EXPIRED,
        OVERTAKEN,
        PARTED
    }

    /** How the price of the ride is shared. */
    enum ShareRule {
        /** Each budget pays for its people; a fen that does not divide is the host's. */
        EQUAL_PER_PERSON,
        HOST_PAYS
    }

    /** One of the two. */
    record Side(
            UUID tripId,
            UUID unitId,
            UUID travellerId,
            UUID actorId,
            int version,
            int persons,
            String costCentre,
            Instant acceptedAt) {
        boolean isOf(UUID personId) {
            return travellerId.equals(personId) || actorId.equals(personId);
        }
    }

    /**
     * What the two would do.
     *
     * @param meetAt when the guest is at the car; {@code leaveAt} when one sets out for it
     * @param dropOff where the guest gets out; {@code arriveAt} at the guest's own destination
     * @param longer the host's option driven past there; null where the way stays as it is
     */
    record Terms(
            String plate,
            String pickUp,
            Instant leaveAt,
            Instant meetAt,
            int walkInM,
            String dropOff,
            Instant arriveAt,
            int walkOutM,
            int longerM,
            int longerS,
            PlannedOption longer) {}

    /** Of both trips together: planned price in fen, metres driven, grams of CO₂. */
    record Saving(long fen, long metres, long co2G) {}

    /** What the operator was paid, and how much of it the guest's budget carries; fen. */
    record Share(ShareRule rule, long postedFen, long guestFen, Instant at) {}

    Optional<Side> sideOf(UUID personId) {
        return host.isOf(personId) ? Optional.of(host) : Optional.of(guest).filter(side -> side.isOf(personId));
    }

    /** The other of the two. */
    Side beside(Side side) {
        return side == host ? guest : host;
    }

    boolean isOpen(Instant at) {
        return state == State.PROPOSED && at.isBefore(expiresAt);
    }
}
