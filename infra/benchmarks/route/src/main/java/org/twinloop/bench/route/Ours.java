package org.twinloop.bench.route;

import java.util.Optional;
import java.util.Random;
import org.twinloop.network.search.Dijkstra;
import org.twinloop.network.search.Graph;
import org.twinloop.network.search.Hierarchy;
import org.twinloop.network.search.Matrix;
import org.twinloop.network.search.Metric;
import org.twinloop.network.search.PathSearch;
import org.twinloop.network.search.Terminals;
import org.twinloop.network.search.Way;
import org.twinloop.network.search.WeightedHierarchy;
import org.twinloop.network.search.turn.TurnGraph;
import org.twinloop.network.search.turn.TurnRules;

/** The search of the service, over junctions or over turns, and plain search over the same graph. */
final class Ours {

    private final Case asked;
    /** Null where turns do not count. */
    private final TurnGraph turns;

    private final Graph graph;
    private final Metric ofRoads;
    private final Metric metric;
    private final int[] weights;
    private final Hierarchy hierarchy;
    private final WeightedHierarchy basic;
    private final WeightedHierarchy perfect;
    private final PathSearch search;
    private final PathSearch basicSearch;
    private final Dijkstra plain;
    final double orderSeconds;

    Ours(Case asked, boolean withTurns) {
        this.asked = asked;
        ofRoads = asked.metric();
        turns = withTurns ? TurnGraph.of(asked.roads(), TurnRules.none(), asked.turnCost()) : null;
        graph = withTurns ? turns.graph() : asked.roads();
        metric = withTurns ? turns.metric(ofRoads) : ofRoads;
        weights = new int[metric.arcs()];
        for (int arc = 0; arc < weights.length; arc++) {
            weights[arc] = metric.weight(arc);
        }
        long begun = System.nanoTime();
        hierarchy = Hierarchy.of(graph);
        orderSeconds = (System.nanoTime() - begun) / 1e9;
        basic = hierarchy.customise(metric);
        perfect = basic.perfect();
        search = new PathSearch(perfect);
        basicSearch = new PathSearch(basic);
        plain = new Dijkstra(graph, weights);
    }

    Graph graph() {
        return graph;
    }

    TurnGraph turns() {
        return turns;
    }

    int[] weights() {
        return weights;
    }

    /** What plain search says about every question. */
    int[] expected() {
        int[] expected = new int[asked.pairs()];
        int[] tree = {};
        for (int pair = 0; pair < expected.length; pair++) {
            if (pair % Case.EACH == 0) {
                tree = tree(asked.from()[pair]);
            }
            int best = Dijkstra.UNREACHED;
            for (int node : ends(asked.to()[pair])) {
                best = Math.min(best, tree[node]);
            }
            expected[pair] = Math.min(best, Metric.CLOSED);
        }
        return expected;
    }

    private int[] tree(int junction) {
        if (turns == null) {
            return plain.tree(junction);
        }
        Terminals from = turns.leaving(junction, ofRoads).orElseThrow();
        return plain.tree(from.nodes(), from.offsets(), -1);
    }

    private int[] ends(int junction) {
        return turns == null
                ? new int[] {junction}
                : turns.entering(junction).orElseThrow().nodes();
    }

    int path(int pair) {
        return path(search, pair);
    }

    int basicPath(int pair) {
        return path(basicSearch, pair);
    }

    private int path(PathSearch with, int pair) {
        Optional<Way> way = turns == null
                ? with.find(asked.from()[pair], asked.to()[pair])
                : with.find(
                        turns.leaving(asked.from()[pair], ofRoads).orElseThrow(),
                        turns.entering(asked.to()[pair]).orElseThrow());
        return way.isPresent() ? way.get().weight() : Metric.CLOSED;
    }

    int distance(int pair) {
        return turns == null
                ? search.weight(asked.from()[pair], asked.to()[pair])
                : search.weight(
                        turns.leaving(asked.from()[pair], ofRoads).orElseThrow(),
                        turns.entering(asked.to()[pair]).orElseThrow());
    }

    /** Whether the arcs of a way follow on each other and weigh together what it says. */
    boolean isSound(int pair) {
        Way way = turns == null
                ? search.find(asked.from()[pair], asked.to()[pair]).orElse(null)
                : search.find(
                                turns.leaving(asked.from()[pair], ofRoads).orElseThrow(),
                                turns.entering(asked.to()[pair]).orElseThrow())
                        .orElse(null);
        if (way == null) {
            return true;
        }
        long sum = turns == null ? 0 : asked.network().weights()[turns.road(way.from())];
        int at = way.from();
        for (int arc : way.arcs()) {
            if (graph.tail(arc) != at) {
                return false;
            }
            sum += weights[arc];
            at = graph.head(arc);
        }
        return at == way.to() && sum == way.weight();
    }

    /** Nanoseconds of one tree of plain search. */
    long treeNanos(Random random) {
        int source = random.nextInt(graph.nodes());
        long begun = System.nanoTime();
        plain.tree(source);
        return System.nanoTime() - begun;
    }

    long customiseNanos() {
        long begun = System.nanoTime();
        hierarchy.customise(metric);
        return System.nanoTime() - begun;
    }

    long customisePerfectNanos() {
        long begun = System.nanoTime();
        hierarchy.customise(metric).perfect();
        return System.nanoTime() - begun;
    }

    /** Cells a second; wrong cells of one row are noted. */
    double matrix(int size, Random random, Times.Differences differences) {
        int[] sources = random.ints(size, 0, graph.nodes()).toArray();
        int[] targets = random.ints(size, 0, graph.nodes()).toArray();
        long begun = System.nanoTime();
        int[][] cells = Matrix.of(perfect, sources, targets);
        double seconds = (System.nanoTime() - begun) / 1e9;
        int row = random.nextInt(size);
        int[] tree = plain.tree(sources[row]);
        for (int column = 0; column < size; column++) {
            differences.note(cells[row][column] == Math.min(tree[targets[column]], Metric.CLOSED));
        }
        return (double) size * size / seconds;
    }

    /** Bytes to answer and to take in metrics, by arc of the roads. */
    double bytesPerRoadArc() {
        return (double) (hierarchy.bytes() + perfect.bytes()) / asked.roads().arcs();
    }
}
