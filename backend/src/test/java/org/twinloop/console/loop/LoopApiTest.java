package org.twinloop.console.loop;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.common.CityClock;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;
import org.twinloop.common.geo.Datum;
import org.twinloop.common.geo.Polyline;
import org.twinloop.trip.TestCity;

/** The loops of the sample city as the fleet desk reads them. */
@QuarkusTest
class LoopApiTest {

    private static final String DESK = "li";
    /** A Wednesday: the day the legs are made for. */
    private static final String MORNING = "2026-11-25T10:00";

    @Inject
    CityClock clock;

    private TestCity city;

    @BeforeEach
    void a_wednesday_with_legs() throws SQLException {
        TestCity.ready();
        city = new TestCity(clock);
        city.at(MORNING);
        Awaitility.await("legs and tours")
                .atMost(Duration.ofSeconds(180))
                .until(() -> TestCity.as(DESK).get("/api/v1/loops/INNER/tour").statusCode() == 200);
    }

    @AfterEach
    void time_goes_on() {
        city.release();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INNER", "OUTER"})
    void cars_bays_and_piles_are_counted_stop_by_stop(String loop) {
        JsonPath found = get("/api/v1/loops/" + loop);
        List<Map<String, Object>> stops = found.getList("stops");

        assertTrue(stops.size() > 10);
        assertEquals(found.getInt("bays"), sum(stops, "bays"));
        assertEquals(found.getInt("carsStanding"), sum(stops, "cars"));
        assertTrue(found.getInt("carsStanding") <= found.getInt("cars"));
        assertTrue(found.getInt("freePiles") <= found.getInt("piles") && found.getInt("piles") > 0);
        double surplus =
                stops.stream().mapToDouble(stop -> number(stop, "surplus")).sum();
        assertEquals(0, surplus, 0.05 * stops.size() + 1e-9, "what is too much here is missing there");
        assertTrue(found.getDouble("balance") >= 0 && found.getDouble("balance") <= 1);
    }

    @Test
    void every_leg_is_the_route_of_its_time() {
        List<Map<String, Object>> stops = get("/api/v1/loops/INNER").getList("stops");
        List<Map<String, Object>> legs = get("/api/v1/loops/INNER/legs").getList("items");
        Map<String, Object> from = stops.get(0);
        Map<String, Object> to = stops.get(stops.size() - 1);
        Map<String, Object> leg = legs.stream()
                .filter(one -> one.get("from").equals(from.get("stopId"))
                        && one.get("to").equals(to.get("stopId")))
                .findFirst()
                .orElseThrow();

        JsonPath day = route(from, to, "2026-11-25T05:00:00Z");
        JsonPath rush = route(from, to, "2026-11-25T00:30:00Z");

        assertEquals(day.getInt("items[0].durationS"), leg.get("dayS"));
        assertEquals(day.getInt("items[0].distanceM"), leg.get("distanceM"));
        assertEquals(day.getInt("items[0].energyWh"), leg.get("energyWh"));
        assertEquals(rush.getInt("items[0].durationS"), leg.get("morningS"));
        assertTrue(legs.stream().allMatch(one -> number(one, "dayS") <= number(one, "morningS")));
    }

    @Test
    void the_tour_passes_every_stop_once_and_says_how_far_it_may_be_from_the_best() {
        JsonPath tour = get("/api/v1/loops/INNER/tour");
        List<Map<String, Object>> stops = tour.getList("stops");
        List<Map<String, Object>> legs = get("/api/v1/loops/INNER/legs").getList("items");

        Set<Object> ids = new HashSet<>();
        stops.forEach(stop -> assertTrue(ids.add(stop.get("stopId")), stop + " comes twice"));
        assertEquals(
                get("/api/v1/loops/INNER").getList("stops").size(),
                stops.size() + tour.getList("unreached").size());
        double seconds = 0;
        for (int i = 0; i < stops.size(); i++) {
            Object from = stops.get(i).get("stopId");
            Object to = stops.get((i + 1) % stops.size()).get("stopId");
            seconds += legs.stream()
                    .filter(leg -> leg.get("from").equals(from) && leg.get("to").equals(to))
                    .mapToDouble(leg -> number(leg, "dayS"))
                    .findFirst()
                    .orElseThrow();
        }
        assertEquals(tour.getInt("lengthS"), seconds, 1e-9);
        assertTrue(tour.getInt("lowerBoundS") > 0 && tour.getInt("lowerBoundS") <= tour.getInt("lengthS"));
        assertTrue(tour.getDouble("gapPercent") < 25, "gap " + tour.getDouble("gapPercent"));
        List<GeoPoint> way = Polyline.decode(tour.getString("geometry"));
        assertTrue(way.get(0).distanceM(way.get(way.size() - 1)) < 5, "it ends where it began");
    }

    @Test
    void the_line_of_a_tour_is_of_the_travel_times_of_its_legs_and_not_of_those_of_now() {
        JsonPath tour = get("/api/v1/loops/INNER/tour");
        assertEquals(get("/api/v1/loops/INNER/legs").getLong("metricVersion"), tour.getLong("metricVersion"));
        List<Map<String, Object>> stops = tour.getList("stops");
        String way = "/api/v1/routes?from=%s&to=%s".formatted(at(stops.get(0)), at(stops.get(1)));
        List<Integer> edges = get(way).getList("items[0].edges", Integer.class);
        int closed = edges.get(edges.size() / 2);
        String closure = "/api/v1/closures/" + Ids.next();
        try {
            TestCity.as(DESK)
                    .contentType("application/json")
                    .body(Map.of(
                            "kind",
                            "ROAD",
                            "nameZh",
                            "抢修",
                            "nameEn",
                            "Repairs",
                            "from",
                            city.now().minusSeconds(60).toString(),
                            "to",
                            city.now().plusSeconds(3600).toString(),
                            "roads",
                            List.of(Map.of("edge", closed, "direction", "BOTH"))))
                    .put(closure)
                    .then()
                    .statusCode(201);
            Awaitility.await("a way around road " + closed)
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            !get(way).getList("items[0].edges", Integer.class).contains(closed));

            assertEquals(
                    tour.getString("geometry"), get("/api/v1/loops/INNER/tour").getString("geometry"));
        } finally {
            TestCity.as(DESK).delete(closure);
        }
    }

    private static String at(Map<String, Object> stop) {
        return stop.get("lon") + "," + stop.get("lat");
    }

    @Test
    void places_too_far_from_everything_are_named_and_fewer_within_a_longer_walk() {
        JsonPath near = get("/api/v1/loops/OUTER/coverage?withinM=100");
        JsonPath far = get("/api/v1/loops/OUTER/coverage?withinM=5000");

        assertEquals(
                near.getInt("places"),
                near.getInt("covered") + near.getList("gaps").size());
        assertTrue(near.getList("gaps.distanceM", Integer.class).stream().allMatch(walk -> walk >= 100));
        assertTrue(near.getLong("metric.version") > 0, "it names the travel times it is of");
        int bays = get("/api/v1/loops/OUTER").getInt("bays");
        assertTrue(near.getInt("bays") > 0 && near.getInt("bays") < bays, "where cars stand no bay is free");
        assertTrue(far.getList("gaps").size() < near.getList("gaps").size());
        List<List<List<List<Double>>>> polygons = near.getList("area.coordinates");
        assertFalse(polygons.isEmpty());
        for (List<List<List<Double>>> polygon : polygons) {
            polygon.forEach(ring -> assertEquals(ring.get(0), ring.get(ring.size() - 1), "a ring is closed"));
        }
        List<List<List<List<Double>>>> shifted =
                get("/api/v1/loops/OUTER/coverage?withinM=100&datum=gcj02").getList("area.coordinates");
        List<Double> corner = polygons.get(0).get(0).get(0);
        double[] pair = Datum.gcj02.of(new GeoPoint(corner.get(0), corner.get(1)));
        assertEquals(pair[0], shifted.get(0).get(0).get(0).get(0), 1e-8);
        assertEquals(pair[1], shifted.get(0).get(0).get(0).get(1), 1e-8);
    }

    @Test
    void the_sites_proposed_serve_the_most_of_the_demand_given() {
        Map<String, Object> asked = Map.of(
                "k",
                2,
                "withinM",
                500,
                "demand",
                List.of(
                        point(121.90, 31.00, "trips", 5),
                        point(121.91, 31.00, "trips", 9),
                        point(121.92, 31.00, "trips", 2)),
                "candidates",
                List.of(
                        point(121.90, 31.00, "code", "WEST"),
                        point(121.91, 31.00, "code", "MIDDLE"),
                        point(121.92, 31.00, "code", "EAST")));

        JsonPath found = siting("INNER", asked);

        assertEquals(List.of("MIDDLE", "WEST"), found.getList("sites.code"));
        assertEquals(List.of(9, 5), found.getList("sites.gainTrips"));
        assertEquals(16, found.getInt("demandTrips"));
        assertEquals(0, found.getInt("servedBefore"));
        assertEquals(14, found.getInt("servedAfter"));
        assertEquals(2, found.getInt("coveredAfter"));
        assertTrue(found.getBoolean("exact"));
    }

    @Test
    void without_demand_of_its_own_a_siting_takes_what_people_asked_for() {
        city.plan("wang", "PL-G01", "PL-G03", 40, 2).statusCode(201);

        JsonPath found = siting("OUTER", Map.of("k", 3, "withinM", 300, "days", 30));

        assertTrue(found.getInt("servedAfter") >= found.getInt("servedBefore"));
        assertTrue(found.getInt("servedAfter") <= found.getInt("demandTrips"));
        assertTrue(found.getList("sites").size() <= 3);
    }

    @Test
    void a_loop_that_is_none_is_refused_and_a_traveller_is_not_told() {
        TestCity.as(DESK).get("/api/v1/loops/MIDDLE").then().statusCode(400).body("errors[0].pointer", equalTo("/id"));
        TestCity.as("wang").get("/api/v1/loops/INNER").then().statusCode(403);
    }

    private static Map<String, Object> point(double lon, double lat, String key, Object value) {
        return Map.of("lon", lon, "lat", lat, key, value);
    }

    private static JsonPath siting(String loop, Map<String, Object> asked) {
        return TestCity.as(DESK)
                .contentType("application/json")
                .body(asked)
                .post("/api/v1/loops/" + loop + "/siting")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath route(Map<String, Object> from, Map<String, Object> to, String at) {
        return get("/api/v1/routes?from=" + from.get("lon") + "," + from.get("lat") + "&to=" + to.get("lon") + ","
                + to.get("lat") + "&departAt=" + at);
    }

    private static JsonPath get(String path) {
        return JsonPath.from(TestCity.as(DESK)
                        .get(path)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .using(new JsonPathConfig(NumberReturnType.DOUBLE));
    }

    private static int sum(List<Map<String, Object>> stops, String key) {
        return stops.stream().mapToInt(stop -> (int) number(stop, key)).sum();
    }

    private static double number(Map<String, Object> from, String key) {
        return ((Number) from.get(key)).doubleValue();
    }
}
