package org.twinloop.bench.route;

import java.util.Arrays;

/** Durations of single questions of one round. */
final class Times {

    private static final double NANOS_PER_US = 1000;

    private final long[] nanos;

    private Times(long[] nanos) {
        this.nanos = nanos;
        Arrays.sort(nanos);
    }

    /** Answers one question by its number, and says what the way weighs. */
    interface Router {
        int weight(int pair);
    }

    /**
     * Puts questions one after the other, and compares the answers with what is known.
     *
     * @param pairs the questions, in the order in which they are put
     * @param expected what is known, by question
     */
    static Times of(Router router, int[] pairs, int[] expected, Differences differences) {
        long[] nanos = new long[pairs.length];
        for (int i = 0; i < nanos.length; i++) {
            long begun = System.nanoTime();
            int weight = router.weight(pairs[i]);
            nanos[i] = System.nanoTime() - begun;
            differences.note(weight == expected[pairs[i]]);
        }
        return new Times(nanos);
    }

    /** The duration in µs that this share of the questions did not exceed. */
    double us(double share) {
        return nanos[(int) Math.min(nanos.length - 1L, (long) Math.ceil(share * nanos.length) - 1)] / NANOS_PER_US;
    }

    /** How many answers were not what plain search says. */
    static final class Differences {
        private long count;

        void note(boolean same) {
            count += same ? 0 : 1;
        }

        long count() {
            return count;
        }
    }
}
