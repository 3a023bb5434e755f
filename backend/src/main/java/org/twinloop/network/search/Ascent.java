package org.twinloop.network.search;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * One side of a search on its way up the elimination tree, from one node or from several at once. Each start climbs as
 * a branch of its own, with the distances to its ancestors by their depth; where two branches meet, one is merged into
 * the other and remembered, so that the way back can be told.
 */
final class Ascent {
    private static final int UNKNOWN = Integer.MIN_VALUE;

    private final int[] rank;
    private final int[] parent;
    private final int[] depth;
    private final WeightedArcs arcs;
    private final int height;
    private final Legs legs;
    private final boolean up;
    /** Open branches; the lowest stands first once {@link #lowest} was asked. */
    private Branch[] open = new Branch[0];

    private int opened;
    private Branch[] pool = new Branch[0];
    /** Number of the arc that {@link #step} went down last. */
    private int stepped;

    /** A start and its ancestors. */
    static final class Branch {
        private final int[] distance;
        /** The ranks passed, by their depth. */
        private final int[] passed;

        private int at;
        private int start;
        private int startDepth;
        private int offset;
        /** Depth at which this branch was merged into another, or −1. */
        private int mergedDepth;

        private Branch lastMerged;
        private Branch mergedBefore;
        /** By depth, what the way to there sums up to; null until that is asked. */
        private double[] sums;
        /** By depth, rank of the start it came from, its complement where no arc lies between, or {@link #UNKNOWN}. */
        private int[] origins;

        private Branch(int height) {
            distance = new int[height];
            passed = new int[height];
        }

        int distance(int ofDepth) {
            return distance[ofDepth];
        }

        /** By depth; not to be changed. */
        int[] distances() {
            return distance;
        }

        /** The rank passed at a depth. */
        int passed(int ofDepth) {
            return passed[ofDepth];
        }

        int startDepth() {
            return startDepth;
        }

        /** The depth from which on up another branch counts for this one, or −1. */
        int mergedDepth() {
            return mergedDepth;
        }
    }

    /**
     * @param up true to search along the arcs from their lower ends (forward), false to search against them
     */
    Ascent(WeightedHierarchy weighted, boolean up) {
        this.rank = weighted.hierarchy.rank;
        this.parent = weighted.hierarchy.parent;
        this.depth = weighted.hierarchy.depth;
        this.height = weighted.hierarchy.height;
        this.arcs = up ? weighted.forward : weighted.backward;
        this.legs = weighted.legs;
        this.up = up;
    }

    /** Begins anew at these nodes. */
    void begin(Terminals terminals) {
        int starts = terminals.nodes().length;
        reserve(starts);
        opened = 0;
        for (int i = 0; i < starts; i++) {
            open(rank[terminals.nodes()[i]], terminals.offsets()[i]);
        }
    }

    /** Begins anew at one node. */
    void begin(int node) {
        reserve(1);
        opened = 0;
        open(rank[node], 0);
    }

    /** Begins anew at these nodes and passes all that is above them. */
    void climb(Terminals terminals) {
        begin(terminals);
        while (!isAtTheTop()) {
            lowest();
            pass(Metric.CLOSED);
        }
    }

    private boolean isAtTheTop() {
        for (int i = 0; i < opened; i++) {
            if (open[i].at < rank.length) {
                return false;
            }
        }
        return true;
    }

    /** Those that began, merged or not. */
    Branch[] branches() {
        return pool;
    }

    private void reserve(int starts) {
        if (pool.length < starts) {
            int had = pool.length;
            pool = Arrays.copyOf(pool, starts);
            open = new Branch[starts];
            for (int i = had; i < starts; i++) {
                pool[i] = new Branch(height);
            }
        }
    }

    private void open(int start, int offset) {
        Branch branch = pool[opened];
        branch.at = start;
        branch.start = start;
        branch.startDepth = depth[start];
        branch.offset = offset;
        branch.mergedDepth = -1;
        branch.lastMerged = null;
        branch.mergedBefore = null;
        Arrays.fill(branch.distance, 0, branch.startDepth, Metric.CLOSED);
        branch.distance[branch.startDepth] = offset;
        open[opened++] = branch;
    }

    /** Rank of the lowest node not passed yet, or the number of nodes. */
    int lowest() {
        if (opened > 1) {
            bringLowestToFront();
        }
        return open[0].at;
    }

    /** The branch at the lowest node. */
    Branch front() {
        return open[0];
    }

    /** Passes the lowest node; its arcs matter only if it is nearer than the limit. */
    void pass(int limit) {
        Branch branch = open[0];
        int node = branch.at;
        int at = depth[node];
        int[] distance = branch.distance;
        branch.passed[at] = node;
        branch.at = parent[node];
        int reached = distance[at];
        if (reached < limit) {
            char[] head = arcs.head();
            int[] weight = arcs.weight();
            int end = arcs.first()[node + 1];
            for (int arc = arcs.first()[node]; arc < end; arc++) {
                int upper = head[arc];
                distance[upper] = Math.min(distance[upper], reached + weight[arc]);
            }
        }
    }

    private void bringLowestToFront() {
        int lowest = 0;
        for (int i = 1; i < opened; i++) {
            if (open[i].at < open[lowest].at) {
                lowest = i;
            }
        }
        Branch front = open[lowest];
        open[lowest] = open[0];
        open[0] = front;
        for (int i = opened - 1; i > 0; i--) {
            if (open[i].at == front.at) {
                merge(open[i], front);
                open[i] = open[--opened];
            }
        }
    }

    private void merge(Branch merged, Branch into) {
        merged.mergedDepth = depth[into.at];
        merged.mergedBefore = into.lastMerged;
        into.lastMerged = merged;
        for (int i = 0; i <= merged.mergedDepth; i++) {
            into.distance[i] = Math.min(into.distance[i], merged.distance[i]);
        }
    }

    /**
     * Tells how a branch came to the ancestor at a depth: the numbers of its arcs, from the top to the start, are
     * written to {@code trail}.
     *
     * @return the start's rank × 2^32 + the number of arcs
     */
    long trace(Branch front, int from, int[] trail) {
        Branch branch = front;
        int at = from;
        int length = 0;
        while (at != branch.startDepth || branch.distance[at] != branch.offset) {
            int below = step(branch, at);
            if (below >= 0) {
                at = below;
                trail[length++] = stepped;
            } else {
                branch = mergedFrom(branch, at);
            }
        }
        return (long) branch.start << 32 | length;
    }

    /**
     * What the arcs on the way to the ancestor at a depth sum up to. All that was summed up is kept, so that an end
     * with many others is traced once; not to be begun anew after.
     *
     * @param sumOf an arc of the hierarchy by its number
     */
    double sum(Branch branch, int at, IntToDoubleFunction sumOf) {
        known(branch, at, sumOf);
        return branch.sums[at];
    }

    /** Where the way came from that was summed up: the rank of its start, as a complement where it has no arcs. */
    static int origin(Branch branch, int at) {
        return branch.origins[at];
    }

    private void known(Branch branch, int at, IntToDoubleFunction sumOf) {
        if (branch.origins == null) {
            branch.sums = new double[branch.startDepth + 1];
            branch.origins = new int[branch.startDepth + 1];
            Arrays.fill(branch.origins, UNKNOWN);
        }
        if (branch.origins[at] != UNKNOWN) {
            return;
        }
        if (at == branch.startDepth && branch.distance[at] == branch.offset) {
            branch.origins[at] = ~branch.start;
            return;
        }
        int below = step(branch, at);
        if (below >= 0) {
            double passing = sumOf.applyAsDouble(stepped);
            known(branch, below, sumOf);
            int origin = branch.origins[below];
            branch.sums[at] = branch.sums[below] + passing;
            branch.origins[at] = origin < 0 ? ~origin : origin;
        } else {
            Branch merged = mergedFrom(branch, at);
            known(merged, at, sumOf);
            branch.sums[at] = merged.sums[at];
            branch.origins[at] = merged.origins[at];
        }
    }

    /** Depth of the node of this branch from which the distance at a depth came, or −1 when it came from another. */
    private int step(Branch branch, int at) {
        int reached = branch.distance[at];
        for (int below = Math.max(at, branch.mergedDepth) + 1; below <= branch.startDepth; below++) {
            int rest = reached - branch.distance[below];
            if (rest >= 0) {
                int arc = arcs.find(branch.passed[below], at);
                if (arc >= 0 && arcs.weight()[arc] == rest) {
                    stepped = legs.number(branch.passed[below], arc, up);
                    return below;
                }
            }
        }
        return -1;
    }

    private static Branch mergedFrom(Branch branch, int at) {
        for (Branch merged = branch.lastMerged; merged != null; merged = merged.mergedBefore) {
            if (merged.mergedDepth >= at && merged.distance[at] == branch.distance[at]) {
                return merged;
            }
        }
        throw new IllegalStateException(
                "the distance " + branch.distance[at] + " at depth " + at + " came from nowhere");
    }
}
