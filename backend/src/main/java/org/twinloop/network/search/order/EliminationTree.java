package org.twinloop.network.search.order;

import java.util.Arrays;

/**
 * Who comes next above a node when the nodes are contracted in order: the lowest of its neighbours that are left. All
 * nodes a search from a node can reach upwards are its ancestors in this tree.
 *
 * <p>The order handed in is rearranged without changing what contraction does: afterwards every node stands directly
 * behind its descendants (a postorder). So descending ranks visit ancestors first, and the latest node seen at each
 * depth is the ancestor at that depth.
 *
 * @param order the node of each rank
 * @param rank the rank of each node
 * @param parent by rank; the number of nodes stands for "none", above every root
 * @param depth by rank; roots have 0, "none" has −1
 */
public record EliminationTree(int[] order, int[] rank, int[] parent, int[] depth) {

    /**
     * @param contraction all nodes, first to be contracted first
     * @throws IllegalArgumentException when that is not a permutation of the nodes
     */
    public static EliminationTree of(Shape shape, int[] contraction) {
        int[] given = inverse(shape.size(), contraction);
        int[] order = postorder(contraction, parents(shape, contraction, given));
        int[] rank = inverse(shape.size(), order);
        int[] parent = parents(shape, order, rank);
        int[] depth = new int[shape.size() + 1];
        depth[shape.size()] = -1;
        for (int node = shape.size() - 1; node >= 0; node--) {
            depth[node] = depth[parent[node]] + 1;
        }
        return new EliminationTree(order, rank, parent, depth);
    }

    /** The greatest depth plus one. */
    public int height() {
        return Arrays.stream(depth).max().orElse(-1) + 1;
    }

    private static int[] inverse(int nodes, int[] order) {
        if (order.length != nodes) {
            throw new IllegalArgumentException("an order of " + order.length + " for " + nodes + " nodes");
        }
        int[] rank = new int[nodes];
        Arrays.fill(rank, -1);
        for (int i = 0; i < nodes; i++) {
            if (order[i] < 0 || order[i] >= nodes || rank[order[i]] >= 0) {
                throw new IllegalArgumentException(
                        "position " + i + " of the order names " + order[i] + ", which is no node or was named before");
            }
            rank[order[i]] = i;
        }
        return rank;
    }

    /** Liu's algorithm (1986): joins the trees below as lower neighbours are met, with paths shortened on the way. */
    private static int[] parents(Shape shape, int[] order, int[] rank) {
        int nodes = shape.size();
        int[] parent = new int[nodes];
        int[] above = new int[nodes];
        Arrays.fill(parent, nodes);
        Arrays.fill(above, nodes);
        for (int node = 0; node < nodes; node++) {
            for (int e = shape.first()[order[node]]; e < shape.first()[order[node] + 1]; e++) {
                int at = rank[shape.neighbour()[e]];
                while (at < node) {
                    int up = above[at];
                    above[at] = node;
                    if (up == nodes) {
                        parent[at] = node;
                    }
                    at = up;
                }
            }
        }
        return parent;
    }

    private static int[] postorder(int[] order, int[] parent) {
        int nodes = order.length;
        int[] firstChild = new int[nodes + 1];
        int[] sibling = new int[nodes];
        Arrays.fill(firstChild, -1);
        for (int node = nodes - 1; node >= 0; node--) {
            sibling[node] = firstChild[parent[node]];
            firstChild[parent[node]] = node;
        }
        int[] sorted = new int[nodes];
        int[] stack = new int[nodes + 1];
        int height = 0;
        int last = nodes;
        stack[height++] = nodes;
        while (height > 0) {
            int node = stack[--height];
            if (node < nodes) {
                sorted[--last] = order[node];
            }
            for (int child = firstChild[node]; child >= 0; child = sibling[child]) {
                stack[height++] = child;
            }
        }
        return sorted;
    }
}
