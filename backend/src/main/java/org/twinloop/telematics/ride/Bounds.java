package org.twinloop.telematics.ride;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * From when to when a car was somebody's: the booking says when the ride began and ended, the car when it was opened
 * and locked. Opened before the start it was driven from then on, locked after the end until then.
 *
 * @param from begin of what is measured
 * @param to end of what is measured
 * @param unlockedAt opening with which the ride began, as the car told it; null where it did not
 * @param lockedAt locking with which it ended; null where it was not told within the time for it
 * @param leftOpen whether the car said all that time that it was not locked
 * @param early how long before the start it was opened, in whole seconds; zero when punctual
 * @param late how long after the end it was locked, in whole seconds; zero when punctual
 */
public record Bounds(
        Instant from,
        Instant to,
        Instant unlockedAt,
        Instant lockedAt,
        boolean leftOpen,
        Duration early,
        Duration late) {

    /** @param around reports from some time before the start to some time after the end, in the order of time */
    static Bounds of(List<Reading> around, Instant startedAt, Instant endedAt, Duration punctual) {
        Turns turns = new Turns(startedAt, endedAt);
        around.forEach(turns::take);
        Instant unlockedAt = turns.unlocked;
        Instant lockedAt = Boolean.TRUE.equals(turns.lockedAtEnd) ? turns.lockedBefore : turns.lockedAfter;
        boolean leftOpen = Boolean.FALSE.equals(turns.lockedAtEnd) && lockedAt == null;
        Instant from = unlockedAt != null && unlockedAt.isBefore(startedAt) ? unlockedAt : startedAt;
        Instant to = lockedAt != null && lockedAt.isAfter(endedAt) ? lockedAt : endedAt;
        return new Bounds(
                from,
                to,
                unlockedAt,
                lockedAt,
                leftOpen,
                beyond(Duration.between(from, startedAt), punctual),
                beyond(Duration.between(endedAt, to), punctual));
    }

    private static Duration beyond(Duration by, Duration punctual) {
        return by.compareTo(punctual) > 0 ? Duration.ofSeconds(by.toSeconds()) : Duration.ZERO;
    }

    /** When the car turned from locked to open and back. */
    private static final class Turns {
        private final Instant startedAt;
        private final Instant endedAt;
        private Boolean locked;
        private Boolean lockedAtEnd;
        private Instant unlocked;
        private Instant lockedBefore;
        private Instant lockedAfter;

        Turns(Instant startedAt, Instant endedAt) {
            this.startedAt = startedAt;
            this.endedAt = endedAt;
        }

        void take(Reading reading) {
            if (reading.locked() == null) {
                return;
            }
            boolean turned = locked != null && !locked.equals(reading.locked());
            locked = reading.locked();
            boolean after = reading.at().isAfter(endedAt);
            lockedAtEnd = after ? lockedAtEnd : locked;
            if (turned && locked) {
                locks(reading.at(), after);
            } else if (turned && !after) {
                opens(reading.at());
            }
        }

        private void locks(Instant at, boolean after) {
            if (after) {
                lockedAfter = lockedAfter == null ? at : lockedAfter;
            } else if (at.isBefore(startedAt)) {
                // That was somebody else's.
                unlocked = null;
            } else {
                lockedBefore = at;
            }
        }

        /** The last opening until the start, else the first after it. */
        private void opens(Instant at) {
            if (!at.isAfter(startedAt) || unlocked == null) {
                unlocked = at;
            }
        }
    }
}
