package org.twinloop.network.match;

import java.util.Arrays;
import java.util.List;
import org.twinloop.network.road.ModeGraph;
import org.twinloop.network.search.Graph;

/**
 * Shortest ways by length from one candidate to several near ones: Dijkstra over the turns, bounded. Keeps its arrays
 * from one search to the next, so it serves one thread at a time; about 24 bytes for each arc of the roads.
 */
final class RouteSpread {

    private static final int NONE = -1;

    private final ModeGraph graph;
    private final Graph turns;
    private final double turnBackM;
    /** Metres from the start to where a node's arc begins, if {@link #reached} in this round. */
    private final double[] enteredM;

    private final int[] before;
    private final int[] reached;
    private final int[] settled;
    private int round;

    private double[] keys = new double[256];
    private int[] nodes = new int[256];
    private int size;

    RouteSpread(ModeGraph graph, double turnBackM) {
        this.graph = graph;
        this.turns = graph.graph();
        this.turnBackM = turnBackM;
        enteredM = new double[turns.nodes()];
        before = new int[turns.nodes()];
        reached = new int[turns.nodes()];
        settled = new int[turns.nodes()];
    }

    /**
     * Metres to each target, turning back counted in; infinite where they are more than the limit. A target a little
     * behind the start, as noise makes of a car that stands, is where the start is.
     */
    double[] lengths(Candidate from, List<Candidate> targets, double noiseM, double limitM) {
        double[] lengths = new double[targets.size()];
        Arrays.fill(lengths, Double.POSITIVE_INFINITY);
        int open = 0;
        for (int i = 0; i < lengths.length; i++) {
            if (isAhead(from, targets.get(i), noiseM)) {
                lengths[i] = Math.max(0, targets.get(i).alongM() - from.alongM());
            } else {
                open++;
            }
        }
        start(from);
        while (open > 0 && size > 0) {
            int node = settle();
            if (node == NONE) {
                continue;
            }
            if (enteredM[node] > limitM) {
                break;
            }
            int arc = graph.arcOf(node);
            for (int i = 0; i < lengths.length; i++) {
                Candidate target = targets.get(i);
                if (target.arc() == arc && lengths[i] == Double.POSITIVE_INFINITY) {
                    lengths[i] = enteredM[node] + target.alongM();
                    open--;
                }
            }
            spread(node);
        }
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = lengths[i] > limitM ? Double.POSITIVE_INFINITY : lengths[i];
        }
        return lengths;
    }

    /** The arcs from one candidate to another that {@link #lengths} has found in reach. */
    int[] way(Candidate from, Candidate to, double noiseM) {
        if (isAhead(from, to, noiseM)) {
            return new int[] {from.arc()};
        }
        start(from);
        while (size > 0) {
            int node = settle();
            if (node != NONE) {
                if (graph.arcOf(node) == to.arc()) {
                    return back(node, from.arc());
                }
                spread(node);
            }
        }
        throw new IllegalStateException("no way from arc " + from.arc() + " to arc " + to.arc());
    }

    static boolean isAhead(Candidate from, Candidate to, double noiseM) {
        return from.arc() == to.arc() && to.alongM() >= from.alongM() - noiseM;
    }

    private int[] back(int node, int first) {
        int[] way = new int[16];
        int count = 0;
        for (int at = node; at != NONE; at = before[at]) {
            if (count == way.length) {
                way = Arrays.copyOf(way, count * 2);
            }
            way[count++] = graph.arcOf(at);
        }
        int[] ordered = new int[count + 1];
        ordered[0] = first;
        for (int i = 0; i < count; i++) {
            ordered[count - i] = way[i];
        }
        return ordered;
    }

    private void start(Candidate from) {
        if (round == Integer.MAX_VALUE) {
            Arrays.fill(reached, 0);
            Arrays.fill(settled, 0);
            round = 0;
        }
        round++;
        size = 0;
        double endM = graph.lengthM(from.arc()) - from.alongM();
        leave(from.arc(), NONE, from.arc(), endM);
    }

    private void spread(int node) {
        int arc = graph.arcOf(node);
        leave(node, node, arc, enteredM[node] + graph.lengthM(arc));
    }

    private void leave(int node, int via, int arc, double endM) {
        for (int i = 0; i < turns.outDegree(node); i++) {
            int next = turns.head(turns.outArc(node, i));
            boolean back = graph.row(graph.arcOf(next)) == graph.row(arc) && graph.arcOf(next) != arc;
            double lengthM = endM + (back ? turnBackM : 0);
            if (reached[next] != round || lengthM < enteredM[next]) {
                reached[next] = round;
                enteredM[next] = lengthM;
                before[next] = via;
                push(lengthM, next);
            }
        }
    }

    private int settle() {
        int node = pop();
        if (settled[node] == round) {
            return NONE;
        }
        settled[node] = round;
        return node;
    }

    private void push(double key, int node) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            nodes = Arrays.copyOf(nodes, size * 2);
        }
        int at = size++;
        while (at > 0 && keys[(at - 1) / 2] > key) {
            keys[at] = keys[(at - 1) / 2];
            nodes[at] = nodes[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        keys[at] = key;
        nodes[at] = node;
    }

    private int pop() {
        int top = nodes[0];
        double key = keys[--size];
        int node = nodes[size];
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && keys[child + 1] < keys[child]) {
                child++;
            }
            if (keys[child] >= key) {
                break;
            }
            keys[at] = keys[child];
            nodes[at] = nodes[child];
            at = child;
        }
        keys[at] = key;
        nodes[at] = node;
        return top;
    }
}
