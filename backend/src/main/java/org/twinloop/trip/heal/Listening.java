package org.twinloop.trip.heal;

import java.time.Duration;
import java.time.Instant;

/**
 * Since when cars could have been heard. Whoever was away cannot say of anybody else that they were silent: after a
 * start, after a pause of the passes and after a pass that failed for want of the database, it begins anew.
 *
 * <p>Used by one pass at a time or by several; the worst of a race is that it begins anew once too often.
 */
final class Listening {

    private final long pauseMaxNanos;
    private Instant since;
    private long lookedNanos;

    /** @param pauseMax passes farther apart than this, real time, are a pause */
    Listening(Duration pauseMax) {
        this.pauseMaxNanos = pauseMax.toNanos();
    }

    /**
     * A pass looks; answers whether it may judge a silence.
     *
     * @param city the city's time
     * @param nanos monotonic nanoseconds of the machine
     * @param silence how long the silence lasts that is to be judged, city time
     */
    synchronized boolean lasts(Instant city, long nanos, Duration silence) {
        boolean paused = since == null || nanos - lookedNanos > pauseMaxNanos || city.isBefore(since);
        if (paused) {
            since = city;
        }
        lookedNanos = nanos;
        return !city.isBefore(since.plus(silence));
    }

    /** Nothing could be heard meanwhile. */
    synchronized void broke() {
        since = null;
    }
}
