package org.twinloop.network.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.search.turn.TurnCost;
import org.twinloop.network.search.turn.TurnGraph;
import org.twinloop.network.search.turn.TurnRules;

/** 10,000 random pairs of whole cities equal plain search, along junctions and along turns; the seed is printed. */
class CityWaysTest {

    private static final long SEED = Long.getLong("twinloop.seed", 42);
    private static final int SOURCES = 500;
    private static final int TARGETS_EACH = 20;
    private static final int U_TURN = 300;
    private static final int SHARP_TURN = 50;

    private final Random random = new Random(SEED);

    @Test
    void in_jinan_every_way_weighs_what_plain_search_says() {
        assertWays("Jinan", jinan());
    }

    @Test
    void in_jinan_every_way_along_turns_weighs_what_plain_search_says() {
        assertTurnWays("Jinan", jinan());
    }

    @Test
    void in_a_made_up_city_every_way_weighs_what_plain_search_says() {
        assertWays("grid", SampleNetwork.grid(70, SEED).largestComponent());
    }

    @Test
    void in_the_sample_city_every_way_weighs_what_plain_search_says() throws IOException {
        assertWays("sample city", sampleCity());
    }

    @Test
    void in_the_sample_city_every_way_along_turns_weighs_what_plain_search_says() throws IOException {
        assertTurnWays("sample city", sampleCity());
    }

    private void assertWays(String name, SampleNetwork network) {
        Graph graph = network.graph();
        Dijkstra plain = new Dijkstra(graph, network.weights());
        WeightedHierarchy basic = Hierarchy.of(graph).customise(network.metric());
        PathSearch first = new PathSearch(basic);
        PathSearch second = new PathSearch(basic.perfect());
        for (int i = 0; i < SOURCES; i++) {
            int from = random.nextInt(graph.nodes());
            int[] expected = plain.tree(from);
            for (int j = 0; j < TARGETS_EACH; j++) {
                int to = random.nextInt(graph.nodes());
                int known = Ways.known(expected[to]);
                assertEquals(known, first.weight(from, to), () -> name + ", seed " + SEED);
                Ways.assertWay(network, network.weights(), from, to, known, second.find(from, to));
            }
        }
        System.out.printf("%s: %d pairs, seed %d%n", name, SOURCES * TARGETS_EACH, SEED);
    }

    private void assertTurnWays(String name, SampleNetwork network) {
        Graph roads = network.graph();
        TurnGraph turns = TurnGraph.of(roads, restrictions(roads), cost(roads));
        Metric metric = turns.metric(network.metric());
        int[] weights = new int[metric.arcs()];
        for (int turn = 0; turn < weights.length; turn++) {
            weights[turn] = metric.weight(turn);
        }
        Dijkstra plain = new Dijkstra(turns.graph(), weights);
        PathSearch search =
                new PathSearch(Hierarchy.of(turns.graph()).customise(metric).perfect());
        for (int i = 0; i < SOURCES; i++) {
            Terminals from = turns.leaving(random.nextInt(roads.nodes()), network.metric())
                    .orElseThrow();
            int[] expected = plain.tree(from.nodes(), from.offsets(), -1);
            for (int j = 0; j < TARGETS_EACH; j++) {
                Terminals to = turns.entering(random.nextInt(roads.nodes())).orElseThrow();
                int best = Metric.CLOSED;
                for (int node : to.nodes()) {
                    best = Math.min(best, expected[node]);
                }
                assertEquals(best, search.weight(from, to), () -> name + " with turns, seed " + SEED);
            }
        }
        System.out.printf("%s with turns: %d pairs, seed %d%n", name, SOURCES * TARGETS_EACH, SEED);
    }

    /** A few hundred forbidden turns, some by way of another arc. */
    private TurnRules restrictions(Graph roads) {
        TurnRules.Builder rules = TurnRules.of(roads);
        for (int i = 0; i < 300; i++) {
            int first = random.nextInt(roads.arcs());
            int second = next(roads, first);
            if (i % 3 == 0) {
                rules.forbid(first, second, next(roads, second));
            } else {
                rules.forbid(first, second);
            }
        }
        return rules.build();
    }

    private int next(Graph roads, int arc) {
        int junction = roads.head(arc);
        return roads.outArc(junction, random.nextInt(roads.outDegree(junction)));
    }

    private static TurnCost cost(Graph roads) {
        return (from, to) -> roads.tail(from) == roads.head(to) ? U_TURN : (from + to) % 3 * SHARP_TURN;
    }

    private static SampleNetwork jinan() {
        String named = System.getProperty("conformance.data", "");
        assumeTrue(!named.isBlank(), "conformance.data is not set: the roads of Jinan are not read");
        assumeTrue(Files.isDirectory(Path.of(named, "jinan")), "no roads of Jinan in " + named);
        return SampleNetwork.jinan(Path.of(named)).largestComponent();
    }

    private static SampleNetwork sampleCity() throws IOException {
        Map<String, Integer> numbers = new HashMap<>();
        List<GeoPoint> positions = new ArrayList<>();
        for (String[] row : rows("road-nodes.csv")) {
            numbers.put(row[0], positions.size());
            positions.add(new GeoPoint(Double.parseDouble(row[3]), Double.parseDouble(row[4])));
        }
        SampleNetwork.Arcs arcs = new SampleNetwork.Arcs();
        for (String[] row : rows("road-edges.csv")) {
            int from = numbers.get(row[1]);
            int to = numbers.get(row[2]);
            int weight = (int) Math.round(Double.parseDouble(row[11]) * 36 / Integer.parseInt(row[7]));
            arcs.add(from, to, weight);
            if (row[9].equals("0")) {
                arcs.add(to, from, weight);
            }
        }
        return arcs.network(positions).largestComponent();
    }

    private static List<String[]> rows(String file) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                CityWaysTest.class.getResourceAsStream("/demo/" + file), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",")).toList();
        }
    }
}
