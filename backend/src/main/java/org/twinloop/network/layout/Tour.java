package org.twinloop.network.layout;

/**
 * A closed tour through all stops.
 *
 * @param order of the stops, beginning with stop 0; from the last one returns to the first
 * @param length sum of the legs
 * @param lowerBound no tour is shorter; the length itself where exact
 * @param exact whether no tour is shorter
 */
public record Tour(int[] order, long length, long lowerBound, boolean exact) {

    /** How much longer than the bound, as a share of the bound; 0 where exact. */
    public double gap() {
        return exact || lowerBound == 0 ? 0 : (double) (length - lowerBound) / lowerBound;
    }

    static long length(int[][] legs, int[] order) {
        long sum = 0;
        for (int i = 0; i < order.length; i++) {
            sum += legs[order[i]][order[(i + 1) % order.length]];
        }
        return sum;
    }
}
