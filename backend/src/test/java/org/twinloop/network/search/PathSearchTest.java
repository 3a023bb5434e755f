package org.twinloop.network.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;

/** Best ways on small graphs, against plain search; a failure prints its seed. */
class PathSearchTest {

    private static final long SEED = Long.getLong("twinloop.seed", 42);

    private final Random random = new Random(SEED);

    @Test
    void ways_weigh_what_plain_search_says() {
        for (int round = 0; round < 300; round++) {
            SampleNetwork network = RandomNetwork.of(random);
            Graph graph = network.graph();
            Dijkstra plain = new Dijkstra(graph, network.weights());
            WeightedHierarchy basic = Hierarchy.of(graph).customise(network.metric());
            for (WeightedHierarchy weighted : List.of(basic, basic.perfect())) {
                PathSearch search = new PathSearch(weighted);
                for (int from = 0; from < graph.nodes(); from++) {
                    int[] expected = plain.tree(from);
                    for (int to = 0; to < graph.nodes(); to++) {
                        int known = Ways.known(expected[to]);
                        assertEquals(known, search.weight(from, to), "seed " + SEED + " round " + round);
                        Ways.assertWay(network, network.weights(), from, to, known, search.find(from, to));
                    }
                }
            }
        }
    }

    @Test
    void of_several_terminals_the_best_two_are_found() {
        for (int round = 0; round < 400; round++) {
            SampleNetwork network = RandomNetwork.of(random);
            Graph graph = network.graph();
            WeightedHierarchy basic = Hierarchy.of(graph).customise(network.metric());
            Terminals from = terminals(graph.nodes());
            Terminals to = terminals(graph.nodes());
            int[] there = new Dijkstra(graph, network.weights()).tree(from.nodes(), from.offsets(), -1);
            int expected = Metric.CLOSED;
            for (int i = 0; i < to.nodes().length; i++) {
                int reached = Ways.known(there[to.nodes()[i]]);
                expected = Math.min(expected, reached + to.offsets()[i]);
            }
            for (WeightedHierarchy weighted : List.of(basic, basic.perfect())) {
                PathSearch search = new PathSearch(weighted);

                assertEquals(expected, search.weight(from, to), "seed " + SEED + " round " + round);

                Optional<Way> way = search.find(from, to);
                assertEquals(expected < Metric.CLOSED, way.isPresent());
                PathTable<Terminals> table = new PathTable<>(weighted);
                assertSame(way, table.find(from, start -> start, to, end -> end));
                assertSummed(way, table.sum(from, start -> start, to, end -> end, PathSearchTest::lengthOf));
                way.ifPresent(found -> assertEquals(
                        found.weight(),
                        offset(from, found.from())
                                + Ways.weightAlong(network, network.weights(), found)
                                + offset(to, found.to())));
            }
        }
    }

    /** Other than its weight. */
    private static double lengthOf(int arc) {
        return 1 + arc % 7;
    }

    private static void assertSummed(Optional<Way> expected, Optional<PathTable.Sum> found) {
        assertEquals(
                expected.map(way -> new PathTable.Sum(
                        way.from(),
                        way.to(),
                        way.arcs().length > 0,
                        Arrays.stream(way.arcs())
                                .mapToDouble(PathSearchTest::lengthOf)
                                .sum())),
                found,
                "seed " + SEED);
    }

    private static void assertSame(Optional<Way> expected, Optional<Way> found) {
        assertEquals(told(expected), told(found), "seed " + SEED);
    }

    private static String told(Optional<Way> way) {
        return way.map(found -> "%d→%d %d %s"
                        .formatted(found.from(), found.to(), found.weight(), Arrays.toString(found.arcs())))
                .orElse("none");
    }

    @Test
    void many_pairs_of_few_ends_have_the_ways_that_each_has_alone() {
        for (int round = 0; round < 100; round++) {
            SampleNetwork network = RandomNetwork.of(random);
            WeightedHierarchy weighted =
                    Hierarchy.of(network.graph()).customise(network.metric()).perfect();
            PathSearch search = new PathSearch(weighted);
            PathTable<Integer> table = new PathTable<>(weighted);
            for (int from = 0; from < network.graph().nodes(); from++) {
                for (int to = 0; to < network.graph().nodes(); to++) {
                    Optional<Way> way = search.find(from, to);
                    assertSame(way, table.find(from, Terminals::at, to, Terminals::at));
                    assertSummed(way, table.sum(from, Terminals::at, to, Terminals::at, PathSearchTest::lengthOf));
                }
            }
        }
    }

    @Test
    void what_is_kept_of_ends_with_several_nodes_sums_up_every_way_between_them() {
        for (int round = 0; round < 60; round++) {
            SampleNetwork network = RandomNetwork.of(random);
            int nodes = network.graph().nodes();
            WeightedHierarchy weighted = Hierarchy.of(network.graph()).customise(network.metric());
            PathSearch search = new PathSearch(weighted);
            PathTable<Terminals> table = new PathTable<>(weighted);
            List<Terminals> ends =
                    Stream.generate(() -> terminals(nodes)).limit(8).toList();
            for (Terminals from : ends) {
                for (Terminals to : ends) {
                    assertSummed(
                            search.find(from, to),
                            table.sum(from, start -> start, to, end -> end, PathSearchTest::lengthOf));
                }
            }
        }
    }

    @Test
    void a_closed_arc_is_not_used() {
        SampleNetwork network = line(4);
        Hierarchy hierarchy = Hierarchy.of(network.graph());
        Metric closed = network.metric().closing(new int[] {1}, 2);

        WeightedHierarchy weighted = hierarchy.customise(closed);

        assertEquals(2, weighted.metric().version());
        assertEquals(Metric.CLOSED, new PathSearch(weighted).weight(0, 3));
        assertEquals(3, new PathSearch(hierarchy.customise(network.metric())).weight(0, 3));
    }

    @Test
    void an_empty_graph_has_a_hierarchy() {
        Graph empty = Graph.of(List.of(), new int[0], new int[0]);

        WeightedHierarchy weighted =
                Hierarchy.of(empty).customise(Metric.of(new int[0], 1)).perfect();

        assertEquals(0, weighted.hierarchy().arcs());
    }

    @Test
    void what_cannot_be_searched_is_refused() {
        SampleNetwork network = line(3);
        Hierarchy hierarchy = Hierarchy.of(network.graph());

        assertThrows(IllegalArgumentException.class, () -> Metric.of(new int[] {-1}, 1));
        assertThrows(IllegalArgumentException.class, () -> Metric.of(new int[] {Metric.CLOSED + 1}, 1));
        assertThrows(IllegalArgumentException.class, () -> hierarchy.customise(Metric.of(new int[] {1}, 1)));
        assertThrows(IllegalArgumentException.class, () -> new Terminals(new int[0], new int[0]));
        assertThrows(IllegalArgumentException.class, () -> new Terminals(new int[] {0}, new int[] {-1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> Graph.of(List.of(new GeoPoint(0, 0)), new int[] {0}, new int[] {1}));
        assertThrows(IllegalArgumentException.class, () -> Graph.of(List.of(), new int[] {0}, new int[0]));
    }

    @Test
    void the_order_found_once_makes_the_same_hierarchy_again() {
        Graph graph = SampleNetwork.grid(12, SEED).graph();
        Hierarchy hierarchy = Hierarchy.of(graph);

        Hierarchy again = Hierarchy.of(graph, hierarchy.contraction());

        assertArrayEquals(hierarchy.contraction(), again.contraction());
        assertEquals(hierarchy.triangles(), again.triangles());
        assertTrue(hierarchy.bytes() > 0);
    }

    private Terminals terminals(int nodes) {
        int count = 1 + random.nextInt(5);
        int[] offsets = random.ints(count, 0, 300).toArray();
        return new Terminals(random.ints(count, 0, nodes).toArray(), offsets);
    }

    /** The least offset of a node; it may have been offered several times. */
    private static int offset(Terminals terminals, int node) {
        int least = Metric.CLOSED;
        for (int i = 0; i < terminals.nodes().length; i++) {
            if (terminals.nodes()[i] == node) {
                least = Math.min(least, terminals.offsets()[i]);
            }
        }
        return least;
    }

    /** One-way from junction to junction, each step at 1. */
    private static SampleNetwork line(int nodes) {
        SampleNetwork.Arcs arcs = new SampleNetwork.Arcs();
        GeoPoint[] positions = new GeoPoint[nodes];
        for (int node = 0; node < nodes; node++) {
            positions[node] = new GeoPoint(node, 0);
            if (node > 0) {
                arcs.add(node - 1, node, 1);
            }
        }
        return arcs.network(List.of(positions));
    }
}
