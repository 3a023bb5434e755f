package org.twinloop.network.traffic;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;
import org.twinloop.common.geo.Datum;
import org.twinloop.network.Loops;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.trip.TestCity;

/** What the fleet manager closes, and what cars observe, as ways over the roads of the sample city show it. */
@QuarkusTest
class ClosureApiTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String YESTERYEAR = "2026-01-01T00:00:00Z";

    @Inject
    TravelTimes times;

    @Inject
    Stops stops;

    @Inject
    Clock clock;

    private final Map<String, String> tokens = new HashMap<>();

    @BeforeEach
    void ready() {
        TestCity.ready();
    }

    @Test
    void a_closed_road_is_avoided_until_the_closure_is_taken_back_and_answers_name_newer_times() {
        JsonPath before = way();
        int edge = middle(before);
        UUID id = Ids.next();
        Map<String, Object> closure = closure("ROAD", List.of(Map.of("edge", edge, "direction", "BOTH")), List.of());
        put(id, closure).statusCode(201).body("version", equalTo(1)).body("modes", contains("CAR"));

        JsonPath closed = awaitWay(edge, false);

        assertTrue(closed.getLong("items[0].metric.version") > before.getLong("items[0].metric.version"));
        assertEquals(closed.getLong("items[0].metricVersion"), closed.getLong("items[0].metric.version"));
        assertFalse(Instant.parse(closed.getString("items[0].metric.asOf")).isAfter(clock.instant()));
        as("li").get("/api/v1/closures").then().statusCode(200).body("items.id", hasItem(id.toString()));
        withdraw(id).statusCode(204);
        withdraw(id).statusCode(204);
        awaitWay(edge, true);
        as("li").get("/api/v1/closures").then().statusCode(200).body("items.id", not(hasItem(id.toString())));
        as("li").get("/api/v1/closures?show=ALL").then().statusCode(200).body("items.id", hasItem(id.toString()));
    }

    @Test
    void an_area_closes_the_roads_that_come_into_it() {
        JsonPath before = way();
        int edge = middle(before);
        List<String> corners = TrafficSql.around(edge);
        UUID id = Ids.next();
        List<Map<String, Object>> area = corners.stream()
                .map(corner -> corner.split(" "))
                .map(pair ->
                        Map.<String, Object>of("lon", Double.parseDouble(pair[0]), "lat", Double.parseDouble(pair[1])))
                .toList();
        Map<String, Object> closure = closure("AREA", List.of(), area);
        closure.put("structures", List.of("GROUND", "BRIDGE", "ELEVATED", "TUNNEL"));
        put(id, closure).statusCode(201).body("closedEdges", greaterThan(0));

        awaitWay(edge, false);

        withdraw(id).statusCode(204);
        awaitWay(edge, true);
    }

    @Test
    void an_area_is_drawn_in_the_datum_of_the_map_and_leaves_open_what_passes_above_and_below() {
        int edge = middle(way());
        List<Map<String, Object>> onMap = TrafficSql.around(edge).stream()
                .map(corner -> corner.split(" "))
                .map(pair -> Datum.gcj02.of(new GeoPoint(Double.parseDouble(pair[0]), Double.parseDouble(pair[1]))))
                .map(pair -> Map.<String, Object>of("lon", pair[0], "lat", pair[1]))
                .toList();
        UUID id = Ids.next();
        Map<String, Object> closure = closure("AREA", List.of(), onMap);
        closure.put("from", "2027-06-01T00:00:00Z");
        closure.put("structures", List.of(TrafficSql.structure(edge)));
        JsonPath closed =
                put(id, "?datum=gcj02", closure).statusCode(201).extract().jsonPath();

        assertTrue(closed.getInt("closedEdges") >= 1, closed.prettify());
        double[] asked = {
            (double) onMap.get(0).get("lon"), (double) onMap.get(0).get("lat")
        };
        assertEquals(asked[0], closed.getDouble("area[0].lon"), 1e-5);
        assertTrue(TrafficSql.closedBy(id).contains(edge));
        put(id, "?datum=gcj02", closure).statusCode(200).body("version", equalTo(1));
        closure.put("version", 1);
        closure.put(
                "structures",
                List.of("TUNNEL", "BRIDGE", "ELEVATED", "GROUND").stream()
                        .filter(one -> !one.equals(TrafficSql.structure(edge)))
                        .toList());
        put(id, "?datum=gcj02", closure).statusCode(200);
        assertFalse(TrafficSql.closedBy(id).contains(edge));
        closure.put("version", 2);
        closure.put("structures", List.of());
        put(id, "", closure).statusCode(400).body("errors.pointer", hasItem("/structures"));
        withdraw(id).statusCode(204);
    }

    @Test
    void a_road_that_only_touches_an_area_stays_open() {
        int edge = middle(way());

        assertFalse(TrafficSql.closes(edge, 3));
        assertTrue(TrafficSql.closes(edge, 30));
    }

    @Test
    void a_jammed_road_is_avoided_within_seconds_and_the_answer_names_the_newer_times() {
        JsonPath before = way();
        int edge = middle(before);
        for (int car = 0; car < 10; car++) {
            times.observe(edge, true, 2, clock.instant());
            times.observe(edge, false, 2, clock.instant());
        }

        JsonPath after = awaitWay(edge, false);

        assertTrue(after.getLong("items[0].metric.version") > before.getLong("items[0].metric.version"));
        double usualKmh = TrafficSql.speedKmh(edge)
                * WeekProfile.of(LiveRoads.standard(new PlainTraffic()), List.of())
                        .share("trunk", WeekProfile.slot(clock.instant()));
        for (int car = 0; car < 100; car++) {
            times.observe(edge, true, usualKmh, clock.instant());
            times.observe(edge, false, usualKmh, clock.instant());
        }
        awaitWay(edge, true);
    }

    @Test
    void no_car_is_returned_within_an_area_while_it_lasts() {
        Stop stop = stops.all().get(0);
        double lon = stop.position().lon();
        double lat = stop.position().lat();
        List<Map<String, Object>> area = List.of(
                Map.of("lon", lon - 0.001, "lat", lat - 0.001),
                Map.of("lon", lon + 0.001, "lat", lat - 0.001),
                Map.of("lon", lon, "lat", lat + 0.001));
        UUID id = Ids.next();
        assertTrue(mayReturn(stop));
        put(id, closure("NO_RETURN", List.of(), area)).statusCode(201);

        Awaitility.await("the area").atMost(SOON).until(() -> !mayReturn(stop));

        withdraw(id).statusCode(204);
        Awaitility.await("the area to be open").atMost(SOON).until(() -> mayReturn(stop));
    }

    private boolean mayReturn(Stop stop) {
        return Loops.returnAllowed(
                stop.loops().iterator().next(),
                stop,
                stops.noReturn(stop, clock.instant()).isPresent());
    }

    @Test
    void a_change_names_the_version_it_is_made_to_and_the_same_again_changes_nothing() {
        UUID id = Ids.next();
        List<Map<String, Object>> lake = List.of(
                Map.of("lon", 121.928, "lat", 30.898),
                Map.of("lon", 121.932, "lat", 30.898),
                Map.of("lon", 121.930, "lat", 30.902));
        Map<String, Object> first = closure("NO_RETURN", List.of(), lake);
        put(id, first).statusCode(201).body("version", equalTo(1));
        put(id, first).statusCode(200).body("version", equalTo(1));
        Map<String, Object> changed = new HashMap<>(first);
        changed.put("nameEn", "Regatta");
        put(id, changed).statusCode(409).body("errors[0].pointer", equalTo("/version"));
        changed.put("version", 1);
        put(id, changed).statusCode(200).body("version", equalTo(2)).body("nameEn", equalTo("Regatta"));
        assertEquals(2, TrafficSql.events("network.closure-put", id));
        withdraw(id).statusCode(204);
        changed.put("version", 2);
        put(id, changed).statusCode(409);
        assertEquals(1, TrafficSql.events("network.closure-withdrawn", id));
    }

    @Test
    void what_cannot_be_closed_is_refused_by_name_and_only_the_citys_fleet_manager_closes() {
        put(Ids.next(), closure("ROAD", List.of(Map.of("edge", 987_654, "direction", "BOTH")), List.of()))
                .statusCode(400)
                .body("errors.pointer", contains("/roads/0/edge"));
        put(Ids.next(), closure("AREA", List.of(), List.of()))
                .statusCode(400)
                .body("errors.pointer", contains("/area"));
        Map<String, Object> backward = closure("ROAD", List.of(Map.of("edge", 1, "direction", "BOTH")), List.of());
        backward.put("to", "2025-12-31T00:00:00Z");
        put(Ids.next(), backward).statusCode(400).body("errors.pointer", contains("/to"));
        as("wang")
                .contentType(ContentType.JSON)
                .body(backward)
                .put("/api/v1/closures/" + Ids.next())
                .then()
                .statusCode(403);
        as("li").delete("/api/v1/closures/" + Ids.next()).then().statusCode(404).body("type", endsWith("/not-found"));
    }

    private static Map<String, Object> closure(
            String kind, List<Map<String, Object>> roads, List<Map<String, Object>> area) {
        Map<String, Object> body = new HashMap<>();
        body.put("kind", kind);
        body.put("nameZh", "测试封闭");
        body.put("nameEn", "Closed for a test");
        body.put("from", YESTERYEAR);
        body.put("roads", roads);
        body.put("area", area);
        return body;
    }

    private ValidatableResponse put(UUID id, Map<String, Object> body) {
        return put(id, "", body);
    }

    private ValidatableResponse put(UUID id, String query, Map<String, Object> body) {
        return as("li").contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/closures/" + id + query)
                .then();
    }

    private ValidatableResponse withdraw(UUID id) {
        return as("li").delete("/api/v1/closures/" + id).then();
    }

    private JsonPath way() {
        return as("wang")
                .get("/api/v1/routes?from=PL-G01&to=PL-G05")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath awaitWay(int edge, boolean uses) {
        return Awaitility.await("a way " + (uses ? "over" : "beside") + " road " + edge)
                .atMost(SOON)
                .until(this::way, way -> way.getList("items[0].edges").contains(edge) == uses);
    }

    private static int middle(JsonPath way) {
        List<Integer> edges = way.getList("items[0].edges");
        return edges.get(edges.size() / 2);
    }

    private RequestSpecification as(String login) {
        return given().header("Authorization", "Bearer " + tokens.computeIfAbsent(login, ClosureApiTest::token));
    }

    private static String token(String login) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("login", login, "password", "twinloop-demo", "client", "APP"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }
}
