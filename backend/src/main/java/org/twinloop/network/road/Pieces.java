package org.twinloop.network.road;

import java.util.Arrays;
import org.twinloop.network.search.Metric;

/** Parts of roads reached within a time, being collected. */
final class Pieces {

    private final ModeGraph graph;
    private final int limit;
    private int[] arcs = new int[256];
    private float[] from = new float[256];
    private float[] to = new float[256];
    private int size;

    Pieces(ModeGraph graph, int limit) {
        this.graph = graph;
        this.limit = limit;
    }

    /**
     * Takes what is reached of an arc.
     *
     * @param share of it that lies behind where one comes onto it
     * @param millis when one is there
     * @param whole milliseconds along the whole arc
     */
    void add(int arc, double share, int millis, int whole) {
        if (millis > limit || whole >= Metric.CLOSED) {
            return;
        }
        if (size == arcs.length) {
            arcs = Arrays.copyOf(arcs, size * 2);
            from = Arrays.copyOf(from, size * 2);
            to = Arrays.copyOf(to, size * 2);
        }
        arcs[size] = arc;
        from[size] = (float) share;
        to[size++] = (float) Math.min(1, share + (limit - millis) / (double) whole);
    }

    Reached reached(long version) {
        int[] rows = new int[size];
        boolean[] forward = new boolean[size];
        for (int i = 0; i < size; i++) {
            rows[i] = graph.row(arcs[i]);
            forward[i] = graph.isForward(arcs[i]);
        }
        return new Reached(graph.roads(), rows, forward, Arrays.copyOf(from, size), Arrays.copyOf(to, size), version);
    }
}
