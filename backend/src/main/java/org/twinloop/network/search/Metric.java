package org.twinloop.network.search;

import java.util.Arrays;

/**
 * What each arc of a graph costs, under a version that answers name. Immutable.
 *
 * <p>Weights are integers, so that equal ways cost exactly the same on every machine; which unit they have (here:
 * milliseconds) is the caller's affair. A way that costs {@link #CLOSED} or more, 12 days in milliseconds, counts as
 * none.
 */
public final class Metric {

    /** Weight of an arc that may not be used; two of them still fit into an {@code int}. */
    public static final int CLOSED = 0x3fffffff;

    private final int[] weights;
    private final long version;

    private Metric(int[] weights, long version) {
        this.weights = weights;
        this.version = version;
    }

    /**
     * @param weights by arc, each 0 … {@link #CLOSED}
     * @throws IllegalArgumentException when a weight is outside
     */
    public static Metric of(int[] weights, long version) {
        for (int arc = 0; arc < weights.length; arc++) {
            if (weights[arc] < 0 || weights[arc] > CLOSED) {
                throw new IllegalArgumentException(
                        "arc %d weighs %d, which is not within 0…%d".formatted(arc, weights[arc], CLOSED));
            }
        }
        return new Metric(weights.clone(), version);
    }

    public int weight(int arc) {
        return weights[arc];
    }

    public int arcs() {
        return weights.length;
    }

    public long version() {
        return version;
    }

    /** A copy with some arcs closed, under a version of its own. */
    public Metric closing(int[] arcs, long newVersion) {
        int[] changed = Arrays.copyOf(weights, weights.length);
        for (int arc : arcs) {
            changed[arc] = CLOSED;
        }
        return new Metric(changed, newVersion);
    }
}
