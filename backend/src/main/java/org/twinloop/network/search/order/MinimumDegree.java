package org.twinloop.network.search.order;

import java.util.BitSet;

/**
 * Orders a small cell by always contracting the node with the fewest neighbours left. Neighbours outside the cell come
 * later in the order; they count too, and are what the cell hangs on.
 */
final class MinimumDegree {

    private final BitSet[] neighbours;

    /** Numbers inside the cell come first, its surroundings after them. */
    private MinimumDegree(Shape whole, int[] cell, int[] place) {
        neighbours = new BitSet[cell.length];
        for (int i = 0; i < cell.length; i++) {
            place[cell[i]] = i;
        }
        int numbered = cell.length;
        int[] around = new int[whole.size() == 0 ? 0 : degree(whole, cell)];
        for (int i = 0; i < cell.length; i++) {
            neighbours[i] = new BitSet();
            for (int e = whole.first()[cell[i]]; e < whole.first()[cell[i] + 1]; e++) {
                int other = whole.neighbour()[e];
                if (place[other] < 0) {
                    around[numbered - cell.length] = other;
                    place[other] = numbered++;
                }
                neighbours[i].set(place[other]);
            }
        }
        for (int node : cell) {
            place[node] = -1;
        }
        for (int i = cell.length; i < numbered; i++) {
            place[around[i - cell.length]] = -1;
        }
    }

    /**
     * The nodes of a cell, first to be contracted first; of equals the one that stands first.
     *
     * @param place scratch as long as the whole shape has nodes, filled with −1, and left so
     */
    static int[] order(Shape whole, int[] cell, int[] place) {
        return new MinimumDegree(whole, cell, place).contract(cell);
    }

    private static int degree(Shape whole, int[] cell) {
        int degree = 0;
        for (int node : cell) {
            degree += whole.first()[node + 1] - whole.first()[node];
        }
        return degree;
    }

    private int[] contract(int[] cell) {
        int[] order = new int[cell.length];
        for (int i = 0; i < order.length; i++) {
            int node = fewest();
            order[i] = cell[node];
            BitSet around = neighbours[node];
            neighbours[node] = null;
            around.stream().filter(other -> other < cell.length).forEach(other -> {
                neighbours[other].or(around);
                neighbours[other].clear(other);
                neighbours[other].clear(node);
            });
        }
        return order;
    }

    private int fewest() {
        int best = -1;
        int least = Integer.MAX_VALUE;
        for (int node = 0; node < neighbours.length; node++) {
            if (neighbours[node] != null && neighbours[node].cardinality() < least) {
                least = neighbours[node].cardinality();
                best = node;
            }
        }
        return best;
    }
}
