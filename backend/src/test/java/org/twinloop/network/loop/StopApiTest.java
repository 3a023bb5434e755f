package org.twinloop.network.loop;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityClock;
import org.twinloop.common.Ids;
import org.twinloop.common.geo.Datum;
import org.twinloop.isolation.Catalogue;
import org.twinloop.trip.TestCity;

/** The fleet desk opens, changes and closes stops; bookings that end there are kept. */
@QuarkusTest
class StopApiTest {

    private static final String DESK = "li";
    private static final String MORNING = "2026-11-24T10:00";
    private static final List<Map<String, String>> INNER = List.of(Map.of("loop", "INNER"));

    @Inject
    CityClock clock;

    private TestCity city;

    @BeforeEach
    void a_tuesday_morning() throws SQLException {
        TestCity.ready();
        city = new TestCity(clock);
        city.at(MORNING);
    }

    @AfterEach
    void time_goes_on() {
        city.release();
    }

    @Test
    void a_stop_has_versions_and_each_holds_for_its_time() {
        UUID id = Ids.next();
        String code = code();
        Instant opened = clock.now();
        put(id, stop(code, "北门", INNER)).statusCode(200).body("version", equalTo(1));
        later(Duration.ofHours(1));
        put(id, stop(code, "新北门", INNER)).statusCode(200).body("version", equalTo(2));
        later(Duration.ofHours(1));
        put(id, stop(code, "新北门", List.of())).statusCode(200).body("memberships.size()", equalTo(0));

        assertEquals("北门", nameAt(id, opened.plusSeconds(60)));
        assertEquals("新北门", nameAt(id, opened.plus(Duration.ofMinutes(90))));
        stopsAt(opened.plusSeconds(60)).body("items.id", hasItem(id.toString()));
        stopsAt(opened.minusSeconds(60)).body("items.id", not(hasItem(id.toString())));
        stopsAt(clock.now()).body("items.id", not(hasItem(id.toString())));
    }

    @Test
    void the_same_wish_again_changes_nothing_and_every_change_is_in_the_journal() throws SQLException {
        UUID id = Ids.next();
        Map<String, Object> wish = stop(code(), "东门", INNER);
        String first = put(id, wish).statusCode(200).extract().asString();
        assertEquals(first, put(id, wish).statusCode(200).extract().asString());
        later(Duration.ofMinutes(1));
        assertEquals(first, put(id, wish).statusCode(200).extract().asString());
        wish.put("memberships", List.of());
        put(id, wish).statusCode(200);

        assertEquals(
                List.of("network.stop-added", "network.stop-changed"),
                texts("select type from journal.event where subject_id = ? order by recorded_at", id.toString()));
    }

    @Test
    void a_membership_begins_and_ends_by_itself_on_every_instance() {
        UUID id = Ids.next();
        // Later than anything that has changed the network in this database.
        later(Duration.ofDays(300));
        Instant from = clock.now().plus(Duration.ofHours(2));
        Instant to = from.plus(Duration.ofHours(2));
        put(id, stop(code(), "晚门", List.of(Map.of("loop", "OUTER", "from", from.toString(), "to", to.toString()))))
                .statusCode(200);

        seen(id, false);
        clock.pretend(Optional.of(from.plusSeconds(1)));
        seen(id, true);
        clock.pretend(Optional.of(to.plusSeconds(1)));
        seen(id, false);
    }

    @Test
    void a_stop_that_cars_are_to_end_at_is_left_after_the_last_of_them_or_not_at_all() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 40, 2);
        Map<String, Object> option = TestCity.selfDrive(plan, "OURS");
        String code = (String) ((Map<?, ?>) option.get("returnStop")).get("code");
        TestCity.submit("wang", Ids.next(), TestCity.request(plan, option)).statusCode(201);
        JsonPath before = exact(TestCity.as(DESK).get("/api/v1/stops/" + idOf(code)));
        UUID id = UUID.fromString(before.getString("id"));
        Map<String, Object> wish = same(before);

        wish.put("memberships", List.of());
        put(id, wish)
                .statusCode(409)
                .body("type", equalTo("/problems/stop-in-use"))
                .body("detail", containsString(code));
        wish.put("whenInUse", "AFTER");
        JsonPath closing = put(id, wish).statusCode(200).extract().jsonPath();

        Instant to = Instant.parse(closing.getString("memberships[0].to"));
        assertTrue(to.isAfter(clock.now()), "after the booking");
        assertEquals(
                List.of("true"),
                texts(
                        "select distinct (open_until = ?::timestamptz)::text from vehicle.bay where stop_id = ?::uuid",
                        to.toString(),
                        id.toString()));
        assertTrue(
                city
                        .plan("wang", "PL-G01", "PL-G03", 24 * 60, 2)
                        .extract()
                        .jsonPath()
                        .getList("options.findAll { it.mode == 'EV' }.returnStop.code")
                        .stream()
                        .noneMatch(code::equals),
                "nothing is promised beyond it");

        put(id, same(before)).statusCode(200).body("memberships[0].to", equalTo(null));
        assertEquals(
                List.of("true"),
                texts(
                        "select (open_until is null)::text from vehicle.bay where stop_id = ?::uuid group by 1",
                        id.toString()));
    }

    @Test
    void what_cannot_be_is_refused_by_name() {
        Map<String, Object> far = stop(code(), "远门", INNER);
        far.put("lon", 121.9);
        refused(far, "/lon");
        Map<String, Object> nowhere = stop(code(), "无门", INNER);
        nowhere.put("placeId", "PL-X99");
        refused(nowhere, "/placeId");
        refused(stop(code(), "双门", List.of(Map.of("loop", "INNER"), Map.of("loop", "INNER"))), "/memberships/1/loop");
        refused(
                stop(code(), "旧门", List.of(Map.of("loop", "INNER", "from", "2026-01-01T00:00:00Z"))),
                "/memberships/0/from");
        refused(
                stop(code(), "短门", List.of(Map.of("loop", "INNER", "to", "2026-01-01T00:00:00Z"))),
                "/memberships/0/to");
        put(Ids.next(), stop("G01", "重门", INNER)).statusCode(409).body("type", equalTo("/problems/conflict"));
    }

    @Test
    void a_version_that_is_out_of_date_is_a_conflict_and_a_position_may_come_in_another_datum() {
        UUID id = Ids.next();
        Map<String, Object> wish = stop(code(), "图门", INNER);
        put(id, wish).statusCode(200);
        later(Duration.ofMinutes(1));
        wish.put("nameZh", "图们");
        put(id, wish).statusCode(200).body("version", equalTo(2));
        wish.put("nameZh", "土门");
        wish.put("version", 1);
        put(id, wish).statusCode(409).body("type", equalTo("/problems/conflict"));

        wish.put("version", 2);
        double[] shifted = Datum.gcj02.of(new org.twinloop.common.GeoPoint(121.4691, 31.2321));
        wish.put("lon", shifted[0]);
        wish.put("lat", shifted[1]);
        wish.put("memberships", List.of());
        JsonPath answer = exact(TestCity.as(DESK)
                .contentType("application/json")
                .body(wish)
                .put("/api/v1/stops/" + id + "?datum=gcj02"));
        assertEquals(shifted[0], answer.getDouble("lon"), 1e-7);
        assertEquals(
                121.4691, exact(TestCity.as(DESK).get("/api/v1/stops/" + id)).getDouble("lon"), 1e-7);
    }

    @Test
    void only_the_fleet_desk_of_the_city_changes_stops() {
        TestCity.as("wang")
                .contentType("application/json")
                .body(stop(code(), "外门", INNER))
                .put("/api/v1/stops/" + Ids.next())
                .then()
                .statusCode(403);
    }

    private void later(Duration time) {
        clock.pretend(Optional.of(clock.now().plus(time)));
    }

    private void seen(UUID id, boolean there) {
        Awaitility.await("every instance reads the stops anew")
                .atMost(Duration.ofSeconds(90))
                .until(() -> TestCity.as(DESK)
                                .get("/api/v1/stops")
                                .jsonPath()
                                .getList("items.id")
                                .contains(id.toString())
                        == there);
    }

    private static void refused(Map<String, Object> wish, String pointer) {
        put(Ids.next(), wish)
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-request"))
                .body("errors[0].pointer", equalTo(pointer));
    }

    private static String code() {
        return "Z-" + Long.toString(Ids.next().getMostSignificantBits(), 36).toUpperCase(java.util.Locale.ROOT);
    }

    private static Map<String, Object> stop(String code, String nameZh, List<Map<String, String>> memberships) {
        Map<String, Object> body = new HashMap<>();
        body.put("code", code);
        body.put("placeId", "PL-G01");
        body.put("nameZh", nameZh);
        body.put("nameEn", "A gate");
        body.put("lon", 121.4691);
        body.put("lat", 31.2321);
        body.put("radiusM", 60);
        body.put("memberships", memberships);
        return body;
    }

    private static Map<String, Object> same(JsonPath sheet) {
        Map<String, Object> body = new HashMap<>();
        for (String key : List.of("code", "placeId", "nameZh", "nameEn", "lon", "lat", "radiusM")) {
            body.put(key, sheet.get(key));
        }
        List<String> loops = sheet.getList("memberships.loop");
        body.put("memberships", loops.stream().map(loop -> Map.of("loop", loop)).toList());
        return body;
    }

    /** Positions as they are on the wire, not as float. */
    private static JsonPath exact(Response answer) {
        return JsonPath.from(answer.then().statusCode(200).extract().asString())
                .using(new JsonPathConfig(NumberReturnType.DOUBLE));
    }

    private static String idOf(String code) {
        return TestCity.as(DESK)
                .get("/api/v1/stops")
                .jsonPath()
                .getString("items.find { it.code == '" + code + "' }.id");
    }

    private static String nameAt(UUID id, Instant at) {
        return TestCity.as(DESK)
                .get("/api/v1/stops/" + id + "?at=" + at)
                .then()
                .statusCode(200)
                .extract()
                .path("nameZh");
    }

    private static ValidatableResponse stopsAt(Instant at) {
        return TestCity.as(DESK).get("/api/v1/stops?at=" + at).then().statusCode(200);
    }

    private static ValidatableResponse put(UUID id, Map<String, Object> body) {
        return TestCity.as(DESK)
                .contentType("application/json")
                .body(body)
                .put("/api/v1/stops/" + id)
                .then();
    }

    private static List<String> texts(String query, Object... parameters) throws SQLException {
        try (Connection owner = Catalogue.owner()) {
            return Catalogue.texts(owner, query, parameters);
        }
    }
}
