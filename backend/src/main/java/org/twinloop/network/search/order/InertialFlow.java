package org.twinloop.network.search.order;

import java.util.Arrays;

/**
 * Cuts a connected cell by inertial flow (Schild and Sommer 2015): the nodes are lined up along a direction, a share of
 * them at either end become sources and sinks, and the smallest separator between the two is a candidate.
 */
final class InertialFlow {

    private static final int DIRECTIONS = 8;
    private static final double[] SHARES = {0.2, 0.35};
    /** How much a better balance is worth: a candidate costs its size / (smaller side ^ this). */
    private static final double BALANCE_EXPONENT = 0.6;

    private final Shape shape;
    private final VertexFlow flow;
    private double leastCost = Double.POSITIVE_INFINITY;
    private Side[] best;

    private InertialFlow(Shape shape) {
        this.shape = shape;
        this.flow = new VertexFlow(shape);
    }

    /** The best cut found; null when the cell has no separator with something on both sides. */
    static Side[] cut(Shape shape) {
        InertialFlow search = new InertialFlow(shape);
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            int[] line = search.line(Math.PI * direction / DIRECTIONS);
            for (double share : SHARES) {
                search.attempt(line, Math.max(1, (int) (share * line.length)));
            }
        }
        return search.best;
    }

    private void attempt(int[] line, int ends) {
        int size = line.length;
        int[] sources = Arrays.copyOfRange(line, 0, ends);
        int[] sinks = Arrays.copyOfRange(line, size - ends, size);
        int limit = (int) Math.min(size, leastCost * Math.pow(size / 2.0, BALANCE_EXPONENT));
        if (flow.between(sources, sinks, limit) <= limit) {
            keepBetter(flow.cutNearSources());
            keepBetter(flow.cutNearSinks());
        }
    }

    private void keepBetter(Side[] sides) {
        int[] counts = new int[Side.values().length];
        for (Side side : sides) {
            counts[side.ordinal()]++;
        }
        int smaller = Math.min(counts[Side.SOURCES.ordinal()], counts[Side.SINKS.ordinal()]);
        double cost = counts[Side.SEPARATOR.ordinal()] / Math.pow(smaller, BALANCE_EXPONENT);
        if (smaller > 0 && cost < leastCost) {
            leastCost = cost;
            best = sides;
        }
    }

    /** All nodes along a direction; nodes at the same place in the order of their numbers. */
    private int[] line(double angle) {
        float cos = (float) StrictMath.cos(angle);
        float sin = (float) StrictMath.sin(angle);
        long[] keys = new long[shape.size()];
        for (int node = 0; node < keys.length; node++) {
            int bits = Float.floatToIntBits(cos * shape.x()[node] + sin * shape.y()[node]);
            int ascending = bits ^ (bits >> 31 & 0x7fffffff);
            keys[node] = (long) ascending << 32 | node;
        }
        Arrays.sort(keys);
        int[] line = new int[keys.length];
        for (int i = 0; i < line.length; i++) {
            line[i] = (int) keys[i];
        }
        return line;
    }
}
