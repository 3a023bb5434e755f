package org.twinloop.network.build;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twinloop.common.CityClock;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;
import org.twinloop.network.Reach;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.Landing;
import org.twinloop.network.road.Pace;
import org.twinloop.network.road.PlainWays;
import org.twinloop.trip.TestCity;

/** Plans, coverage and siting over extracts of others: with ways on foot and by bike, and in another city. */
@QuarkusTest
class OtherNetworkTest {

    private static final String DESK = "li";
    private static final String MIDDLE_OF_SHANGHAI = "shanghai/shanghai-center.osm";
    private static final Pace PACE = new Pace(4.8, 12, 20_000, 600_000);
    private static final double WALK_M_PER_MS = 4.8 / 3600;
    private static final double DETOUR = 1.3;

    private final long seed = Long.getLong("twinloop.seed", 11);
    private final Random random = new Random(seed);

    @Inject
    CityClock clock;

    @Inject
    Reach reach;

    @TempDir
    Path folder;

    private TestCity city;

    @BeforeEach
    void a_morning() throws Exception {
        TestCity.ready();
        city = new TestCity(clock);
        city.at("2026-11-25T10:00");
    }

    @AfterEach
    void the_sample_city_is_in_use_again() throws Exception {
        city.release();
        TestNetworks.sampleCityAgain();
    }

    private int inUse(String file) throws Exception {
        String data = System.getProperty("conformance.data", "");
        assumeTrue(!data.isBlank(), "conformance.data is not set: " + file + " is not read");
        int build = TestNetworks.build(Path.of(data).resolve(file), folder.resolve("scratch"), true)
                .build();
        TestNetworks.awaitLoaded();
        return build;
    }

    @Test
    void where_there_are_ways_for_them_a_plan_walks_and_cycles_along_those() throws Exception {
        inUse(MIDDLE_OF_SHANGHAI);
        UUID operator = Ids.next();
        ValidatableResponse plan;
        try {
            bikeAt(operator, "PL-M06");
            plan = city.plan("wang", "PL-G01", "PL-M07", 10, 1).statusCode(201);
        } finally {
            TestNetworks.run("delete from bike.bike where operator_id = '" + operator + "'");
            TestNetworks.run("delete from bike.feed_time where operator_id = '" + operator + "'");
        }

        Map<String, Object> walk = option(plan, "WALK");
        JsonPath way = route("PL-G01", "PL-M07", "FOOT");
        assertEquals(false, walk.get("estimated"));
        assertEquals(way.getInt("items[0].distanceM"), number(walk, "distanceM"), 1);
        assertEquals(way.getInt("items[0].durationS"), number(walk, "durationS"), 60, "in full minutes");
        Map<String, Object> bike = option(plan, "BIKE");
        List<Map<String, Object>> legs = legs(bike);
        assertTrue(legs.size() >= 2, bike.toString());
        legs.forEach(leg -> assertEquals(false, leg.get("estimated"), leg.toString()));
    }

    private void bikeAt(UUID operator, String place) throws SQLException {
        String at = "'" + city.now() + "'::timestamptz";
        TestNetworks.run("insert into bike.feed_time values ('" + operator + "', " + at + ", " + at + ")");
        TestNetworks.run("insert into bike.bike (operator_id, bike_id, geom, reserved, disabled) select '" + operator
                + "', 'b', geom, false, false from network.place where id = '" + place + "'");
    }

    @Test
    void a_walk_to_come_keeps_out_of_what_is_closed_then() throws Exception {
        inUse(MIDDLE_OF_SHANGHAI);
        String tomorrow = city.now().plus(Duration.ofDays(1)).toString();
        List<Integer> edges = route("PL-G01", "PL-M07", "FOOT").getList("items[0].edges");
        int closed = edges.get(edges.size() / 2);
        UUID id = Ids.next();
        try {
            put(id, closed).statusCode(201);
            Awaitility.await("a way around road " + closed)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !route("PL-G01", "PL-M07", "FOOT&departAt=" + tomorrow)
                            .getList("items[0].edges")
                            .contains(closed));

            assertEquals(edges, route("PL-G01", "PL-M07", "FOOT").getList("items[0].edges"), "today it is open");
        } finally {
            TestCity.as(DESK).delete("/api/v1/closures/" + id);
        }
    }

    private ValidatableResponse put(UUID id, int edge) {
        Map<String, Object> body = new HashMap<>();
        body.put("kind", "ROAD");
        body.put("nameZh", "步道维修");
        body.put("nameEn", "Footway works");
        body.put("from", city.now().plus(Duration.ofHours(20)).toString());
        body.put("to", city.now().plus(Duration.ofHours(30)).toString());
        body.put("modes", List.of("FOOT"));
        body.put("roads", List.of(Map.of("edge", edge, "direction", "BOTH")));
        return TestCity.as(DESK)
                .contentType("application/json")
                .body(body)
                .put("/api/v1/closures/" + id)
                .then();
    }

    @Test
    void walks_are_as_long_as_plain_search_over_the_tables_says() throws Exception {
        StoredRoads roads = new StoredRoads(inUse(MIDDLE_OF_SHANGHAI));
        PlainWays plain = new PlainWays(roads.table, Mode.FOOT, PACE, roads.bans);
        List<Landing> from = landings(roads, 8);
        List<Landing> to = landings(roads, 60);

        Reach.Walks walks = reach.walks();
        double[][] metres = walks.metres(points(roads, from), points(roads, to));
        double[] nearest = walks.nearestM(points(roads, from), points(roads, to));

        assertFalse(walks.areEstimated());
        double[] least = new double[to.size()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (int i = 0; i < from.size(); i++) {
            Map<Integer, Long> entered = plain.entered(from.get(i));
            for (int j = 0; j < to.size(); j++) {
                double expected = plain.cost(from.get(i), to.get(j), entered) * WALK_M_PER_MS;
                assertEquals(expected, metres[i][j], 2, "seed " + seed + " " + from.get(i) + " → " + to.get(j));
                least[j] = Math.min(least[j], expected);
            }
        }
        for (int j = 0; j < to.size(); j++) {
            assertEquals(least[j], nearest[j], 2, "seed " + seed + " → " + to.get(j));
        }
    }

    @Test
    void coverage_goes_along_the_ways_and_names_the_travel_times_it_is_of() throws Exception {
        inUse(MIDDLE_OF_SHANGHAI);

        JsonPath covered = get("/api/v1/loops/OUTER/coverage?withinM=300");

        assertFalse(covered.getBoolean("estimated"));
        JsonPath area = get("/api/v1/isochrones?from=PL-M01&mode=FOOT&minutes=5");
        assertEquals(area.getLong("metric.version"), covered.getLong("metric.version"));
        List<Map<String, Object>> gaps = covered.getList("gaps");
        assertTrue(
                gaps.stream().anyMatch(gap -> gap.get("nearest") == null), "no way on foot leads out of the extract");
        assertTrue(covered.getInt("covered") > 0, covered.prettify());
        List<List<List<List<Object>>>> polygons = covered.getList("area.coordinates");
        assertFalse(polygons.isEmpty());
    }

    @Test
    void a_site_serves_what_lies_within_the_walk_along_the_ways_and_not_by_the_straight_line() throws Exception {
        StoredRoads roads = new StoredRoads(inUse(MIDDLE_OF_SHANGHAI));
        List<GeoPoint> demand = points(roads, landings(roads, 16));
        List<GeoPoint> sites = points(roads, landings(roads, 8));
        int withinM = 500;
        double[][] walks = reach.walks().metres(sites, demand);
        int differ = 0;
        for (int site = 0; site < sites.size(); site++) {
            JsonPath found = siting(withinM, demand, sites.get(site));
            long before = found.getLong("servedBefore");
            long after = found.getLong("servedAfter");
            assertFalse(found.getBoolean("estimated"));
            assertTrue(found.getLong("metric.version") > 0);
            for (int i = 0; i < demand.size(); i++) {
                boolean near = walks[site][i] <= withinM;
                boolean served = (before >> i & 1) == 1;
                assertEquals(near || served, (after >> i & 1) == 1, "seed " + seed + " site " + site + " demand " + i);
                boolean straight = demand.get(i).distanceM(sites.get(site)) * DETOUR <= withinM;
                differ += near != straight && !served ? 1 : 0;
            }
        }
        assertTrue(differ > 0, "seed " + seed + ": the straight line would say the same");
    }

    /** The trips of each point of demand are a power of two, so that a sum tells which points are in it. */
    private static JsonPath siting(int withinM, List<GeoPoint> demand, GeoPoint site) {
        List<Map<String, Object>> wishes = new ArrayList<>();
        for (int i = 0; i < demand.size(); i++) {
            wishes.add(Map.of("lon", demand.get(i).lon(), "lat", demand.get(i).lat(), "trips", 1 << i));
        }
        Map<String, Object> asked = Map.of(
                "k",
                1,
                "withinM",
                withinM,
                "demand",
                wishes,
                "candidates",
                List.of(Map.of("code", "NEW", "lon", site.lon(), "lat", site.lat())));
        return TestCity.as(DESK)
                .contentType("application/json")
                .body(asked)
                .post("/api/v1/loops/OUTER/siting")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The middles of straight roads on the ground that everybody may walk on and no other lies upon. */
    private List<Landing> landings(StoredRoads roads, int count) throws SQLException {
        Set<String> straight = new HashSet<>(TestNetworks.rows("select e.id from network.road_edge e "
                + "join network.version v on v.build = e.build where st_npoints(geom) = 2 and "
                + "structure not in ('elevated', 'tunnel') and not exists (select "
                + "from network.road_edge o where o.build = e.build and o.id <> e.id and st_dwithin("
                + "st_lineinterpolatepoint(e.geom, 0.5)::geography, o.geom::geography, 1))"));
        List<Integer> open = roads.main(Mode.FOOT).stream()
                .filter(row -> roads.table.access(row, Mode.FOOT) == Access.PUBLIC && roads.table.lengthM(row) > 20)
                .filter(row -> straight.contains("" + roads.table.id(row)))
                .toList();
        List<Landing> landings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            landings.add(new Landing(open.get(random.nextInt(open.size())), 0.5, 0));
        }
        return landings;
    }

    private static List<GeoPoint> points(StoredRoads roads, List<Landing> landings) {
        return landings.stream()
                .map(landing -> middle(roads.table.points(landing.row(), true)))
                .toList();
    }

    private static GeoPoint middle(List<GeoPoint> line) {
        GeoPoint first = line.get(0);
        GeoPoint last = line.get(line.size() - 1);
        return new GeoPoint((first.lon() + last.lon()) / 2, (first.lat() + last.lat()) / 2);
    }

    @Test
    void in_another_city_one_plans_between_points_of_that_city() throws Exception {
        inUse("osm/andorra.osm.pbf");

        ValidatableResponse plan = plan(1.5218, 42.5075, 1.5315, 42.5105).statusCode(201);

        assertEquals(false, option(plan, "WALK").get("estimated"));
        plan(1.5218, 42.5075, 13.35, 52.51)
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/to/lon"))
                .body("errors[0].detail", containsString("the city lies within"));
        plan(1.5218, 42.5075, 1.5315, 39.2).statusCode(400).body("errors[0].pointer", equalTo("/to/lat"));
        plan(121.4691, 31.2321, 121.4755, 31.2290).statusCode(201);
    }

    private ValidatableResponse plan(double fromLon, double fromLat, double toLon, double toLat) {
        return TestCity.as("wang")
                .contentType("application/json")
                .body(Map.of(
                        "id", Ids.next(),
                        "from", Map.of("lon", fromLon, "lat", fromLat),
                        "to", Map.of("lon", toLon, "lat", toLat),
                        "departAt", city.now().plus(Duration.ofMinutes(10)).toString(),
                        "passengers", 1))
                .post("/api/v1/trip-plans")
                .then();
    }

    private static Map<String, Object> option(ValidatableResponse plan, String mode) {
        List<Map<String, Object>> options = plan.extract().path("options");
        return options.stream()
                .filter(option -> mode.equals(option.get("mode")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no " + mode + " in " + plan.extract().asString()));
    }

    private static List<Map<String, Object>> legs(Map<String, Object> option) {
        List<Map<String, Object>> legs = new ArrayList<>();
        ((List<?>) option.get("legs")).forEach(leg -> {
            Map<String, Object> copy = new HashMap<>();
            ((Map<?, ?>) leg).forEach((key, value) -> copy.put((String) key, value));
            legs.add(copy);
        });
        return legs;
    }

    private static JsonPath route(String from, String to, String mode) {
        return get("/api/v1/routes?from=" + from + "&to=" + to + "&mode=" + mode);
    }

    private static JsonPath get(String path) {
        return TestCity.as(DESK).get(path).then().statusCode(200).extract().jsonPath();
    }

    private static double number(Map<String, Object> from, String key) {
        return ((Number) from.get(key)).doubleValue();
    }
}
