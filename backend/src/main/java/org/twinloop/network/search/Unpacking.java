package org.twinloop.network.search;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Tells the way over a meeting of two ascents, arc by arc of the graph. Not for several threads at once. */
final class Unpacking {

    private final int[] order;
    private final Legs legs;
    private final int[] trail;
    private final int[] stack;
    private int[] found = new int[256];
    private int length;

    Unpacking(WeightedHierarchy weighted) {
        order = weighted.hierarchy.order;
        legs = weighted.legs;
        trail = new int[weighted.hierarchy.height];
        stack = new int[2 * weighted.hierarchy.height + 2];
    }

    /**
     * The way over the ancestor at a depth.
     *
     * @param weight of the whole way
     */
    Way way(Ascent rising, Ascent.Branch up, Ascent falling, Ascent.Branch down, int depth, int weight) {
        length = 0;
        long from = rising.trace(up, depth, trail);
        for (int i = (int) from - 1; i >= 0; i--) {
            unpack(trail[i]);
        }
        long to = falling.trace(down, depth, trail);
        for (int i = 0; i < (int) to; i++) {
            unpack(trail[i]);
        }
        return new Way(order[(int) (from >> 32)], order[(int) (to >> 32)], weight, Arrays.copyOf(found, length));
    }

    /**
     * What the arcs of the graph on the way over the ancestor at a depth sum up to.
     *
     * @param sums by the number of an arc, NaN where not known yet
     */
    PathTable.Sum sum(
            Ascent rising,
            Ascent.Branch up,
            Ascent falling,
            Ascent.Branch down,
            int depth,
            double[] sums,
            IntToDoubleFunction lengthOf) {
        double sum = rising.sum(up, depth, arc -> sum(arc, sums, lengthOf))
                + falling.sum(down, depth, arc -> sum(arc, sums, lengthOf));
        int from = Ascent.origin(up, depth);
        int to = Ascent.origin(down, depth);
        return new PathTable.Sum(order[Math.max(from, ~from)], order[Math.max(to, ~to)], from >= 0 || to >= 0, sum);
    }

    private double sum(int number, double[] sums, IntToDoubleFunction lengthOf) {
        if (Double.isNaN(sums[number])) {
            long pair = legs.of(number);
            sums[number] = pair < 0
                    ? lengthOf.applyAsDouble((int) (-1 - pair))
                    : sum((int) (pair >> 32), sums, lengthOf) + sum((int) pair, sums, lengthOf);
        }
        return sums[number];
    }

    /** Appends the arcs of the graph that an arc of this number consists of. */
    private void unpack(int whole) {
        int height = 0;
        stack[height++] = whole;
        while (height > 0) {
            long pair = legs.of(stack[--height]);
            if (pair < 0) {
                if (length == found.length) {
                    found = Arrays.copyOf(found, 2 * length);
                }
                found[length++] = (int) (-1 - pair);
            } else {
                stack[height++] = (int) pair;
                stack[height++] = (int) (pair >> 32);
            }
        }
    }
}
