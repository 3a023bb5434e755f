package org.twinloop.common;

import java.time.Instant;

/**
 * The machine's clock, for what belongs to the machine: ids, token expiry, time-outs. Everything that happens in the
 * city uses the injected {@link java.time.Clock} instead; a test refuses the clock anywhere but here.
 */
public final class SystemTime {

    private SystemTime() {}

    public static long millis() {
        return System.currentTimeMillis();
    }

    public static Instant now() {
        return Instant.ofEpochMilli(millis());
    }

    /** Monotonic nanoseconds, for measuring spans. */
    public static long nanos() {
        return System.nanoTime();
    }
}
