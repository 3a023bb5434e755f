package org.twinloop.network.search.order;

import java.util.Arrays;

/**
 * An undirected simple graph with a position for each node: what of a road graph decides its order.
 *
 * @param first neighbours of node n stand at first[n] … first[n+1]−1
 * @param neighbour each edge once from either end, no loops, no doubles, ascending for each node
 * @param x metres or any other plane coordinate
 * @param y the same scale as x
 */
public record Shape(int[] first, int[] neighbour, float[] x, float[] y) {

    /** The shape of a directed multigraph: directions, loops and parallel arcs fall away. */
    public static Shape ofArcs(int nodes, int[] tail, int[] head, float[] x, float[] y) {
        long[] pairs = new long[2 * tail.length];
        int count = 0;
        for (int arc = 0; arc < tail.length; arc++) {
            if (tail[arc] != head[arc]) {
                pairs[count++] = (long) tail[arc] << 32 | head[arc];
                pairs[count++] = (long) head[arc] << 32 | tail[arc];
            }
        }
        Arrays.sort(pairs, 0, count);
        int[] first = new int[nodes + 1];
        int[] neighbour = new int[count];
        int edges = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || pairs[i] != pairs[i - 1]) {
                first[(int) (pairs[i] >> 32) + 1]++;
                neighbour[edges++] = (int) pairs[i];
            }
        }
        for (int n = 0; n < nodes; n++) {
            first[n + 1] += first[n];
        }
        return new Shape(first, Arrays.copyOf(neighbour, edges), x, y);
    }

    public int size() {
        return x.length;
    }

    /**
     * The part between some of the nodes, numbered anew in the order given.
     *
     * @param place scratch as long as this shape has nodes, filled with −1, and left so
     */
    Shape part(int[] nodes, int[] place) {
        int edges = 0;
        for (int i = 0; i < nodes.length; i++) {
            place[nodes[i]] = i;
            edges += first[nodes[i] + 1] - first[nodes[i]];
        }
        int[] partFirst = new int[nodes.length + 1];
        int[] partNeighbour = new int[edges];
        float[] partX = new float[nodes.length];
        float[] partY = new float[nodes.length];
        int kept = 0;
        for (int i = 0; i < nodes.length; i++) {
            int node = nodes[i];
            partX[i] = x[node];
            partY[i] = y[node];
            for (int e = first[node]; e < first[node + 1]; e++) {
                if (place[neighbour[e]] >= 0) {
                    partNeighbour[kept++] = place[neighbour[e]];
                }
            }
            partFirst[i + 1] = kept;
        }
        for (int node : nodes) {
            place[node] = -1;
        }
        return new Shape(partFirst, Arrays.copyOf(partNeighbour, kept), partX, partY);
    }
}
