package org.twinloop.network.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;

/** Whether a second way is worth offering; a failure prints its seed. */
class SecondWayTest {

    private static final long SEED = Long.getLong("twinloop.seed", 42);

    @Test
    void a_second_way_is_a_way_hardly_longer_and_mostly_different() {
        SampleNetwork network = SampleNetwork.grid(40, SEED).largestComponent();
        Graph graph = network.graph();
        WeightedHierarchy weighted =
                Hierarchy.of(graph).customise(network.metric()).perfect();
        PathSearch search = new PathSearch(weighted);
        SecondWay second = new SecondWay(weighted);
        Random random = new Random(SEED);
        int offered = 0;
        for (int pair = 0; pair < 200; pair++) {
            int from = random.nextInt(graph.nodes());
            int to = (from + 1 + random.nextInt(graph.nodes() - 1)) % graph.nodes();
            Way best = search.find(from, to).orElseThrow();

            Optional<Way> found = second.beside(best, Terminals.at(from), Terminals.at(to));

            if (found.isPresent()) {
                offered++;
                assertSensible(network, best, found.get());
            }
        }
        assertTrue(offered > 100, "only " + offered + " of 200 pairs, seed " + SEED);
    }

    @Test
    void round_a_block_there_are_two_ways() {
        // A – B – C takes 10 + 10, A – D – C takes 11 + 11.
        SampleNetwork network = network(new int[][] {{0, 1, 10}, {1, 2, 10}, {0, 3, 11}, {3, 2, 11}});

        assertArrayEquals(new int[] {2, 3}, second(network, 0, 2).orElseThrow().arcs());
    }

    @Test
    void a_way_more_than_a_quarter_longer_is_not_offered() {
        SampleNetwork network = network(new int[][] {{0, 1, 10}, {1, 2, 10}, {0, 3, 13}, {3, 2, 13}});

        assertTrue(second(network, 0, 2).isEmpty());
    }

    @Test
    void along_a_single_road_there_is_no_second_way() {
        SampleNetwork network = network(new int[][] {{0, 1, 10}, {1, 2, 10}, {2, 3, 10}});

        assertTrue(second(network, 0, 3).isEmpty());
    }

    private static Optional<Way> second(SampleNetwork network, int from, int to) {
        WeightedHierarchy weighted = Hierarchy.of(network.graph()).customise(network.metric());
        Way best = new PathSearch(weighted).find(from, to).orElseThrow();
        return new SecondWay(weighted).beside(best, Terminals.at(from), Terminals.at(to));
    }

    private static void assertSensible(SampleNetwork network, Way best, Way second) {
        assertEquals(best.from(), second.from());
        assertEquals(best.to(), second.to());
        assertEquals(second.weight(), Ways.weightAlong(network, network.weights(), second));
        assertTrue(second.weight() >= best.weight() && second.weight() <= 1.25 * best.weight());
        Set<Integer> inBest = new HashSet<>();
        Arrays.stream(best.arcs()).forEach(inBest::add);
        int shared = Arrays.stream(second.arcs())
                .filter(inBest::contains)
                .map(arc -> network.weights()[arc])
                .sum();
        assertTrue(shared <= 0.8 * best.weight(), shared + " of " + best.weight());
        Set<Integer> passed = new HashSet<>(Set.of(second.from()));
        Arrays.stream(second.arcs()).forEach(arc -> assertTrue(passed.add(network.heads()[arc]), "passed twice"));
    }

    private static SampleNetwork network(int[][] arcs) {
        SampleNetwork.Arcs list = new SampleNetwork.Arcs();
        for (int[] arc : arcs) {
            list.add(arc[0], arc[1], arc[2]);
        }
        List<GeoPoint> positions =
                List.of(new GeoPoint(0, 0), new GeoPoint(1, 1), new GeoPoint(2, 0), new GeoPoint(1, -1));
        return list.network(positions);
    }
}
