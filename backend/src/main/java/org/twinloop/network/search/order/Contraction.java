package org.twinloop.network.search.order;

import java.util.Arrays;

/**
 * The arcs there are once all nodes have been contracted in order: contracting a node joins all its neighbours that are
 * left with each other. Each arc stands once, at its lower end, for both directions. Nodes go by rank.
 */
public final class Contraction {

    private final EliminationTree tree;
    private final int[] first;
    /** Rank of the upper end, ascending for each node. */
    private int[] head;

    public Contraction(Shape shape, EliminationTree tree) {
        this.tree = tree;
        int nodes = shape.size();
        first = new int[nodes + 1];
        head = new int[shape.neighbour().length + nodes];
        int[] newestChild = new int[nodes + 1];
        int[] sibling = new int[nodes];
        int[] seenFrom = new int[nodes];
        Arrays.fill(newestChild, -1);
        Arrays.fill(seenFrom, -1);
        int end = 0;
        for (int node = 0; node < nodes; node++) {
            if (head.length < end + tree.depth()[node]) {
                head = Arrays.copyOf(head, Math.addExact(head.length, head.length / 2 + nodes));
            }
            seenFrom[node] = node;
            int given = tree.order()[node];
            for (int e = shape.first()[given]; e < shape.first()[given + 1]; e++) {
                end = collect(tree.rank()[shape.neighbour()[e]], node, seenFrom, end);
            }
            for (int child = newestChild[node]; child >= 0; child = sibling[child]) {
                for (int arc = first[child]; arc < first[child + 1]; arc++) {
                    end = collect(head[arc], node, seenFrom, end);
                }
            }
            Arrays.sort(head, first[node], end);
            first[node + 1] = end;
            sibling[node] = newestChild[tree.parent()[node]];
            newestChild[tree.parent()[node]] = node;
        }
        head = Arrays.copyOf(head, end);
    }

    private int collect(int upper, int node, int[] seenFrom, int end) {
        if (upper < node || seenFrom[upper] == node) {
            return end;
        }
        seenFrom[upper] = node;
        head[end] = upper;
        return end + 1;
    }

    /** The arcs of rank r are first[r] … first[r + 1] − 1, those with the lowest upper end first. */
    public int[] first() {
        return first;
    }

    public int arcs() {
        return head.length;
    }

    /** For each arc the depth of its upper end; descending for each node. */
    public char[] headDepths() {
        char[] depths = new char[head.length];
        for (int arc = 0; arc < head.length; arc++) {
            depths[arc] = (char) tree.depth()[head[arc]];
        }
        return depths;
    }

    /** The arc between two ranks, which must be neighbours. */
    public int arc(int lower, int upper) {
        int arc = Arrays.binarySearch(head, first[lower], first[lower + 1], upper);
        if (arc < 0) {
            throw new IllegalArgumentException("no arc leads from rank " + lower + " up to rank " + upper);
        }
        return arc;
    }

    /** How many triangles there are: three nodes that are all neighbours. */
    public long triangles() {
        long count = 0;
        for (int node = 0; node + 1 < first.length; node++) {
            long degree = first[node + 1] - first[node];
            count += degree * (degree - 1) / 2;
        }
        return count;
    }

    /**
     * The arcs by their upper end, for each in ascending order of the lower one.
     *
     * @param firstBelow as long as there are nodes plus one; afterwards those of rank r are result[firstBelow[r]] …
     *     result[firstBelow[r + 1] − 1]
     * @param lower as long as there are arcs; afterwards at the same places the rank of the lower end
     */
    public int[] below(int[] firstBelow, int[] lower) {
        Arrays.fill(firstBelow, 0);
        for (int upper : head) {
            firstBelow[upper + 1]++;
        }
        for (int node = 0; node + 1 < firstBelow.length; node++) {
            firstBelow[node + 1] += firstBelow[node];
        }
        int[] next = firstBelow.clone();
        int[] below = new int[head.length];
        for (int node = 0; node + 1 < first.length; node++) {
            for (int arc = first[node]; arc < first[node + 1]; arc++) {
                int place = next[head[arc]]++;
                below[place] = arc;
                lower[place] = node;
            }
        }
        return below;
    }
}
