package org.twinloop.network.search;

/**
 * Where a way may begin or end, and what is to be paid there already: both ends of the road a point lies on, or all
 * roads that leave a junction.
 *
 * @param nodes of the graph searched; at least one
 * @param offsets for each node, 0 or more, below {@link Metric#CLOSED}
 */
public record Terminals(int[] nodes, int[] offsets) {

    public Terminals {
        if (nodes.length == 0 || nodes.length != offsets.length) {
            throw new IllegalArgumentException(nodes.length + " nodes with " + offsets.length + " offsets");
        }
        for (int offset : offsets) {
            if (offset < 0 || offset >= Metric.CLOSED) {
                throw new IllegalArgumentException("offset " + offset + " is not within 0…" + (Metric.CLOSED - 1));
            }
        }
    }

    /** One node, at no cost. */
    public static Terminals at(int node) {
        return new Terminals(new int[] {node}, new int[] {0});
    }
}
