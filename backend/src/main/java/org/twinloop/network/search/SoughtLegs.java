package org.twinloop.network.search;

/** Finds the legs of an arc when they are asked for: nothing has to be written down while weights are taken in. */
final class SoughtLegs implements Legs {

    private final Hierarchy hierarchy;
    private final Metric metric;
    private final WeightedArcs forward;
    private final WeightedArcs backward;

    SoughtLegs(Hierarchy hierarchy, Metric metric, WeightedArcs forward, WeightedArcs backward) {
        this.hierarchy = hierarchy;
        this.metric = metric;
        this.forward = forward;
        this.backward = backward;
    }

    @Override
    public int number(int lower, int arc, boolean up) {
        return up ? 2 * arc : 2 * arc + 1;
    }

    @Override
    public long of(int number) {
        int lower = lowerEnd(number >> 1);
        int given = given(lower, number);
        return given >= 0 ? -1L - given : legs(number, lower);
    }

    @Override
    public int limit() {
        return 2 * forward.weight().length;
    }

    @Override
    public long bytes() {
        return 0;
    }

    /** The arc of the graph that is this one and weighs as much, or −1. */
    private int given(int lower, int number) {
        Graph graph = hierarchy.graph;
        boolean up = (number & 1) == 0;
        int node = hierarchy.order[lower];
        int weight = (up ? forward : backward).weight()[number >> 1];
        int degree = up ? graph.outDegree(node) : graph.inDegree(node);
        for (int i = 0; i < degree; i++) {
            int arc = up ? graph.outArc(node, i) : graph.inArc(node, i);
            if (hierarchy.place[arc] == number && metric.weight(arc) == weight) {
                return arc;
            }
        }
        return -1;
    }

    private long legs(int number, int lower) {
        boolean up = (number & 1) == 0;
        int[] falling = (up ? backward : forward).weight();
        int[] rising = (up ? forward : backward).weight();
        int upperDepth = hierarchy.head[number >> 1];
        int weight = rising[number >> 1];
        for (int i = hierarchy.firstBelow[lower]; i < hierarchy.firstBelow[lower + 1]; i++) {
            int toLower = hierarchy.below[i];
            if (falling[toLower] <= weight) {
                int toUpper = forward.find(hierarchy.lower[i], upperDepth);
                if (toUpper >= 0 && falling[toLower] + rising[toUpper] == weight) {
                    return up ? Legs.pair(2 * toLower + 1, 2 * toUpper) : Legs.pair(2 * toUpper + 1, 2 * toLower);
                }
            }
        }
        throw new IllegalStateException("no two legs make up number " + number + " of weight " + weight);
    }

    /** The last rank whose arcs begin at or before this one. */
    private int lowerEnd(int arc) {
        int least = 0;
        int most = hierarchy.order.length - 1;
        while (least < most) {
            int middle = (least + most + 1) >>> 1;
            if (hierarchy.first[middle] <= arc) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return least;
    }
}
