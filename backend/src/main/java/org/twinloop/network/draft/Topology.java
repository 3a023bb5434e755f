package org.twinloop.network.draft;

import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Road;

/** How the roads of a draft hang together, and who may go which way: about 25 bytes a road in memory, 4 a junction. */
public final class Topology {

    private final Ints from = new Ints();
    private final Ints to = new Ints();
    private final Ints ways = new Ints();
    private int nodes;
    private int[] firstAt = new int[0];
    private int[] edgesAt = new int[0];

    void addNode() {
        nodes++;
    }

    void addEdge(int fromNode, int toNode, Road road) {
        from.add(fromNode);
        to.add(toNode);
        int open = 0;
        for (Mode mode : Mode.values()) {
            open |= road.travel(mode).forward() ? bit(mode, true) : 0;
            open |= road.travel(mode).backward() ? bit(mode, false) : 0;
        }
        ways.add(open);
    }

    public int nodes() {
        return nodes;
    }

    public int edges() {
        return from.size();
    }

    int from(int edge) {
        return from.get(edge);
    }

    int to(int edge) {
        return to.get(edge);
    }

    boolean isOpen(int edge, Mode mode, boolean forward) {
        return (ways.get(edge) & bit(mode, forward)) != 0;
    }

    boolean isOpen(int edge, Mode mode) {
        return isOpen(edge, mode, true) || isOpen(edge, mode, false);
    }

    /** Sorts edges by the junctions they touch; called once when all are there. */
    void index() {
        firstAt = new int[nodes + 1];
        for (int edge = 0; edge < edges(); edge++) {
            firstAt[from(edge) + 1]++;
            firstAt[to(edge) + 1]++;
        }
        for (int node = 0; node < nodes; node++) {
            firstAt[node + 1] += firstAt[node];
        }
        edgesAt = new int[firstAt[nodes]];
        int[] next = firstAt.clone();
        for (int edge = 0; edge < edges(); edge++) {
            edgesAt[next[from(edge)]++] = edge;
            edgesAt[next[to(edge)]++] = edge;
        }
    }

    /** Number of edges that begin or end at a junction. */
    int degree(int node) {
        return firstAt[node + 1] - firstAt[node];
    }

    /** One of them. */
    int edgeAt(int node, int index) {
        return edgesAt[firstAt[node] + index];
    }

    private static int bit(Mode mode, boolean forward) {
        return 1 << (2 * mode.ordinal() + (forward ? 0 : 1));
    }
}
