package org.twinloop.sim.load;

/** Durations in a histogram; percentiles are right to 1.6 percent. */
final class Durations {
    /** Steps within a power of two. */
    private static final int STEPS_BITS = 6;

    private static final int STEPS = 1 << STEPS_BITS;

    private final long[] durations = new long[64 * STEPS];
    private long measured;
    private long longestNanos;

    void took(long nanos) {
        long duration = Math.max(0, nanos);
        durations[step(duration)]++;
        measured++;
        longestNanos = Math.max(longestNanos, duration);
    }

    private static int step(long value) {
        if (value < STEPS) {
            return (int) value;
        }
        int power = 63 - Long.numberOfLeadingZeros(value);
        int shift = power - STEPS_BITS;
        return (shift + 1) * STEPS + (int) (value >>> shift) - STEPS;
    }

    /** The upper end of a step. */
    private static long valueOf(int step) {
        if (step < STEPS) {
            return step;
        }
        int shift = step / STEPS - 1;
        return (long) (step % STEPS + STEPS + 1) << shift;
    }

    /** The duration in ms that this share of the acknowledgements did not exceed; 0 when there were none. */
    double percentileMs(double share) {
        long wanted = (long) Math.ceil(share * measured);
        long seen = 0;
        for (int step = 0; step < durations.length && measured > 0; step++) {
            seen += durations[step];
            if (seen >= wanted) {
                return Math.min(valueOf(step), longestNanos) / 1e6;
            }
        }
        return 0;
    }

    double longestMs() {
        return longestNanos / 1e6;
    }

    void clear() {
        java.util.Arrays.fill(durations, 0);
        measured = 0;
        longestNanos = 0;
    }
}
