package org.twinloop.trip.heal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.twinloop.network.Stop;

/**
 * What a car on the way can still come to: a plain function of ways that were looked for.
 *
 * @param at where it is now, in time
 * @param latest when it has to be at the end
 * @param socPercent its charge, {@code reservePercent} of it is left where it arrives
 */
record Reach(Instant at, Instant latest, double socPercent, double reservePercent) {

    /**
     * A way by a stop.
     *
     * @param seconds to the stop
     * @param percent charge that must be reckoned with to the stop, points
     * @param stays how long it stays there
     * @param onwardSeconds from there to the end; 0 where the stop is the end
     */
    record Way(Stop stop, int seconds, double percent, Duration stays, int onwardSeconds) {
        Instant arrival(Instant at) {
            return at.plusSeconds(seconds);
        }

        private Instant end(Instant at) {
            return arrival(at).plus(stays).plusSeconds(onwardSeconds);
        }

        int totalSeconds() {
            return seconds + onwardSeconds;
        }
    }

    /** Those that can be reached with the charge and within the time, in the order they came in. */
    List<Way> within(List<Way> ways) {
        return ways.stream().filter(this::reaches).toList();
    }

    boolean reaches(Way way) {
        return way.percent() + reservePercent <= socPercent && !way.end(at).isAfter(latest);
    }
}
