package org.twinloop.network.search;

import java.util.Arrays;

/**
 * Distances between one place and all nodes (PHAST; Delling, Goldberg, Nowatzyk and Werneck 2011): up from the place,
 * then once through all nodes from the top. Each node only looks at its ancestors, whose distances lie in a stack by
 * depth, so the sweep needs one short array besides its result. Small, and not for several threads at once.
 */
public final class Sweep {

    private final Hierarchy hierarchy;
    private final WeightedHierarchy weighted;
    private final Ascent rising;
    private final Ascent falling;
    private final int[] stack;
    /** By rank: where the ascent has been. */
    private final int[] reached;

    public Sweep(WeightedHierarchy weighted) {
        this.weighted = weighted;
        hierarchy = weighted.hierarchy;
        rising = new Ascent(weighted, true);
        falling = new Ascent(weighted, false);
        stack = new int[hierarchy.height];
        reached = new int[hierarchy.order.length];
        Arrays.fill(reached, Metric.CLOSED);
    }

    /** For each node what the way there costs; {@link Metric#CLOSED} where there is none. */
    public int[] from(Terminals terminals) {
        return sweep(rising, weighted.backward, terminals);
    }

    /** For each node what the way from there costs; {@link Metric#CLOSED} where there is none. */
    public int[] to(Terminals terminals) {
        return sweep(falling, weighted.forward, terminals);
    }

    private int[] sweep(Ascent ascent, WeightedArcs arcs, Terminals terminals) {
        int nodes = hierarchy.order.length;
        ascent.begin(terminals);
        for (int node = ascent.lowest(); node < nodes; node = ascent.lowest()) {
            reached[node] = ascent.front().distance(hierarchy.depth[node]);
            ascent.pass(Metric.CLOSED);
        }
        int[] result = new int[nodes];
        for (int node = nodes - 1; node >= 0; node--) {
            int distance = nearest(arcs, node);
            stack[hierarchy.depth[node]] = distance;
            result[hierarchy.order[node]] = distance;
        }
        clear(terminals);
        return result;
    }

    private int nearest(WeightedArcs arcs, int node) {
        int distance = reached[node];
        int end = arcs.first()[node + 1];
        for (int arc = arcs.first()[node]; arc < end; arc++) {
            distance = Math.min(distance, stack[arcs.head()[arc]] + arcs.weight()[arc]);
        }
        return distance;
    }

    /** Forgets what was reached on the way up. */
    private void clear(Terminals terminals) {
        for (int start : terminals.nodes()) {
            for (int node = hierarchy.rank[start]; node < reached.length; node = hierarchy.parent[node]) {
                reached[node] = Metric.CLOSED;
            }
        }
    }
}
