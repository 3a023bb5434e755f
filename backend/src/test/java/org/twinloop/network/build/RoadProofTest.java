package org.twinloop.network.build;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.draft.ShapefileRoads;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.Landing;
import org.twinloop.network.road.ModeGraph;
import org.twinloop.network.road.ModeRoads;
import org.twinloop.network.road.Pace;
import org.twinloop.network.road.PlainWays;
import org.twinloop.network.road.RoadSearch;
import org.twinloop.network.search.Hierarchy;
import org.twinloop.network.search.Metric;
import org.twinloop.network.snap.Snap;
import org.twinloop.network.snap.Snapper;

/**
 * Networks as they are stored, with their turn restrictions: the search equals plain Dijkstra over the tables, and
 * pgRouting. Seeds are printed.
 */
@QuarkusTest
class RoadProofTest {

    private static final int SAMPLE_CITY = 1;
    private static final Pace PACE = new Pace(4.8, 12, 20_000, 600_000);
    /** pgRouting's view knows neither. */
    private static final Pace NO_ALLOWANCES = new Pace(4.8, 12, 0, 0);

    private static final String TURNS = """
            select start_vid - 20000000000, end_vid - 30000000000, max(agg_cost)
            from pgr_dijkstra('select * from network.pgrouting_turns(%d)',
                array(select 20000000000 + v from unnest(?) v), array(select 30000000000 + v from unnest(?) v))
            group by 1, 2""";

    private static final double LEG_MAX_M = 1000;
    private static final String STOPS =
            "select st_x(geom), st_y(geom), 'INNER' = any (loops) from network.stops_at(now()) order by code";
    private static final String PLACES =
            "select st_x(geom), st_y(geom), home_loop = 'INNER' or hub from network.place order by id";
    private static final Map<String, Integer> IMPORTED = new HashMap<>();

    private final long seed = Long.getLong("twinloop.seed", 5);
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @BeforeEach
    void ready() {
        Awaitility.await("the sample city")
                .atMost(Duration.ofSeconds(90))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    /** Once a file: nothing here changes what is stored. */
    private int imported(String file) throws Exception {
        Path extract = conformance(file);
        Integer build = IMPORTED.get(file);
        if (build == null) {
            build = TestNetworks.build(extract, folder.resolve("scratch"), false)
                    .build();
            IMPORTED.put(file, build);
        }
        return build;
    }

    private static Path conformance(String file) {
        String data = System.getProperty("conformance.data", "");
        assumeTrue(!data.isBlank(), "conformance.data is not set: " + file + " is not read");
        return Path.of(data).resolve(file);
    }

    private static RoadSearch search(StoredRoads roads, Mode mode, Pace pace) {
        ModeGraph graph = ModeGraph.of(roads.table, mode, pace, roads.bans, 1);
        return ModeRoads.of(graph, Hierarchy.of(graph.graph())).perfect().search();
    }

    @ParameterizedTest
    @CsvSource({
        "osm/andorra.osm.pbf, CAR, 100",
        "osm/andorra.osm.pbf, BIKE, 20",
        "osm/andorra.osm.pbf, FOOT, 20",
        "osm/berlin-siegessaeule.osm.gz, CAR, 100",
        "osm/berlin-siegessaeule.osm.gz, BIKE, 100",
        "osm/berlin-siegessaeule.osm.gz, FOOT, 100"
    })
    void on_an_extract_with_restrictions_random_pairs_equal_plain_search(String file, Mode mode, int starts)
            throws Exception {
        StoredRoads roads = new StoredRoads(imported(file));
        roads.forbid(300, random);
        agree(file, roads, mode, starts);
    }

    @Test
    void in_the_sample_city_ten_thousand_random_pairs_equal_plain_search() throws Exception {
        StoredRoads roads = new StoredRoads(SAMPLE_CITY);
        roads.forbid(50, random);
        agree("sample city", roads, Mode.CAR, 100);
    }

    @Test
    void in_a_town_full_of_restrictions_random_pairs_equal_plain_search() throws Exception {
        int build = TestNetworks.build(TestNetworks.town(folder, 20, seed), folder.resolve("scratch"), false)
                .build();
        agree("town", new StoredRoads(build), Mode.CAR, 60);
    }

    /** The tables alone say which turns are forbidden; what the search made of them is not asked. */
    @Test
    void in_jinan_with_restrictions_random_pairs_equal_plain_search() throws Exception {
        Path shp = conformance("jinan/edges.shp");
        int build = TestNetworks.build(
                        new ShapefileRoads(shp), ShapefileRoads.files(shp), folder.resolve("scratch"), false)
                .build();
        StoredRoads roads = new StoredRoads(build);
        roads.forbid(3000, random);
        agree("Jinan", roads, Mode.CAR, 12);
    }

    @Test
    void in_the_sample_city_all_pairs_of_stops_and_of_places_and_stops_equal_plain_search() throws Exception {
        StoredRoads roads = new StoredRoads(SAMPLE_CITY);
        List<Landing> stops = landings(roads, STOPS);
        List<Landing> places = landings(roads, PLACES);
        assertTrue(stops.size() >= 40 && places.size() >= 60, stops.size() + " stops, " + places.size() + " places");

        agree("sample city, stop × stop", roads, stops, stops);
        agree("sample city, place × stop", roads, places, stops);
        agree("sample city, stop × place", roads, stops, places);
    }

    @Test
    void in_the_middle_of_shanghai_all_pairs_of_stops_and_places_there_equal_plain_search() throws Exception {
        StoredRoads roads = new StoredRoads(imported("shanghai/shanghai-center.osm"));
        List<Landing> stops = landings(roads, STOPS);
        List<Landing> places = landings(roads, PLACES);
        assertTrue(stops.size() + places.size() >= 4, stops.size() + " stops, " + places.size() + " places");

        List<Landing> all = new ArrayList<>(stops);
        all.addAll(places);
        agree("middle of Shanghai, stops and places", roads, all, all);
    }

    /** Those that a leg leads to, as it is told of them. */
    private static List<Landing> landings(StoredRoads roads, String query) throws SQLException {
        Snapper snapper = new Snapper(roads.table.lines(), LEG_MAX_M);
        List<Landing> landings = new ArrayList<>();
        for (String row : TestNetworks.rows(query)) {
            String[] words = row.split(" ");
            GeoPoint at = new GeoPoint(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
            if (snapper.snap(at, Mode.CAR, words[2].equals("t")) instanceof Snap.AccessLeg leg) {
                landings.add(new Landing(
                        roads.table.row(leg.edge()), leg.along(), (int) Math.round(leg.distanceM() * 3600 / 20)));
            }
        }
        return landings;
    }

    private void agree(String name, StoredRoads roads, List<Landing> from, List<Landing> to) {
        RoadSearch search = search(roads, Mode.CAR, PACE);
        PlainWays plain = new PlainWays(roads.table, Mode.CAR, PACE, roads.bans);
        int met = 0;
        for (Landing start : from) {
            Map<Integer, Long> entered = plain.entered(start);
            for (Landing end : to) {
                long expected = Math.min(plain.cost(start, end, entered), Metric.CLOSED);
                assertEquals(expected, search.cost(start, end), () -> name + " " + start + " → " + end);
                met += expected < Metric.CLOSED ? 1 : 0;
            }
        }
        int pairs = from.size() * to.size();
        assertTrue(met > pairs / 2, name + ": only " + met + " of " + pairs + " pairs are connected");
        System.out.printf("%s: %d pairs%n", name, pairs);
    }

    private void agree(String name, StoredRoads roads, Mode mode, int starts) {
        RoadSearch search = search(roads, mode, PACE);
        PlainWays plain = new PlainWays(roads.table, mode, PACE, roads.bans);
        List<Integer> rows = roads.main(mode);
        int met = 0;
        for (int i = 0; i < starts; i++) {
            Landing from = StoredRoads.draw(rows, random);
            Map<Integer, Long> entered = plain.entered(from);
            List<Landing> ends = new ArrayList<>();
            for (int j = 0; j < 100; j++) {
                ends.add(StoredRoads.draw(rows, random));
            }
            for (Landing to : ends) {
                long expected = plain.cost(from, to, entered);
                long found = search.cost(from, to);
                assertEquals(
                        Math.min(expected, Metric.CLOSED),
                        found,
                        () -> name + " " + mode + " seed " + seed + " " + from + " → " + to);
                met += found < Metric.CLOSED ? 1 : 0;
            }
        }
        assertTrue(met > starts * 50, name + " seed " + seed + ": only " + met + " pairs are connected");
        System.out.printf("%s %s: %d pairs with %d bans, seed %d%n", name, mode, starts * 100, roads.bans.size(), seed);
    }

    @Test
    void five_hundred_pairs_of_an_extract_equal_pgrouting() throws Exception {
        pgRoutingAgrees(imported("osm/andorra.osm.pbf"), 0);
    }

    @Test
    void five_hundred_pairs_of_a_town_full_of_restrictions_equal_pgrouting() throws Exception {
        pgRoutingAgrees(
                TestNetworks.build(TestNetworks.town(folder, 20, seed), folder.resolve("scratch"), false)
                        .build(),
                20);
    }

    private void pgRoutingAgrees(int build, int bansLeast) throws SQLException {
        StoredRoads roads = new StoredRoads(build);
        assertTrue(roads.bans.size() >= bansLeast, "only " + roads.bans.size() + " restrictions");
        RoadSearch search = search(roads, Mode.CAR, NO_ALLOWANCES);
        List<Integer> rows = roads.main(Mode.CAR);
        Long[] from = junctions(roads, rows, 25);
        Long[] to = junctions(roads, rows, 25);
        Map<List<Long>, Long> expected = new HashMap<>();
        try (Connection owner = TestNetworks.owner();
                PreparedStatement sql = owner.prepareStatement(TURNS.formatted(build))) {
            sql.setArray(1, owner.createArrayOf("bigint", from));
            sql.setArray(2, owner.createArrayOf("bigint", to));
            ResultSet row = sql.executeQuery();
            while (row.next()) {
                expected.put(List.of(row.getLong(1), row.getLong(2)), Math.round(row.getDouble(3) * 1000));
            }
        }
        int compared = 0;
        for (Long a : from) {
            for (Long b : to) {
                if (!a.equals(b)) {
                    long known = expected.getOrDefault(List.of(a, b), (long) Metric.CLOSED);
                    assertEquals(
                            known,
                            between(roads, search, a.intValue(), b.intValue()),
                            "seed " + seed + " " + a + "→" + b);
                    compared++;
                }
            }
        }
        assertTrue(compared >= 500, "only " + compared + " pairs");
    }

    private static long between(StoredRoads roads, RoadSearch search, int from, int to) {
        int least = Metric.CLOSED;
        for (int[] row : search.millis(roads.at(from, Mode.CAR), roads.at(to, Mode.CAR))) {
            for (int millis : row) {
                least = Math.min(least, millis);
            }
        }
        return least;
    }

    private Long[] junctions(StoredRoads roads, List<Integer> rows, int count) {
        return random.ints(count * 2L, 0, rows.size())
                .mapToObj(i -> (long) roads.table.from(rows.get(i)))
                .distinct()
                .limit(count)
                .toArray(Long[]::new);
    }
}
