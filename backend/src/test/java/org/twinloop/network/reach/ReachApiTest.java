package org.twinloop.network.reach;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.ValidatableResponse;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.twinloop.common.CityTime;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.geo.Datum;
import org.twinloop.trip.TestCity;

/** Times between many points and areas around one, over the roads of the sample city. */
@QuarkusTest
class ReachApiTest {

    private static final String DESK = "li";
    private static final String NOON =
            LocalDate.now(CityTime.ZONE).with(TemporalAdjusters.next(DayOfWeek.WEDNESDAY)) + "T04:00:00Z";
    private static final GeometryFactory SHAPES = new GeometryFactory();

    @BeforeEach
    void ready() {
        TestCity.ready();
    }

    @Test
    void each_time_of_a_matrix_is_that_of_the_way_and_of_the_same_travel_times() {
        List<String> from = List.of("PL-G01", "PL-A01", "121.4255,31.1885");
        List<String> to = List.of("PL-G05", "PL-G01", "PL-M01", "121.6,31.3");

        JsonPath matrix = matrix("", body(from, to)).statusCode(200).extract().jsonPath();

        assertEquals("CAR", matrix.getString("mode"));
        assertFalse(matrix.getBoolean("estimated"));
        List<List<Integer>> durations = matrix.getList("durationsS");
        for (int i = 0; i < from.size(); i++) {
            for (int j = 0; j < to.size(); j++) {
                JsonPath way = get("/api/v1/routes?departAt=" + NOON + "&from=" + from.get(i) + "&to=" + to.get(j));
                assertEquals(
                        way.getInt("items[0].durationS"), durations.get(i).get(j), from.get(i) + " → " + to.get(j));
                assertEquals(way.getLong("items[0].metric.version"), matrix.getLong("metric.version"));
                assertEquals(way.getString("items[0].metric.asOf"), matrix.getString("metric.asOf"));
            }
        }
    }

    @Test
    void where_no_way_leads_a_matrix_says_so_and_the_others_are_told() {
        JsonPath matrix = matrix("", body(List.of("PL-G01", "10,10"), List.of("PL-G05")))
                .statusCode(200)
                .extract()
                .jsonPath();

        List<List<Integer>> durations = matrix.getList("durationsS");
        assertTrue(durations.get(0).get(0) > 0);
        assertEquals(-1, durations.get(1).get(0));
    }

    @Test
    void a_matrix_takes_points_in_a_datum_of_chinese_maps() {
        GeoPoint point = new GeoPoint(121.4255, 31.1885);
        double[] pair = Datum.gcj02.of(point);
        List<List<Integer>> plain = matrix("", body(List.of("121.4255,31.1885"), List.of("PL-G01")))
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("durationsS");
        List<List<Integer>> shifted = matrix(
                        "?datum=gcj02", body(List.of("%.8f,%.8f".formatted(pair[0], pair[1])), List.of("PL-G01")))
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("durationsS");

        assertEquals(plain, shifted);
    }

    @Test
    void without_ways_for_them_times_and_areas_on_foot_are_estimates_and_say_so() {
        Map<String, Object> asked = body(List.of("PL-G01"), List.of("PL-M01"));
        asked.put("mode", "FOOT");
        JsonPath matrix = matrix("", asked).statusCode(200).extract().jsonPath();
        assertTrue(matrix.getBoolean("estimated"));
        assertTrue(matrix.getInt("durationsS[0][0]") > 0);

        JsonPath areas = get("/api/v1/isochrones?from=PL-G01&mode=BIKE&minutes=13&departAt=" + NOON);
        assertTrue(areas.getBoolean("estimated"));
        Polygon circle = polygons(areas, 0).get(0);
        double radiusM = 13 / 60.0 * 12_000 / 1.3;
        for (Coordinate corner : circle.getExteriorRing().getCoordinates()) {
            assertEquals(radiusM, place("PL-G01").distanceM(new GeoPoint(corner.x, corner.y)), radiusM * 0.02);
        }
    }

    /** Points of roads, so that no leg beside the road blurs what is inside. */
    @Test
    void an_isochrone_holds_the_roads_that_the_matrix_reaches_in_time() {
        List<Map<String, Object>> stops = get("/api/v1/stops").getList("items");
        List<String> roads = new ArrayList<>();
        for (Map<String, Object> stop : stops) {
            Map<?, ?> access = (Map<?, ?>) ((List<?>) stop.get("access")).get(0);
            roads.add("%.7f,%.7f"
                    .formatted(((Number) access.get("lon")).doubleValue(), ((Number) access.get("lat")).doubleValue()));
        }
        List<List<Integer>> seconds = matrix("", body(List.of("PL-G01"), roads))
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("durationsS");
        JsonPath areas = get("/api/v1/isochrones?from=PL-G01&minutes=30&bands=3&departAt=" + NOON);

        assertFalse(areas.getBoolean("estimated"));
        assertEquals(List.of(1800, 1200, 600), areas.getList("items.durationS"));
        int within = 0;
        int beyond = 0;
        for (int band = 0; band < 3; band++) {
            List<Polygon> area = polygons(areas, band);
            int limit = areas.getInt("items[" + band + "].durationS");
            for (int i = 0; i < roads.size(); i++) {
                int takes = seconds.get(0).get(i);
                boolean inside = contains(area, roads.get(i));
                if (takes < limit - 1) {
                    assertTrue(inside, roads.get(i) + " takes " + takes + " s of " + limit);
                    within++;
                } else if (takes > 2 * limit) {
                    assertFalse(inside, roads.get(i) + " takes " + takes + " s of " + limit);
                    beyond++;
                }
            }
        }
        assertTrue(within > 10 && beyond > 10, within + " within, " + beyond + " beyond");
        JsonPath way = get("/api/v1/routes?from=PL-G01&to=PL-G05&departAt=" + NOON);
        assertEquals(way.getLong("items[0].metric.version"), areas.getLong("metric.version"));
    }

    @Test
    void an_isochrone_is_answered_in_a_datum_of_chinese_maps() {
        String path = "/api/v1/isochrones?from=PL-G01&minutes=3&departAt=" + NOON;
        Coordinate plain = polygons(get(path), 0).get(0).getCoordinates()[0];
        Coordinate shifted = polygons(get(path + "&datum=gcj02"), 0).get(0).getCoordinates()[0];

        double[] pair = Datum.gcj02.of(new GeoPoint(plain.x, plain.y));
        assertEquals(pair[0], shifted.x, 1e-8);
        assertEquals(pair[1], shifted.y, 1e-8);
    }

    @Test
    void what_is_too_much_or_cannot_be_read_is_refused_with_what_is_accepted() {
        refused("/api/v1/isochrones?from=PL-G01&minutes=61", "/minutes", "60");
        refused("/api/v1/isochrones?from=NOWHERE&minutes=5", "/from", "search with GET /places");
        refused("/api/v1/isochrones?from=PL-G01&minutes=5&departAt=1970-01-01T00:00:00Z", "/departAt", "give a time");
        matrix("", body(Collections.nCopies(101, "PL-G01"), Collections.nCopies(100, "PL-G01")))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/to"))
                .body("errors[0].detail", containsString("10000"));
        matrix("", body(List.of("PL-G01", "NOWHERE"), List.of("PL-G05")))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/from/1"));
        matrix("", body(List.of("PL-G01"), List.of())).statusCode(400);
        TestCity.as("wang")
                .contentType("application/json")
                .body(body(List.of("PL-G01"), List.of("PL-G05")))
                .post("/api/v1/matrix")
                .then()
                .statusCode(403);
        given().get("/api/v1/isochrones?from=PL-G01&minutes=5").then().statusCode(401);
    }

    private static void refused(String path, String pointer, String told) {
        TestCity.as("wang")
                .get(path)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(told));
    }

    private static Map<String, Object> body(List<String> from, List<String> to) {
        return new HashMap<>(Map.of("from", from, "to", to, "departAt", NOON));
    }

    private static ValidatableResponse matrix(String query, Map<String, Object> body) {
        return TestCity.as(DESK)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/matrix" + query)
                .then();
    }

    private static GeoPoint place(String id) {
        JsonPath place = get("/api/v1/places/" + id);
        return new GeoPoint(place.getDouble("lon"), place.getDouble("lat"));
    }

    private static boolean contains(List<Polygon> area, String point) {
        String[] pair = point.split(",");
        Point at = SHAPES.createPoint(new Coordinate(Double.parseDouble(pair[0]), Double.parseDouble(pair[1])));
        return area.stream().anyMatch(polygon -> polygon.contains(at));
    }

    private static List<Polygon> polygons(JsonPath areas, int band) {
        List<List<List<List<Number>>>> coordinates = areas.getList("items[" + band + "].area.coordinates");
        List<Polygon> polygons = new ArrayList<>();
        for (List<List<List<Number>>> rings : coordinates) {
            LinearRing[] lines = rings.stream().map(ReachApiTest::ring).toArray(LinearRing[]::new);
            LinearRing[] holes = Arrays.copyOfRange(lines, 1, lines.length);
            polygons.add(SHAPES.createPolygon(lines[0], holes));
        }
        return polygons;
    }

    private static LinearRing ring(List<List<Number>> corners) {
        return SHAPES.createLinearRing(corners.stream()
                .map(pair ->
                        new Coordinate(pair.get(0).doubleValue(), pair.get(1).doubleValue()))
                .toArray(Coordinate[]::new));
    }

    private static JsonPath get(String path) {
        return JsonPath.from(TestCity.as(DESK)
                        .get(path)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .using(new JsonPathConfig(JsonPathConfig.NumberReturnType.DOUBLE));
    }
}
