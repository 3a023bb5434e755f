package org.twinloop.network.search;

import java.util.List;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.search.order.Shape;

/**
 * A directed multigraph without weights: what a search runs over. Nodes and arcs are numbered from 0; an arc keeps the
 * number under which it was given. Nodes are junctions, or, where turns count, roads in one direction.
 */
public final class Graph {

    private final int[] tail;
    private final int[] head;
    private final float[] x;
    private final float[] y;
    /** Arcs leaving node n: outArc[firstOut[n]] … outArc[firstOut[n + 1] − 1]. */
    private final int[] firstOut;

    private final int[] outArc;

    /** Arcs entering node n, likewise. */
    private final int[] firstIn;

    private final int[] inArc;

    private Graph(int[] tail, int[] head, float[] x, float[] y) {
        this.tail = tail;
        this.head = head;
        this.x = x;
        this.y = y;
        firstOut = new int[x.length + 1];
        firstIn = new int[x.length + 1];
        outArc = by(tail, firstOut);
        inArc = by(head, firstIn);
    }

    private static int[] by(int[] end, int[] first) {
        for (int node : end) {
            first[node + 1]++;
        }
        for (int node = 0; node + 1 < first.length; node++) {
            first[node + 1] += first[node];
        }
        int[] next = first.clone();
        int[] arcs = new int[end.length];
        for (int arc = 0; arc < end.length; arc++) {
            arcs[next[end[arc]]++] = arc;
        }
        return arcs;
    }

    /**
     * @param positions of the nodes; only the order of contraction depends on them
     * @param tails for each arc the node it leaves
     * @param heads for each arc the node it enters
     * @throws IllegalArgumentException when an arc names a node that is not there
     */
    public static Graph of(List<GeoPoint> positions, int[] tails, int[] heads) {
        float[] x = new float[positions.size()];
        float[] y = new float[positions.size()];
        if (!positions.isEmpty()) {
            GeoPoint origin = positions.get(0);
            double shrink = Math.cos(Math.toRadians(origin.lat()));
            for (int node = 0; node < x.length; node++) {
                x[node] = (float) ((positions.get(node).lon() - origin.lon()) * shrink);
                y[node] = (float) (positions.get(node).lat() - origin.lat());
            }
        }
        return of(tails, heads, x, y);
    }

    /** Like {@link #of(List, int[], int[])}, with positions in a plane, whatever its unit. */
    public static Graph of(int[] tails, int[] heads, float[] x, float[] y) {
        if (tails.length != heads.length) {
            throw new IllegalArgumentException(tails.length + " tails, but " + heads.length + " heads");
        }
        for (int arc = 0; arc < tails.length; arc++) {
            if (tails[arc] < 0 || tails[arc] >= x.length || heads[arc] < 0 || heads[arc] >= x.length) {
                throw new IllegalArgumentException("arc %d leads from %d to %d; there are %d nodes"
                        .formatted(arc, tails[arc], heads[arc], x.length));
            }
        }
        return new Graph(tails.clone(), heads.clone(), x.clone(), y.clone());
    }

    public int nodes() {
        return x.length;
    }

    public int arcs() {
        return tail.length;
    }

    /** The node an arc leaves. */
    public int tail(int arc) {
        return tail[arc];
    }

    /** The node an arc enters. */
    public int head(int arc) {
        return head[arc];
    }

    /** How many arcs leave a node. */
    public int outDegree(int node) {
        return firstOut[node + 1] - firstOut[node];
    }

    /** The arc leaving a node at a place 0 … {@link #outDegree} − 1. */
    public int outArc(int node, int place) {
        return outArc[firstOut[node] + place];
    }

    /** How many arcs enter a node. */
    public int inDegree(int node) {
        return firstIn[node + 1] - firstIn[node];
    }

    /** The arc entering a node at a place 0 … {@link #inDegree} − 1. */
    public int inArc(int node, int place) {
        return inArc[firstIn[node] + place];
    }

    /** Position of a node in a plane, eastwards. */
    public float x(int node) {
        return x[node];
    }

    /** Position of a node in a plane, northwards. */
    public float y(int node) {
        return y[node];
    }

    Shape shape() {
        return Shape.ofArcs(nodes(), tail, head, x, y);
    }
}
