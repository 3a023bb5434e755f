package org.twinloop.network.search;

import java.util.Arrays;

/**
 * The plain search everything else is compared with, in correctness and in speed: Dijkstra's algorithm over arcs laid
 * out by tail, with a 4-ary heap that lowers keys in place.
 */
public final class Dijkstra {

    public static final int UNREACHED = Integer.MAX_VALUE;

    private static final int ARITY = 4;

    private final int[] first;
    private final int[] head;
    private final int[] weight;
    private final int[] distance;
    /** Place of a node in the heap. */
    private final int[] place;

    private final int[] heapNode;
    private final int[] heapKey;
    private int heapSize;

    public Dijkstra(Graph graph, int[] weights) {
        first = new int[graph.nodes() + 1];
        head = new int[graph.arcs()];
        weight = new int[graph.arcs()];
        int at = 0;
        for (int node = 0; node < graph.nodes(); node++) {
            for (int i = 0; i < graph.outDegree(node); i++) {
                int arc = graph.outArc(node, i);
                if (weights[arc] < Metric.CLOSED) {
                    head[at] = graph.head(arc);
                    weight[at++] = weights[arc];
                }
            }
            first[node + 1] = at;
        }
        distance = new int[graph.nodes()];
        place = new int[graph.nodes()];
        heapNode = new int[graph.nodes()];
        heapKey = new int[graph.nodes()];
    }

    /** Distances from a node to all others; {@link #UNREACHED} where there is no way. Valid until the next search. */
    public int[] tree(int source) {
        return tree(new int[] {source}, new int[] {0}, -1);
    }

    /** The weight from one node to another, or {@link #UNREACHED}. */
    public int weight(int source, int target) {
        return tree(new int[] {source}, new int[] {0}, target)[target];
    }

    /**
     * Distances from several nodes, each with what it costs to begin there.
     *
     * @param target the search ends when this node is settled; −1: all nodes
     */
    public int[] tree(int[] sources, int[] offsets, int target) {
        Arrays.fill(distance, UNREACHED);
        heapSize = 0;
        for (int i = 0; i < sources.length; i++) {
            reach(sources[i], offsets[i]);
        }
        while (heapSize > 0) {
            int node = heapNode[0];
            int from = heapKey[0];
            if (node == target) {
                break;
            }
            removeFirst();
            for (int arc = first[node]; arc < first[node + 1]; arc++) {
                reach(head[arc], from + weight[arc]);
            }
        }
        return distance;
    }

    private void reach(int node, int key) {
        int known = distance[node];
        if (key < known) {
            distance[node] = key;
            rise(known == UNREACHED ? heapSize++ : place[node], node, key);
        }
    }

    private void rise(int from, int node, int key) {
        int at = from;
        while (at > 0) {
            int above = (at - 1) / ARITY;
            if (heapKey[above] <= key) {
                break;
            }
            put(at, heapNode[above], heapKey[above]);
            at = above;
        }
        put(at, node, key);
    }

    private void removeFirst() {
        heapSize--;
        if (heapSize == 0) {
            return;
        }
        int node = heapNode[heapSize];
        int key = heapKey[heapSize];
        int at = 0;
        while (true) {
            int begin = ARITY * at + 1;
            if (begin >= heapSize) {
                break;
            }
            int least = begin;
            for (int below = begin + 1; below < Math.min(begin + ARITY, heapSize); below++) {
                if (heapKey[below] < heapKey[least]) {
                    least = below;
                }
            }
            if (heapKey[least] >= key) {
                break;
            }
            put(at, heapNode[least], heapKey[least]);
            at = least;
        }
        put(at, node, key);
    }

    private void put(int at, int node, int key) {
        heapNode[at] = node;
        heapKey[at] = key;
        place[node] = at;
    }
}
