package org.twinloop.network.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many to many and one to all, against plain search; a failure prints its seed. */
class ManyWaysTest {

    private static final long SEED = Long.getLong("twinloop.seed", 42);

    private final Random random = new Random(SEED);

    @Test
    void every_cell_of_a_matrix_is_the_weight_of_a_best_way() {
        for (int round = 0; round < 40; round++) {
            SampleNetwork network = round < 30 ? RandomNetwork.of(random) : SampleNetwork.grid(20, round);
            Graph graph = network.graph();
            WeightedHierarchy basic = Hierarchy.of(graph).customise(network.metric());
            int[] sources = random.ints(random.nextInt(150), 0, graph.nodes()).toArray();
            int[] targets = random.ints(random.nextInt(150), 0, graph.nodes()).toArray();

            int[][] cells = Matrix.of(basic.perfect(), sources, targets);
            int[][] same = Matrix.of(basic, sources, targets);

            Dijkstra plain = new Dijkstra(graph, network.weights());
            for (int i = 0; i < sources.length; i++) {
                int[] expected = plain.tree(sources[i]);
                for (int j = 0; j < targets.length; j++) {
                    assertEquals(Ways.known(expected[targets[j]]), cells[i][j], "seed " + SEED + " round " + round);
                    assertEquals(cells[i][j], same[i][j]);
                }
            }
        }
    }

    @Test
    void a_matrix_of_nothing_is_empty() {
        WeightedHierarchy weighted = weighted(SampleNetwork.grid(3, SEED));

        assertEquals(0, Matrix.of(weighted, new int[0], new int[] {1}).length);
        assertEquals(0, Matrix.of(weighted, new int[] {1}, new int[0])[0].length);
    }

    @Test
    void a_sweep_knows_the_distance_from_its_terminals_to_every_node_and_back() {
        for (int round = 0; round < 60; round++) {
            SampleNetwork network = round < 50 ? RandomNetwork.of(random) : SampleNetwork.grid(15, round);
            Graph graph = network.graph();
            Sweep sweep = new Sweep(weighted(network));
            Dijkstra plain = new Dijkstra(graph, network.weights());
            Dijkstra reversed =
                    new Dijkstra(Graph.of(network.positions(), network.heads(), network.tails()), network.weights());
            for (int search = 0; search < 3; search++) {
                int[] nodes = random.ints(1 + search, 0, graph.nodes()).toArray();
                int[] offsets = random.ints(1 + search, 0, 200).toArray();
                Terminals terminals = new Terminals(nodes, offsets);
                assertDistances(plain.tree(nodes, offsets, -1), sweep.from(terminals), round);
                assertDistances(reversed.tree(nodes, offsets, -1), sweep.to(terminals), round);
            }
        }
    }

    @Test
    void what_lies_within_a_limit_grows_with_the_limit() {
        int[] distances = new Sweep(weighted(SampleNetwork.grid(20, SEED).largestComponent())).from(Terminals.at(0));

        long near = IntStream.of(distances).filter(distance -> distance <= 600).count();
        long far = IntStream.of(distances).filter(distance -> distance <= 1200).count();

        assertTrue(1 < near && near < far && far < distances.length, near + " and " + far);
    }

    private static void assertDistances(int[] expected, int[] found, int round) {
        for (int node = 0; node < expected.length; node++) {
            assertEquals(Ways.known(expected[node]), found[node], "seed " + SEED + " round " + round);
        }
    }

    private static WeightedHierarchy weighted(SampleNetwork network) {
        return Hierarchy.of(network.graph()).customise(network.metric()).perfect();
    }
}
