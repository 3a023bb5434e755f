package org.twinloop.network.search.turn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.twinloop.network.search.Graph;
import org.twinloop.network.search.Hierarchy;
import org.twinloop.network.search.Metric;
import org.twinloop.network.search.PathSearch;
import org.twinloop.network.search.Terminals;
import org.twinloop.network.search.Way;

/** Restrictions and costs of turns: drawn cases, and random ones against a search that remembers the whole way. */
class TurnGraphTest {

    private static final long SEED = Long.getLong("twinloop.seed", 42);

    /*
     *          3
     *          │ 4↑ 5↓
     *  0 ──────1────── 2        arcs: 0 → 1 is 0, 1 → 0 is 1, 1 → 2 is 2, 2 → 1 is 3, 1 → 3 is 4, 3 → 1 is 5
     *    0→ 1←   2→ 3←
     */
    private static final int[][] CROSSING = {{0, 1}, {1, 0}, {1, 2}, {2, 1}, {1, 3}, {3, 1}};

    /*
     *  0 ──0→── 1 ──1→── 2 ──2→── 3        and back to the south: 2 ──3→── 4 ──4→── 3,  5 ──5→── 1
     */
    private static final int[][] VIA = {{0, 1}, {1, 2}, {2, 3}, {2, 4}, {4, 3}, {5, 1}};

    @Test
    void a_forbidden_turn_is_not_driven() {
        Graph roads = graph(CROSSING);

        assertWay(roads, TurnRules.none(), TurnCost.FREE, 0, 3, 2, 0, 4);
        assertWay(roads, TurnRules.of(roads).forbid(0, 4).build(), TurnCost.FREE, 0, 3, 4, 0, 2, 3, 4);
    }

    @Test
    void where_only_one_turn_is_allowed_the_others_are_not_driven() {
        Graph roads = graph(CROSSING);
        TurnRules straightOn = TurnRules.of(roads).only(0, 2).build();

        assertWay(roads, straightOn, TurnCost.FREE, 0, 3, 4, 0, 2, 3, 4);
        assertWay(roads, straightOn, TurnCost.FREE, 2, 3, 2, 3, 4);
    }

    @Test
    void a_turn_that_costs_more_than_its_detour_is_avoided() {
        Graph roads = graph(CROSSING);

        assertWay(roads, TurnRules.none(), (from, to) -> from == 0 && to == 4 ? 1 : 0, 0, 3, 3, 0, 4);
        assertWay(roads, TurnRules.none(), (from, to) -> from == 0 && to == 4 ? 9 : 0, 0, 3, 4, 0, 2, 3, 4);
    }

    @Test
    void a_turn_priced_closed_is_not_driven() {
        Graph roads = graph(CROSSING);
        TurnCost noUTurn = (from, to) -> roads.tail(from) == roads.head(to) ? Metric.CLOSED : 0;

        assertTrue(find(roads, TurnRules.of(roads).forbid(0, 4).build(), noUTurn, 0, 3)
                .isEmpty());
    }

    @Test
    void a_restriction_by_way_of_another_road_holds_for_those_who_came_from_there_only() {
        Graph roads = graph(VIA);
        TurnRules rules = TurnRules.of(roads).forbid(0, 1, 2).build();

        assertWay(roads, rules, TurnCost.FREE, 0, 3, 4, 0, 1, 3, 4);
        assertWay(roads, rules, TurnCost.FREE, 5, 3, 3, 5, 1, 2);
        assertWay(roads, rules, TurnCost.FREE, 1, 3, 2, 1, 2);
    }

    @Test
    void the_only_way_on_by_way_of_another_road_binds_those_who_came_from_there_only() {
        Graph roads = graph(VIA);
        TurnRules rules = TurnRules.of(roads).only(0, 1, 3).build();

        assertWay(roads, rules, TurnCost.FREE, 0, 3, 4, 0, 1, 3, 4);
        assertWay(roads, rules, TurnCost.FREE, 5, 3, 3, 5, 1, 2);
    }

    @Test
    void a_closed_road_is_neither_begun_on_nor_turned_into() {
        Graph roads = graph(CROSSING);
        TurnGraph turns = TurnGraph.of(roads, TurnRules.none(), TurnCost.FREE);
        Metric closed = metric(roads.arcs()).closing(new int[] {0, 4}, 2);

        assertTrue(turns.leaving(0, closed).isEmpty());
        assertEquals(
                Metric.CLOSED,
                search(turns, closed)
                        .weight(
                                turns.leaving(2, closed).orElseThrow(),
                                turns.entering(3).orElseThrow()));
        assertEquals(2, turns.metric(closed).version());
    }

    @Test
    void a_restriction_whose_roads_do_not_follow_on_each_other_is_refused() {
        Graph roads = graph(CROSSING);

        assertThrows(IllegalArgumentException.class, () -> TurnRules.of(roads).forbid(0, 3));
        assertThrows(IllegalArgumentException.class, () -> TurnRules.of(roads).only(0));
    }

    @Test
    void every_way_costs_what_a_search_that_remembers_the_whole_way_says() {
        Random random = new Random(SEED);
        for (int round = 0; round < 150; round++) {
            int nodes = 2 + random.nextInt(6);
            int[][] arcs = new int[1 + random.nextInt(3 * nodes)][];
            Arrays.setAll(arcs, i -> new int[] {random.nextInt(nodes), random.nextInt(nodes)});
            Graph roads = graph(arcs, nodes);
            int[] weights = random.ints(arcs.length, 1, 20).toArray();
            Metric metric = Metric.of(weights, 1);
            TurnRules rules = rules(roads, random);
            TurnCost cost = (from, to) -> (from * 7 + to * 3) % 5;
            TurnGraph turns = TurnGraph.of(roads, rules, cost);
            PathSearch search = search(turns, metric);
            for (int from = 0; from < nodes; from++) {
                int[] expected = remembering(roads, metric, rules, cost, from);
                Optional<Terminals> begin = turns.leaving(from, metric);
                for (int to = 0; to < nodes; to++) {
                    Optional<Terminals> end = turns.entering(to);
                    int found =
                            begin.isEmpty() || end.isEmpty() ? Metric.CLOSED : search.weight(begin.get(), end.get());
                    assertEquals(expected[to], found, "seed " + SEED + " round " + round);
                }
            }
        }
    }

    private static TurnRules rules(Graph roads, Random random) {
        TurnRules.Builder rules = TurnRules.of(roads);
        for (int i = 0; i < 6; i++) {
            List<Integer> arcs = new ArrayList<>(List.of(random.nextInt(roads.arcs())));
            int length = 2 + random.nextInt(3);
            while (arcs.size() < length && roads.outDegree(roads.head(arcs.get(arcs.size() - 1))) > 0) {
                int junction = roads.head(arcs.get(arcs.size() - 1));
                arcs.add(roads.outArc(junction, random.nextInt(roads.outDegree(junction))));
            }
            if (arcs.size() == length) {
                int[] sequence = arcs.stream().mapToInt(Integer::intValue).toArray();
                rules = random.nextInt(4) == 0 ? rules.only(sequence) : rules.forbid(sequence);
            }
        }
        return rules.build();
    }

    private record Known(List<Integer> lastArcs, int cost) {}

    /** Cost from one junction to every other; a state is the last four arcs, more than any rule is long. */
    private static int[] remembering(Graph roads, Metric metric, TurnRules rules, TurnCost cost, int from) {
        int[] best = new int[roads.nodes()];
        Arrays.fill(best, Metric.CLOSED);
        PriorityQueue<Known> queue = new PriorityQueue<>(Comparator.comparingInt(Known::cost));
        for (int i = 0; i < roads.outDegree(from); i++) {
            int arc = roads.outArc(from, i);
            queue.add(new Known(List.of(arc), metric.weight(arc)));
        }
        Set<List<Integer>> done = new HashSet<>();
        while (!queue.isEmpty()) {
            Known known = queue.poll();
            if (!done.add(known.lastArcs)) {
                continue;
            }
            int arc = known.lastArcs.get(known.lastArcs.size() - 1);
            int junction = roads.head(arc);
            best[junction] = Math.min(best[junction], known.cost);
            for (int i = 0; i < roads.outDegree(junction); i++) {
                int next = roads.outArc(junction, i);
                List<Integer> way = new ArrayList<>(known.lastArcs);
                way.add(next);
                if (rules.forbidden().stream().noneMatch(rule -> endsWith(way, rule))) {
                    queue.add(new Known(
                            way.subList(Math.max(0, way.size() - 4), way.size()),
                            known.cost + cost.of(arc, next) + metric.weight(next)));
                }
            }
        }
        return best;
    }

    private static boolean endsWith(List<Integer> way, List<Integer> end) {
        return way.size() >= end.size()
                && way.subList(way.size() - end.size(), way.size()).equals(end);
    }

    private static void assertWay(
            Graph roads, TurnRules rules, TurnCost cost, int from, int to, int weight, int... arcs) {
        TurnGraph turns = TurnGraph.of(roads, rules, cost);
        Way way = find(roads, rules, cost, from, to).orElseThrow();

        assertEquals(weight, way.weight());
        assertArrayEquals(arcs, turns.roads(way));
    }

    private static Optional<Way> find(Graph roads, TurnRules rules, TurnCost cost, int from, int to) {
        TurnGraph turns = TurnGraph.of(roads, rules, cost);
        Metric metric = metric(roads.arcs());
        return search(turns, metric)
                .find(
                        turns.leaving(from, metric).orElseThrow(),
                        turns.entering(to).orElseThrow());
    }

    private static PathSearch search(TurnGraph turns, Metric ofRoads) {
        return new PathSearch(
                Hierarchy.of(turns.graph()).customise(turns.metric(ofRoads)).perfect());
    }

    /** Every arc weighs 1. */
    private static Metric metric(int arcs) {
        return Metric.of(IntStream.generate(() -> 1).limit(arcs).toArray(), 1);
    }

    private static Graph graph(int[][] arcs) {
        return graph(
                arcs, Arrays.stream(arcs).flatMapToInt(Arrays::stream).max().orElseThrow() + 1);
    }

    private static Graph graph(int[][] arcs, int nodes) {
        float[] x = new float[nodes];
        float[] y = new float[nodes];
        for (int node = 0; node < nodes; node++) {
            x[node] = node;
            y[node] = node * node % 7;
        }
        return Graph.of(
                Arrays.stream(arcs).mapToInt(arc -> arc[0]).toArray(),
                Arrays.stream(arcs).mapToInt(arc -> arc[1]).toArray(),
                x,
                y);
    }
}
