package org.twinloop.common.geo;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;

/** A map of China and the service, each in its own datum, over HTTP. */
@QuarkusTest
class DatumApiTest {

    private static final double CENTIMETRE_M = 0.01;
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    @Inject
    Clock clock;

    @BeforeEach
    void ready() {
        Awaitility.await("the sample city")
                .atMost(Duration.ofSeconds(90))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @ParameterizedTest
    @EnumSource(Datum.class)
    void places_and_stops_come_in_the_datum_asked_for(Datum datum) {
        for (String path : List.of("/api/v1/places?q=", "/api/v1/stops?loop=INNER")) {
            List<Map<String, Object>> inside = json(as("wang").get(path)).getList("items");
            List<Map<String, Object>> outside =
                    json(as("wang").get(path + "&datum=" + datum)).getList("items");

            assertEquals(inside.size(), outside.size());
            for (int i = 0; i < inside.size(); i++) {
                assertEquals(inside.get(i).get("nameZh"), outside.get(i).get("nameZh"));
                same(point(inside.get(i)), datum, outside.get(i));
            }
        }
    }

    @Test
    void without_a_datum_positions_are_wgs_84() {
        JsonPath inside = json(as("wang").get("/api/v1/places/PL-G01"));
        JsonPath outside = json(as("wang").get("/api/v1/places/PL-G01?datum=gcj02"));

        assertEquals(121.4691, inside.getDouble("lon"));
        assertEquals(121.47364, outside.getDouble("lon"), 1e-5);
        assertEquals(31.23017, outside.getDouble("lat"), 1e-5);
    }

    @Test
    void an_unknown_datum_is_refused_with_the_known_ones() {
        as("wang")
                .get("/api/v1/places?datum=bd09mc")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-request"))
                .body("errors[0].pointer", equalTo("/datum"))
                .body("errors[0].detail", containsString("wgs84, gcj02, bd09"));
    }

    @Test
    void a_plan_asked_in_gcj_02_is_the_plan_of_the_same_place_and_answers_in_gcj_02() {
        GeoPoint from = new GeoPoint(121.4691, 31.2321);
        GeoPoint to = new GeoPoint(121.4955, 31.1935);

        JsonPath inside = plan("/api/v1/trip-plans", from.lon(), from.lat(), to.lon(), to.lat());
        double[] a = Datum.gcj02.of(from);
        double[] b = Datum.gcj02.of(to);
        JsonPath outside = plan("/api/v1/trip-plans?datum=gcj02", a[0], a[1], b[0], b[1]);

        String walkOrRide = "options.find { it.mode == 'TRANSIT_ESTIMATE' }.legs[0].";
        assertEquals(inside.getInt(walkOrRide + "distanceM"), outside.getInt(walkOrRide + "distanceM"));
        same(point(inside.getMap(walkOrRide + "from")), Datum.gcj02, outside.getMap(walkOrRide + "from"));
        List<GeoPoint> way = Polyline.decode(inside.getString(walkOrRide + "geometry"));
        List<GeoPoint> shifted = Polyline.decode(outside.getString(walkOrRide + "geometry"));
        assertEquals(way.size(), shifted.size());
        for (int i = 0; i < way.size(); i++) {
            GeoPoint back =
                    Datum.gcj02.toWgs84(shifted.get(i).lon(), shifted.get(i).lat());
            double missM = back.distanceM(way.get(i));
            assertTrue(missM < 1, "a polyline keeps five places, about 1 m; off by " + missM);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/vehicles?limit=200", "/api/v1/piles?limit=200", "/api/v1/console/vehicles"})
    void cars_and_piles_come_in_the_datum_asked_for(String path) {
        List<Map<String, Object>> inside = json(as("li").get(path)).getList("items");
        String asked = path + (path.contains("?") ? "&" : "?") + "datum=bd09";
        List<Map<String, Object>> outside = json(as("li").get(asked)).getList("items");

        assertEquals(inside.size(), outside.size());
        int placed = 0;
        for (int i = 0; i < inside.size(); i++) {
            if (inside.get(i).containsKey("lon")) {
                same(point(inside.get(i)), Datum.bd09, outside.get(i));
                placed++;
            }
        }
        assertTrue(placed > 0, "something has a position");
    }

    @Test
    @Timeout(60)
    void the_live_stream_tells_positions_in_the_datum_asked_for() throws Exception {
        Map<String, GeoPoint> known = new HashMap<>();
        List<Map<String, Object>> cars =
                json(as("li").get("/api/v1/console/vehicles")).getList("items");
        cars.forEach(car -> known.put((String) car.get("id"), point(car)));

        List<Map<String, Object>> told = firstPositions("/api/v1/console/stream?datum=gcj02");

        long shifted = told.stream()
                .filter(car -> known.containsKey(car.get("id")))
                .peek(car -> same(known.get(car.get("id")), Datum.gcj02, car))
                .count();
        assertTrue(shifted > 0, "cars of the list are in the stream");
    }

    private JsonPath plan(String path, double fromLon, double fromLat, double toLon, double toLat) {
        return json(as("wang")
                .contentType("application/json")
                .body(Map.of(
                        "id", Ids.next(),
                        "from", Map.of("lon", fromLon, "lat", fromLat, "name", "甲"),
                        "to", Map.of("lon", toLon, "lat", toLat, "name", "乙"),
                        "departAt", clock.instant().plusSeconds(1800).toString(),
                        "passengers", 1))
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .response());
    }

    private static List<Map<String, Object>> firstPositions(String path) throws Exception {
        URI uri = URI.create(RestAssured.baseURI + ":" + RestAssured.port + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token("li"))
                .build();
        InputStream stream = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    event = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:") && event.equals("positions")) {
                    return json(line.substring("data:".length())).getList("items");
                }
            }
        }
        throw new AssertionError("the stream ended without positions");
    }

    private static void same(GeoPoint inside, Datum datum, Map<String, Object> outside) {
        GeoPoint back = datum.toWgs84(number(outside, "lon"), number(outside, "lat"));
        double missM = back.distanceM(inside);
        assertTrue(missM <= CENTIMETRE_M, datum + " " + outside + " is off " + inside + " by " + missM + " m");
    }

    private static GeoPoint point(Map<String, Object> item) {
        return new GeoPoint(number(item, "lon"), number(item, "lat"));
    }

    private static double number(Map<String, Object> item, String name) {
        return ((Number) item.get(name)).doubleValue();
    }

    private static JsonPath json(Response response) {
        return json(response.asString());
    }

    /** Numbers as doubles: the library's own floats are off by metres. */
    private static JsonPath json(String text) {
        return JsonPath.from(text).using(JsonPathConfig.jsonPathConfig().numberReturnType(NumberReturnType.DOUBLE));
    }

    private static RequestSpecification as(String login) {
        return given().header("Authorization", "Bearer " + token(login));
    }

    private static String token(String login) {
        return TOKENS.computeIfAbsent(login, DatumApiTest::signIn);
    }

    private static String signIn(String login) {
        return given().contentType("application/json")
                .body(Map.of("login", login, "password", "twinloop-demo", "client", "APP"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }
}
