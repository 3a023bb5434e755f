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
    /** What this one was made of; null where it stands for itself. */
    private final Metric basis;

    private Metric(int[] weights, long version, Metric basis) {
        this.weights = weights;
        this.version = version;
        this.basis = basis;
    }

    /**
     * @param weights by arc, each 0 … {@link #CLOSED}
     * @throws IllegalArgumentException when a weight is outside
     */
    public static Metric of(int[] weights, long version) {
        check(weights);
        return new Metric(weights.clone(), version, null);
    }

    /**
     * A metric made of another, as that of turns is of that of roads, under the same version.
     *
     * @throws IllegalArgumentException when a weight is outside 0 … {@link #CLOSED}
     */
    public static Metric from(Metric basis, int[] weights) {
        check(weights);
        return new Metric(weights.clone(), basis.version, basis);
    }

    private static void check(int[] weights) {
        for (int arc = 0; arc < weights.length; arc++) {
            if (weights[arc] < 0 || weights[arc] > CLOSED) {
                throw new IllegalArgumentException(
                        "arc %d weighs %d, which is not within 0…%d".formatted(arc, weights[arc], CLOSED));
            }
        }
    }

    /** The metric this one was made of, or this one itself. */
    public Metric basis() {
        return basis == null ? this : basis;
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
        return new Metric(changed, newVersion, null);
    }
}
