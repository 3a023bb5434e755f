package org.twinloop.network.search;

/**
 * The arcs of a hierarchy in one direction, under one metric, each at its lower end.
 *
 * @param first arcs of rank r are first[r] … first[r + 1] − 1
 * @param head depth of the upper end, descending for each rank
 * @param weight less than {@link Metric#CLOSED} where there is a way
 */
record WeightedArcs(int[] first, char[] head, int[] weight) {

    /** So many heads are looked through one by one. */
    private static final int SHORT = 8;

    /** The arc of a rank up to an ancestor's depth, or −1. */
    int find(int lower, int upperDepth) {
        int least = first[lower];
        int most = first[lower + 1];
        while (most - least > SHORT) {
            int middle = (least + most) >>> 1;
            if (head[middle] >= upperDepth) {
                least = middle;
            } else {
                most = middle;
            }
        }
        for (int arc = least; arc < most; arc++) {
            if (head[arc] == upperDepth) {
                return arc;
            }
        }
        return -1;
    }

    long bytes() {
        return 4L * first.length + 2L * head.length + 4L * weight.length;
    }
}
