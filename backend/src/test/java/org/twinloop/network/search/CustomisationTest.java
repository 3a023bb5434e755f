package org.twinloop.network.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What taking in a metric leaves behind; a failure prints its seed. */
class CustomisationTest {

    private static final long SEED = Long.getLong("twinloop.seed", 42);

    private final Random random = new Random(SEED);

    @Test
    void weights_changed_at_random_are_taken_in_again_and_again() {
        SampleNetwork network = SampleNetwork.grid(40, SEED).largestComponent();
        Graph graph = network.graph();
        Hierarchy hierarchy = Hierarchy.of(graph);
        for (int version = 1; version <= 20; version++) {
            int[] weights = RandomNetwork.weights(random, graph.arcs());
            Dijkstra plain = new Dijkstra(graph, weights);
            WeightedHierarchy basic = hierarchy.customise(Metric.of(weights, version));
            PathSearch first = new PathSearch(basic);
            PathSearch second = new PathSearch(basic.perfect());
            for (int source = 0; source < 5; source++) {
                int from = random.nextInt(graph.nodes());
                int[] expected = plain.tree(from);
                for (int target = 0; target < 20; target++) {
                    int to = random.nextInt(graph.nodes());
                    int known = Ways.known(expected[to]);
                    Ways.assertWay(network, weights, from, to, known, first.find(from, to));
                    Ways.assertWay(network, weights, from, to, known, second.find(from, to));
                }
            }
        }
    }

    @Test
    void exactly_the_arcs_that_are_longer_than_the_best_way_are_dropped() {
        SampleNetwork network = SampleNetwork.grid(25, SEED);
        Graph graph = network.graph();
        WeightedHierarchy basic = Hierarchy.of(graph).customise(network.metric());
        WeightedHierarchy perfect = basic.perfect();

        int dropped = compare(basic, perfect, true) + compare(basic, perfect, false);

        assertTrue(dropped > basic.hierarchy().arcs() / 2, dropped + " dropped");
        assertTrue(perfect.isPerfect());
        assertSame(perfect, perfect.perfect());
        assertTrue(perfect.forward.bytes() < basic.forward.bytes());
    }

    /** Compares arc by arc with the true distance; returns how many were dropped. */
    private int compare(WeightedHierarchy basic, WeightedHierarchy perfect, boolean up) {
        Hierarchy hierarchy = basic.hierarchy;
        WeightedArcs before = up ? basic.forward : basic.backward;
        WeightedArcs after = up ? perfect.forward : perfect.backward;
        PathSearch search = new PathSearch(basic);
        int dropped = 0;
        for (int lower = 0; lower < hierarchy.order.length; lower++) {
            for (int arc = before.first()[lower]; arc < before.first()[lower + 1]; arc++) {
                int upper = lower;
                while (hierarchy.depth[upper] > before.head()[arc]) {
                    upper = hierarchy.parent[upper];
                }
                int from = hierarchy.order[up ? lower : upper];
                int to = hierarchy.order[up ? upper : lower];
                int distance = search.weight(from, to);
                boolean needed = before.weight()[arc] == distance && distance < Metric.CLOSED;
                int kept = after.find(lower, before.head()[arc]);
                assertEquals(needed, kept >= 0, "seed " + SEED + " from " + from + " to " + to);
                assertTrue(!needed || after.weight()[kept] == distance);
                dropped += needed ? 0 : 1;
            }
        }
        return dropped;
    }
}
