package org.twinloop.network.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;

/** The search against Floyd and Warshall's all-pairs table on random multigraphs; a failure prints its seed. */
class RoadGraphTest {

    private static final long UNREACHABLE = Long.MAX_VALUE / 4;

    @Test
    void the_quickest_way_costs_what_all_pairs_says_on_random_multigraphs() {
        long seed = Long.getLong("twinloop.seed", 42);
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            int count = 2 + random.nextInt(24);
            List<RoadGraph.Edge> edges = randomEdges(random, count);
            RoadGraph graph = RoadGraph.of(nodes(count), edges);
            long[][] expected = allPairs(count, edges);
            for (int from = 0; from < count; from++) {
                for (int to = 0; to < count; to++) {
                    long found =
                            graph.quickest(from, to).map(Path::freeFlowMillis).orElse(UNREACHABLE);
                    assertEquals(expected[from][to], found, "seed " + seed + " round " + round + " " + from + "→" + to);
                }
            }
        }
    }

    @Test
    void a_one_way_road_is_not_driven_against() {
        RoadGraph graph = RoadGraph.of(nodes(2), List.of(edge(0, 0, 1, 50, true, 100)));

        assertTrue(graph.quickest(0, 1).isPresent());
        assertTrue(graph.quickest(1, 0).isEmpty());
    }

    @Test
    void of_two_parallel_roads_the_quicker_is_taken_in_either_direction() {
        RoadGraph graph =
                RoadGraph.of(nodes(2), List.of(edge(7, 0, 1, 30, false, 900), edge(8, 0, 1, 60, false, 1000)));

        assertEquals(List.of(8), graph.quickest(0, 1).orElseThrow().edgeIds());
        assertEquals(List.of(false), graph.quickest(1, 0).orElseThrow().forward());
    }

    @Test
    void a_way_from_a_junction_to_itself_is_empty() {
        RoadGraph graph = RoadGraph.of(nodes(2), List.of(edge(0, 0, 1, 50, false, 100)));

        Path path = graph.quickest(1, 1).orElseThrow();

        assertEquals(0, path.freeFlowMillis());
        assertEquals(List.of(graph.node(1).position()), path.points(graph));
    }

    private static long[][] allPairs(int count, List<RoadGraph.Edge> edges) {
        long[][] cost = new long[count][count];
        for (long[] row : cost) {
            Arrays.fill(row, UNREACHABLE);
        }
        for (int i = 0; i < count; i++) {
            cost[i][i] = 0;
        }
        for (RoadGraph.Edge edge : edges) {
            long millis = Math.round(edge.lengthM() * 3600.0 / edge.speedKmh());
            cost[edge.from()][edge.to()] = Math.min(cost[edge.from()][edge.to()], millis);
            if (!edge.oneway()) {
                cost[edge.to()][edge.from()] = Math.min(cost[edge.to()][edge.from()], millis);
            }
        }
        for (int via = 0; via < count; via++) {
            for (int from = 0; from < count; from++) {
                for (int to = 0; to < count; to++) {
                    cost[from][to] = Math.min(cost[from][to], cost[from][via] + cost[via][to]);
                }
            }
        }
        for (long[] row : cost) {
            for (int i = 0; i < count; i++) {
                row[i] = Math.min(row[i], UNREACHABLE);
            }
        }
        return cost;
    }

    private static List<RoadGraph.Edge> randomEdges(Random random, int count) {
        List<RoadGraph.Edge> edges = new ArrayList<>();
        for (int i = 0; i < count * 2; i++) {
            edges.add(edge(
                    i,
                    random.nextInt(count),
                    random.nextInt(count),
                    20 + random.nextInt(80),
                    random.nextInt(3) == 0,
                    1 + random.nextInt(5000)));
        }
        return edges;
    }

    private static List<RoadGraph.Node> nodes(int count) {
        List<RoadGraph.Node> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(new RoadGraph.Node(i, "路口" + i, "Junction " + i, new GeoPoint(121 + i / 100.0, 31)));
        }
        return nodes;
    }

    private static RoadGraph.Edge edge(int id, int from, int to, int speedKmh, boolean oneway, int lengthM) {
        return new RoadGraph.Edge(id, from, to, "路" + id, "Road " + id, speedKmh, oneway, lengthM);
    }
}
