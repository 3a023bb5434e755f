package org.twinloop.network.layout;

import java.util.Arrays;

/**
 * A lower bound for closed tours: a tour is a spanning tree of all stops but one and two legs of that one, so the
 * cheapest such graph, a 1-tree, is never longer; potentials of the stops, moved by subgradients, push its degrees
 * towards two (Held and Karp, Math. Programming 1, 1971). Of legs that differ by direction the shorter counts.
 */
final class OneTree {

    private static final int ROUNDS = 400;
    private static final double FIRST_STEP = 2;
    private static final double SHRINK = 0.985;
    /** Sums of doubles may be off by less than this. */
    private static final double ROUNDING = 1e-6;

    private final int[][] legs;
    private final double[] potential;
    private final int[] degree;

    private OneTree(int[][] legs) {
        this.legs = legs;
        this.potential = new double[legs.length];
        this.degree = new int[legs.length];
    }

    /**
     * @param legs of three stops or more
     * @param length of any tour, for the step width
     */
    static long bound(int[][] legs, long length) {
        OneTree tree = new OneTree(legs);
        double best = 0;
        double step = FIRST_STEP;
        for (int round = 0; round < ROUNDS; round++) {
            double weight = tree.weight();
            best = Math.max(best, weight);
            int miss = Arrays.stream(tree.degree).map(d -> (d - 2) * (d - 2)).sum();
            if (miss == 0) {
                break;
            }
            double width = step * Math.max(1, length - weight) / miss;
            for (int stop = 0; stop < legs.length; stop++) {
                tree.potential[stop] += width * (tree.degree[stop] - 2);
            }
            step *= SHRINK;
        }
        return (long) Math.ceil(best - ROUNDING);
    }

    /** Weight of the cheapest 1-tree without the potentials; leaves its degrees. */
    private double weight() {
        int n = legs.length;
        Arrays.fill(degree, 0);
        double[] nearest = new double[n];
        int[] parent = new int[n];
        boolean[] in = new boolean[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        nearest[1] = 0;
        parent[1] = -1;
        double sum = 0;
        for (int taken = 1; taken < n; taken++) {
            int next = -1;
            for (int stop = 1; stop < n; stop++) {
                if (!in[stop] && (next < 0 || nearest[stop] < nearest[next])) {
                    next = stop;
                }
            }
            in[next] = true;
            sum += nearest[next];
            if (parent[next] > 0) {
                degree[next]++;
                degree[parent[next]]++;
            }
            for (int stop = 1; stop < n; stop++) {
                if (!in[stop] && leg(next, stop) < nearest[stop]) {
                    nearest[stop] = leg(next, stop);
                    parent[stop] = next;
                }
            }
        }
        sum += twoLegsOfFirst();
        return sum - 2 * Arrays.stream(potential).sum();
    }

    private double twoLegsOfFirst() {
        int first = -1;
        int second = -1;
        for (int stop = 1; stop < legs.length; stop++) {
            if (first < 0 || leg(0, stop) < leg(0, first)) {
                second = first;
                first = stop;
            } else if (second < 0 || leg(0, stop) < leg(0, second)) {
                second = stop;
            }
        }
        degree[0] = 2;
        degree[first]++;
        degree[second]++;
        return leg(0, first) + leg(0, second);
    }

    private double leg(int a, int b) {
        return Math.min(legs[a][b], legs[b][a]) + potential[a] + potential[b];
    }
}
