package org.twinloop.network.loop;

import java.time.Instant;
import org.twinloop.network.LoopId;

/**
 * A stop belongs to a loop for a time.
 *
 * @param from when it begins; null in a wish means as it is, or now, else that it always was
 * @param to when it ends, exclusive; null when it does not
 */
record Membership(LoopId loop, Instant from, Instant to) {

    boolean covers(Instant at) {
        return (from == null || !from.isAfter(at)) && (to == null || to.isAfter(at));
    }

    boolean endsBefore(Instant other) {
        return to != null && (other == null || to.isBefore(other));
    }

    boolean beganBefore(Instant at) {
        return from == null || from.isBefore(at);
    }

    Membership until(Instant end) {
        return new Membership(loop, from, end);
    }
}
