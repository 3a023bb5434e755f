package org.twinloop.network.search;

import java.util.Arrays;

/**
 * Drops every arc of a customised hierarchy that is longer than the best way between its ends. From the top to the
 * bottom, the arcs of each node, which by then weigh true distances, are offered to the arcs of all nodes below it.
 * Arcs that are as long as the best way stay, so that the legs of an arc that stays do so too.
 */
final class PerfectCustomisation {

    private static final int DROPPED = -1;

    private final WeightedHierarchy basic;
    private final Hierarchy hierarchy;
    /** The true distances between the ends of each arc. */
    private final int[] up;

    private final int[] down;
    /** Where an arc of the hierarchy has gone: its number, or {@link #DROPPED}. */
    private final int[] upKept;

    private final int[] downKept;

    PerfectCustomisation(WeightedHierarchy basic) {
        this.basic = basic;
        this.hierarchy = basic.hierarchy;
        up = basic.forward.weight().clone();
        down = basic.backward.weight().clone();
        upKept = new int[up.length];
        downKept = new int[down.length];
    }

    WeightedHierarchy result() {
        improveAll();
        WeightedArcs forward = kept(basic.forward, up, upKept);
        WeightedArcs backward = kept(basic.backward, down, downKept);
        StoredLegs legs = StoredLegs.of(forward, backward);
        number(legs, upKept, true);
        number(legs, downKept, false);
        writeLegs(legs);
        writeGiven(legs);
        return new WeightedHierarchy(hierarchy, basic.metric(), forward, backward, legs);
    }

    private void improveAll() {
        int[] first = hierarchy.first;
        int[] upRow = new int[hierarchy.height];
        int[] downRow = new int[hierarchy.height];
        for (int node = first.length - 2; node >= 0; node--) {
            for (int arc = first[node]; arc < first[node + 1]; arc++) {
                upRow[hierarchy.head[arc]] = up[arc];
                downRow[hierarchy.head[arc]] = down[arc];
            }
            for (int i = hierarchy.firstBelow[node]; i < hierarchy.firstBelow[node + 1]; i++) {
                improve(hierarchy.below[i], first[hierarchy.lower[i] + 1], upRow, downRow);
            }
        }
    }

    /**
     * The arcs of a lower node are compared with the ways by the node of the rows.
     *
     * @param arc from the lower node to the node of the rows
     * @param end where the lower node's arcs end
     * @param upRow true distances along the row's arcs by depth of their upper ends
     */
    private void improve(int arc, int end, int[] upRow, int[] downRow) {
        int[] ups = up;
        int[] downs = down;
        char[] head = hierarchy.head;
        int upArc = ups[arc];
        int downArc = downs[arc];
        for (int other = arc + 1; other < end; other++) {
            int rise = upRow[head[other]];
            int fall = downRow[head[other]];
            upArc = Math.min(upArc, ups[other] + fall);
            downArc = Math.min(downArc, rise + downs[other]);
            ups[other] = Math.min(ups[other], upArc + rise);
            downs[other] = Math.min(downs[other], fall + downArc);
        }
        ups[arc] = upArc;
        downs[arc] = downArc;
    }

    /** The arcs that are no longer than the true distance. */
    private WeightedArcs kept(WeightedArcs arcs, int[] distance, int[] where) {
        int[] first = new int[arcs.first().length];
        char[] head = new char[distance.length];
        int[] weight = new int[distance.length];
        int count = 0;
        for (int node = 0; node + 1 < first.length; node++) {
            for (int arc = arcs.first()[node]; arc < arcs.first()[node + 1]; arc++) {
                where[arc] = DROPPED;
                if (arcs.weight()[arc] == distance[arc] && distance[arc] < Metric.CLOSED) {
                    head[count] = arcs.head()[arc];
                    weight[count] = distance[arc];
                    where[arc] = count++;
                }
            }
            first[node + 1] = count;
        }
        return new WeightedArcs(first, Arrays.copyOf(head, count), Arrays.copyOf(weight, count));
    }

    /** Turns places in the kept arcs into the numbers that legs go by. */
    private void number(StoredLegs legs, int[] where, boolean isUp) {
        for (int node = 0; node + 1 < hierarchy.first.length; node++) {
            for (int arc = hierarchy.first[node]; arc < hierarchy.first[node + 1]; arc++) {
                if (where[arc] != DROPPED) {
                    where[arc] = legs.number(node, where[arc], isUp);
                }
            }
        }
    }

    private void writeLegs(StoredLegs legs) {
        int[] first = hierarchy.first;
        Row upRow = new Row(hierarchy.height);
        Row downRow = new Row(hierarchy.height);
        for (int node = 0; node + 1 < first.length; node++) {
            for (int arc = first[node]; arc < first[node + 1]; arc++) {
                upRow.put(hierarchy.head[arc], upKept[arc], up[arc]);
                downRow.put(hierarchy.head[arc], downKept[arc], down[arc]);
            }
            for (int i = hierarchy.firstBelow[node]; i < hierarchy.firstBelow[node + 1]; i++) {
                writeLegs(legs, hierarchy.below[i], first[hierarchy.lower[i] + 1], upRow, downRow);
            }
        }
    }

    private void writeLegs(StoredLegs legs, int arc, int end, Row upRow, Row downRow) {
        int[] rise = basic.forward.weight();
        int[] fall = basic.backward.weight();
        for (int other = arc + 1; other < end; other++) {
            int upper = hierarchy.head[other];
            if (fall[arc] + rise[other] == upRow.weight[upper]) {
                legs.put(upRow.number[upper], downKept[arc], upKept[other]);
            }
            if (fall[other] + rise[arc] == downRow.weight[upper]) {
                legs.put(downRow.number[upper], downKept[other], upKept[arc]);
            }
        }
    }

    /** The arcs of one node by depth of their upper ends; what was dropped weighs nothing any two legs could. */
    private static final class Row {
        private final int[] number;
        private final int[] weight;

        Row(int height) {
            number = new int[height];
            weight = new int[height];
        }

        void put(int depth, int kept, int distance) {
            number[depth] = kept;
            weight[depth] = kept == DROPPED ? -1 : distance;
        }
    }

    /** Where an arc of the graph itself is the best way, it is the only leg. */
    private void writeGiven(StoredLegs legs) {
        int[] place = hierarchy.place;
        for (int given = 0; given < place.length; given++) {
            if (place[given] >= 0) {
                int arc = place[given] >> 1;
                boolean isUp = (place[given] & 1) == 0;
                int kept = isUp ? upKept[arc] : downKept[arc];
                if (kept >= 0 && basic.metric().weight(given) == (isUp ? up[arc] : down[arc])) {
                    legs.put(kept, -1 - given, 0);
                }
            }
        }
    }
}
