package org.twinloop.trip.approval.rule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.twinloop.trip.approval.TravelMode;

/** Questions about the decision of a person. */
public sealed interface ApprovalQuestion extends Question {

    /** Somebody wants to decide a level of the chain. */
    record Decision(Instant askedAt, Request request, Facts facts) implements ApprovalQuestion {

        public record Request(UUID approverId) {}

        /**
         * What is on record.
         *
         * @param ownersIds traveller and requester
         * @param candidates who may decide this level now
         * @param decidedBefore who decided other levels of this round
         */
        public record Facts(Set<UUID> ownersIds, List<Candidate> candidates, Set<UUID> decidedBefore) {
            public Facts {
                ownersIds = Set.copyOf(ownersIds);
                candidates = List.copyOf(candidates);
                decidedBefore = Set.copyOf(decidedBefore);
            }
        }

        /**
         * Somebody of the chain.
         *
         * @param inSteadOf the holder of the level, when this person stands in for them
         * @param delegatedAway whether this person has handed the right on
         */
        public record Candidate(
                UUID personId, Optional<UUID> inSteadOf, boolean active, boolean ofUnit, boolean delegatedAway) {}
    }

    /** Something about an approved trip is to change. */
    record Change(Instant askedAt, Request request, Facts facts) implements ApprovalQuestion {

        /** The trip as it would be. */
        public record Request(Set<String> destinations, Instant from, Instant to, TravelMode mode, long costFen) {
            public Request {
                destinations = Set.copyOf(destinations);
            }
        }

        /** What was approved. */
        public record Facts(Set<String> destinations, Instant from, Instant to, TravelMode mode, long ceilingFen) {
            public Facts {
                destinations = Set.copyOf(destinations);
            }
        }
    }

    /** An emergency trip went without a decision; its reason comes later. */
    record Backfill(Instant askedAt, Request request, Facts facts) implements ApprovalQuestion {

        public record Request(Optional<Instant> reasonAt) {}

        public record Facts(Instant requestedAt) {}
    }
}
