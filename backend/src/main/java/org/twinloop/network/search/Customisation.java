package org.twinloop.network.search;

import java.util.Arrays;

/**
 * Gives every arc of a hierarchy the weight of the best way over its lower nodes: each lower node that both of its ends
 * are neighbours of offers itself as the middle. The arcs of one node are laid out by depth meanwhile, so that their
 * places need not be looked up and triangles need not be stored; no branch depends on a weight.
 */
final class Customisation {

    private final Hierarchy hierarchy;
    private final Metric metric;
    private final int[] up;
    private final int[] down;

    Customisation(Hierarchy hierarchy, Metric metric) {
        if (metric.arcs() != hierarchy.graph.arcs()) {
            throw new IllegalArgumentException(
                    "a metric of %d arcs for a graph of %d".formatted(metric.arcs(), hierarchy.graph.arcs()));
        }
        this.hierarchy = hierarchy;
        this.metric = metric;
        up = new int[hierarchy.head.length];
        down = new int[hierarchy.head.length];
    }

    WeightedHierarchy result() {
        takeWeights();
        offerAll();
        WeightedArcs forward = new WeightedArcs(hierarchy.first, hierarchy.head, up);
        WeightedArcs backward = new WeightedArcs(hierarchy.first, hierarchy.head, down);
        SoughtLegs legs = new SoughtLegs(hierarchy, metric, forward, backward);
        return new WeightedHierarchy(hierarchy, metric, forward, backward, legs);
    }

    private void takeWeights() {
        Arrays.fill(up, Metric.CLOSED);
        Arrays.fill(down, Metric.CLOSED);
        int[] place = hierarchy.place;
        for (int arc = 0; arc < place.length; arc++) {
            if (place[arc] >= 0) {
                int[] direction = (place[arc] & 1) == 0 ? up : down;
                direction[place[arc] >> 1] = Math.min(direction[place[arc] >> 1], metric.weight(arc));
            }
        }
    }

    /** From the bottom to the top, the arcs of each node take what all nodes below it offer. */
    private void offerAll() {
        int[] first = hierarchy.first;
        char[] head = hierarchy.head;
        int[] upRow = new int[hierarchy.height];
        int[] downRow = new int[hierarchy.height];
        for (int node = 0; node + 1 < first.length; node++) {
            int begin = first[node];
            int end = first[node + 1];
            for (int arc = begin; arc < end; arc++) {
                upRow[head[arc]] = up[arc];
                downRow[head[arc]] = down[arc];
            }
            for (int i = hierarchy.firstBelow[node]; i < hierarchy.firstBelow[node + 1]; i++) {
                offer(hierarchy.below[i], first[hierarchy.lower[i] + 1], upRow, downRow);
            }
            for (int arc = begin; arc < end; arc++) {
                up[arc] = upRow[head[arc]];
                down[arc] = downRow[head[arc]];
            }
        }
    }

    /**
     * A lower node between the node of the rows and each of its later neighbours, which are neighbours of both.
     *
     * @param arc from the lower node to the node of the rows
     * @param end where the lower node's arcs end
     * @param upRow weights of the row's arcs by depth of their upper ends
     */
    private void offer(int arc, int end, int[] upRow, int[] downRow) {
        int[] ups = up;
        int[] downs = down;
        char[] head = hierarchy.head;
        int rise = ups[arc];
        int fall = downs[arc];
        for (int other = arc + 1; other < end; other++) {
            int upper = head[other];
            upRow[upper] = Math.min(upRow[upper], fall + ups[other]);
            downRow[upper] = Math.min(downRow[upper], rise + downs[other]);
        }
    }
}
