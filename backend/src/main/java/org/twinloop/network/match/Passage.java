package org.twinloop.network.match;

import java.time.Duration;
import java.time.Instant;

/**
 * A road, or a part of one, that was driven without turning round.
 *
 * @param edge number of the road in its network
 * @param forward from its first junction to its second
 * @param fromM where it was entered, metres from the junction from which it was driven
 * @param toM where it was left, likewise
 * @param roadM length of the whole road, metres
 * @param enteredAt interpolated between fixes by the way, as is {@code leftAt}
 */
public record Passage(
        int edge, boolean forward, double fromM, double toM, double roadM, Instant enteredAt, Instant leftAt) {

    public double lengthM() {
        return toM - fromM;
    }

    /** Mean speed, km/h; 0 where no time went by. */
    public double speedKmh() {
        long millis = Duration.between(enteredAt, leftAt).toMillis();
        return millis <= 0 ? 0 : lengthM() * 3600 / millis;
    }
}
