package org.twinloop.network.build;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityTime;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.geo.Datum;
import org.twinloop.common.geo.Polyline;

/** Ways as a map asks for them, over the roads of the sample city. */
@QuarkusTest
class RouteApiTest {

    private static final LocalDate WEDNESDAY =
            LocalDate.now(CityTime.ZONE).with(TemporalAdjusters.next(DayOfWeek.WEDNESDAY));
    private static final String NOON = WEDNESDAY + "T04:00:00Z";
    private static final String RUSH_HOUR = WEDNESDAY + "T00:30:00Z";
    private static final double ROUNDING_M = 2;

    private final Map<String, String> tokens = new HashMap<>();

    @BeforeEach
    void ready() {
        Awaitility.await("the sample city")
                .atMost(Duration.ofSeconds(90))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void a_way_leads_from_door_to_door_road_by_road_in_both_languages() throws Exception {
        for (Map<String, Object> place : places()) {
            JsonPath found = routes("PL-G01", (String) place.get("id"), NOON);
            Map<String, Object> way = found.getMap("items[0]");
            List<GeoPoint> line = Polyline.decode((String) way.get("geometry"));
            GeoPoint end = new GeoPoint(number(place, "lon"), number(place, "lat"));
            assertTrue(line.get(line.size() - 1).distanceM(end) < ROUNDING_M, place + " is where it ends");
            assertTrue(number(way, "durationS") > 0, way.toString());
            assertTrue(number(way, "metricVersion") >= 1, way.toString());
            assertTrue(lengthM(line) <= number(way, "distanceM") * 1.05 + 100, way.toString());
            assertSteps(found.getList("items[0].steps"), number(way, "distanceM"));
            assertJoined(found.getList("items[0].edges"));
        }
    }

    private static void assertSteps(List<Map<String, Object>> steps, double distanceM) {
        assertEquals("DEPART", steps.get(0).get("turn"));
        assertEquals("ARRIVE", steps.get(steps.size() - 1).get("turn"));
        double sumM = 0;
        for (Map<String, Object> step : steps) {
            assertTrue(((String) step.get("textZh")).codePoints().anyMatch(c -> c >= 0x4e00), step.toString());
            assertTrue(((String) step.get("textEn")).matches("[A-Z].*"), step.toString());
            sumM += number(step, "distanceM");
        }
        assertTrue(sumM <= distanceM + steps.size(), "the steps are " + sumM + " m of " + distanceM + " m");
    }

    /** Each road begins at a junction where the one before ends. */
    private static void assertJoined(List<Integer> edges) throws Exception {
        for (int i = 1; i < edges.size(); i++) {
            assertEquals(
                    1,
                    TestNetworks.number(
                            "select count(*) from network.road_edge a, network.road_edge b where a.build = 1 "
                                    + "and b.build = 1 and a.id = ? and b.id = ? "
                                    + "and array[a.from_node, a.to_node] && array[b.from_node, b.to_node]",
                            edges.get(i - 1),
                            edges.get(i)));
        }
    }

    @Test
    void a_sensible_second_way_is_told_where_there_is_one() {
        int second = 0;
        for (Map<String, Object> place : places()) {
            JsonPath found = routes("PL-G01", (String) place.get("id"), NOON);
            if (found.getList("items").size() > 1) {
                second++;
                assertNotEquals(found.getList("items[0].edges"), found.getList("items[1].edges"));
                assertTrue(found.getInt("items[1].durationS") >= found.getInt("items[0].durationS") - 1);
                assertTrue(found.getInt("items[1].durationS") <= found.getInt("items[0].durationS") * 1.3);
            }
        }
        assertTrue(second >= 3, "only " + second + " second ways");
    }

    @Test
    void the_rush_hour_takes_longer_and_more_energy_than_noon() {
        JsonPath noon = routes("PL-G01", "PL-G05", NOON);
        JsonPath rush = routes("PL-G01", "PL-G05", RUSH_HOUR);

        assertTrue(rush.getInt("items[0].durationS") > noon.getInt("items[0].durationS"));
        double whPerKm = noon.getDouble("items[0].energyWh") / noon.getDouble("items[0].distanceM") * 1000;
        assertTrue(whPerKm > 70 && whPerKm < 250, whPerKm + " Wh/km");
    }

    @Test
    void in_the_cold_the_same_way_takes_more_energy() {
        JsonPath mild = routes("PL-G01", "PL-G05", NOON);
        JsonPath cold = routes("PL-G01", "PL-G05", NOON + "&celsius=-5");

        assertEquals(mild.getList("items[0].edges"), cold.getList("items[0].edges"));
        double heatingW = (cold.getInt("items[0].energyWh") - mild.getInt("items[0].energyWh"))
                / (mild.getInt("items[0].durationS") / 3600.0);
        assertEquals(90 * (18 + 5), heatingW, 300, "about 90 W for each degree below 18");
    }

    @Test
    void a_departure_too_far_from_now_is_refused_with_what_is_accepted() {
        for (String at : List.of("1970-01-01T00:00:00Z", WEDNESDAY.plusDays(70) + "T04:00:00Z")) {
            JsonPath refused = as("wang")
                    .get("/api/v1/routes?from=121.4691,31.2321&to=121.4255,31.1885&departAt=" + at)
                    .then()
                    .statusCode(400)
                    .extract()
                    .jsonPath();
            assertTrue(refused.getString("type").endsWith("invalid-request"), refused.prettify());
            assertTrue(refused.prettify().contains("give a time from"), refused.prettify());
            assertTrue(refused.prettify().contains("/departAt"), refused.prettify());
        }
    }

    @Test
    void points_may_be_given_and_answered_in_a_datum_of_chinese_maps() {
        GeoPoint from = new GeoPoint(121.4691, 31.2321);
        GeoPoint to = new GeoPoint(121.4255, 31.1885);
        JsonPath plain = routes(text(Datum.wgs84, from), text(Datum.wgs84, to), NOON);
        JsonPath shifted = as("wang")
                .get("/api/v1/routes?datum=gcj02&departAt=%s&from=%s&to=%s"
                        .formatted(NOON, text(Datum.gcj02, from), text(Datum.gcj02, to)))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertEquals(plain.getList("items[0].edges"), shifted.getList("items[0].edges"));
        List<GeoPoint> line = Polyline.decode(shifted.getString("items[0].geometry"));
        double[] begin = Datum.gcj02.of(from);
        assertTrue(line.get(0).distanceM(new GeoPoint(begin[0], begin[1])) < ROUNDING_M);
    }

    private static String text(Datum datum, GeoPoint point) {
        double[] pair = datum.of(point);
        return "%.7f,%.7f".formatted(pair[0], pair[1]);
    }

    @Test
    void what_cannot_be_answered_is_refused_by_name() {
        as("wang")
                .get("/api/v1/routes?from=PL-G01&to=NOWHERE")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", org.hamcrest.Matchers.equalTo("/to"));
        as("wang").get("/api/v1/routes?from=PL-G01&to=121.5,95").then().statusCode(400);
        as("wang").get("/api/v1/routes?from=PL-G01").then().statusCode(400);
        as("wang")
                .get("/api/v1/routes?from=PL-G01&to=PL-G02&mode=BIKE")
                .then()
                .statusCode(409)
                .body("type", org.hamcrest.Matchers.endsWith("/no-road"));
        given().get("/api/v1/routes?from=PL-G01&to=PL-G02").then().statusCode(401);
    }

    @Test
    void what_was_found_about_the_network_is_kept_for_the_next_start() {
        Awaitility.await("the orders")
                .atMost(Duration.ofSeconds(90))
                .until(() -> TestNetworks.number("select count(*) from network.road_order where build = 1") == 3);
    }

    private List<Map<String, Object>> places() {
        List<Map<String, Object>> all = as("wang")
                .get("/api/v1/places?limit=200")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
        List<Map<String, Object>> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += 4) {
            if (!all.get(i).get("id").equals("PL-G01")) {
                some.add(all.get(i));
            }
        }
        return some;
    }

    private JsonPath routes(String from, String to, String at) {
        return as("wang")
                .get("/api/v1/routes?from=%s&to=%s&departAt=%s".formatted(from, to, at))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static double number(Map<String, Object> object, String name) {
        return ((Number) object.get(name)).doubleValue();
    }

    private static double lengthM(List<GeoPoint> line) {
        double sum = 0;
        for (int i = 1; i < line.size(); i++) {
            sum += line.get(i - 1).distanceM(line.get(i));
        }
        return sum;
    }

    private RequestSpecification as(String login) {
        return given().auth()
                .oauth2(tokens.computeIfAbsent(login, RouteApiTest::token))
                .urlEncodingEnabled(true);
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
