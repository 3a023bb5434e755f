package org.twinloop.bench.frame;

import java.util.Arrays;

/** Durations of single operations, kept one by one, so that a percentile is exact. */
public final class Latencies {
    private long[] nanos = new long[1 << 16];
    private int count;

    /** All of these together. */
    public static Latencies of(Latencies... parts) {
        Latencies all = new Latencies();
        for (Latencies part : parts) {
            for (int i = 0; i < part.count(); i++) {
                all.add(part.nanos[i]);
            }
        }
        return all;
    }

    public synchronized void add(long durationNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = durationNanos;
    }

    public synchronized int count() {
        return count;
    }

    /** The duration in ms that this share (0.99, say) of the operations did not exceed. */
    public synchronized double percentileMs(double share) {
        if (count == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1L, (long) Math.ceil(share * count) - 1)] / 1e6;
    }
}
