package org.twinloop.map;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.common.CityClock;
import org.twinloop.isolation.Catalogue;
import org.twinloop.trip.TestCity;

/** Tiles of the sample city: what is in them, who may see them and how a browser keeps them. */
@QuarkusTest
class TileApiTest {

    /** The square of zoom 10 that holds the middle of Shanghai, and one in the Pacific. */
    private static final String CITY = "10/857/418";

    private static final String OCEAN = "10/10/500";

    @Inject
    CityClock clock;

    @BeforeEach
    void ready() {
        Awaitility.await("the sample city")
                .atMost(Duration.ofSeconds(90))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void letTheClockRun() {
        clock.pretend(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"places", "stops", "roads", "loops"})
    void everybody_signed_in_sees_the_fixed_layers(String layer) {
        Response tile = as("wang").get(tile(layer, CITY));
        tile.then().statusCode(200).contentType("application/vnd.mapbox-vector-tile");
        assertTrue(text(tile).contains(layer), "the tile names its layer");
        as("partner-mbk").get(tile(layer, CITY)).then().statusCode(200);
    }

    @Test
    void names_are_in_both_languages() {
        String places = text(as("wang").get(tile("places", CITY)));
        assertTrue(places.contains("name_zh") && places.contains("上海市人民政府"), "Chinese");
        assertTrue(places.contains("name_en") && places.contains("Shanghai Municipal"), "English");
    }

    @Test
    void who_has_not_signed_in_sees_public_stops_free_cars_and_free_piles_of_the_outer_loop_and_nothing_else()
            throws SQLException {
        TestCity city = new TestCity(clock);
        city.at("2026-11-25T10:00");
        for (String layer : new String[] {"places", "stops", "roads", "loops", "piles", "cars"}) {
            given().get(tile(layer, CITY)).then().statusCode(401).body("type", equalTo("/problems/sign-in-needed"));
        }
        for (String layer : new String[] {"places", "roads", "loops"}) {
            given().get(open(layer, CITY)).then().statusCode(400).body("errors[0].pointer", equalTo("/layer"));
        }
        String stops = text(given().get(open("stops", CITY)));
        assertTrue(stops.contains("OUTER") && !stops.contains("INNER"), "stops of the outer loop, hubs among them");
        assertTrue(names("select name_zh from network.stops_at(?::timestamptz) where loops = array['INNER']").stream()
                .noneMatch(stops::contains));
        String piles = text(given().get(open("piles", CITY)));
        assertTrue(piles.contains("AVAILABLE"));
        for (String hidden : List.of("CHARGING", "UNKNOWN", "device", "connector")) {
            assertFalse(piles.contains(hidden), hidden);
        }
        String cars = text(given().get(open("cars", CITY)));
        assertTrue(cars.contains("soc") && cars.contains("name_zh"), "a car says what it is and how full");
        assertTrue(
                names("select plate from vehicle.live where ?::timestamptz is not null").stream()
                        .noneMatch(cars::contains),
                "and never which one it is");
        assertFalse(cars.contains("plate") || cars.contains("state"));
    }

    @Test
    void a_car_that_is_held_is_not_shown_to_citizens() throws SQLException {
        TestCity city = new TestCity(clock);
        city.at("2026-11-25T10:00");
        int before = free().size();
        String held = free().get(0);
        try (Connection owner = Catalogue.owner();
                PreparedStatement sql = owner.prepareStatement(
                        "insert into vehicle.reservation (id, vehicle_id, trip_leg_id, starts_at, ends_at, blocked, "
                                + "state) select gen_random_uuid(), id, gen_random_uuid(), ?::timestamptz, "
                                + "?::timestamptz + interval '1 hour', tstzrange(?::timestamptz, ?::timestamptz + "
                                + "interval '1 hour'), 'FIRM' from vehicle.vehicle where vehicle_no = ?::int")) {
            for (int i = 1; i <= 4; i++) {
                sql.setString(i, clock.now().toString());
            }
            sql.setString(5, held);
            assertEquals(1, sql.executeUpdate());
        }
        assertEquals(before - 1, free().size());
        assertFalse(free().contains(held));
    }

    @ParameterizedTest
    @ValueSource(strings = {"piles", "cars"})
    void who_runs_or_watches_the_fleet_sees_more_of_what_moves_than_everybody(String layer) {
        String desk = text(as("li").get(tile(layer, CITY)));
        String mark = layer.equals("cars") ? "plate" : "connectors";
        assertTrue(desk.contains(mark));
        for (String login : new String[] {"wang", "chen", "partner-evc"}) {
            Response seen = as(login).get(tile(layer, CITY));
            assertTrue(seen.statusCode() == 200 || seen.statusCode() == 204);
            assertFalse(text(seen).contains(mark), login);
        }
    }

    @Test
    void tiles_have_an_address_of_their_own_and_an_age_and_a_token_that_is_no_good_is_refused() {
        Response tile = given().get("/tiles/stops/" + CITY);
        tile.then().statusCode(200).header("Vary", "Authorization, Cookie");
        assertTrue(tile.header("Cache-Control").startsWith("public, max-age="));
        assertTrue(Integer.parseInt(tile.header("Age")) >= 0);
        assertArrayEquals(tile.asByteArray(), given().get(open("stops", CITY)).asByteArray());
        given().auth().oauth2("surprise").get("/tiles/stops/" + CITY).then().statusCode(401);
        assertTrue(text(as("wang").get("/tiles/roads/" + CITY)).contains("roads"));
    }

    @ParameterizedTest
    @ValueSource(strings = {CITY, "15/27440/13384"})
    void a_pile_nobody_heard_of_lately_is_unknown_and_never_free(String square) {
        clock.pretend(Optional.of(Instant.now().plus(Duration.ofDays(400))));
        String piles = text(as("li").get(tile("piles", square)));
        assertTrue(piles.contains("UNKNOWN"), "unknown is said");
        assertFalse(piles.contains("AVAILABLE"), "and free is not");
    }

    @Test
    void a_tile_that_did_not_change_is_not_sent_again() {
        Response first = as("wang").get(tile("roads", CITY));
        String tag = first.header("ETag");
        Response again = as("wang").header("If-None-Match", tag).get(tile("roads", CITY));
        Response other = as("wang").header("If-None-Match", "\"0\"").get(tile("roads", CITY));

        again.then().statusCode(304).header("ETag", tag);
        other.then().statusCode(200);
        assertArrayEquals(first.asByteArray(), other.asByteArray(), "the same square gives the same bytes");
        assertTrue(first.header("Cache-Control").startsWith("private, max-age="), "kept by this browser only");
    }

    @Test
    void a_list_of_tags_is_read_however_long() {
        String tag = as("wang").get(tile("roads", CITY)).header("ETag");
        String many = "\"0123456789abcdef\", ".repeat(50) + "W/" + tag;
        as("wang").header("If-None-Match", many).get(tile("roads", CITY)).then().statusCode(304);
        given().header("If-None-Match", "*").get(open("stops", CITY)).then().statusCode(304);
    }

    @Test
    void tiles_are_of_one_datum() {
        given().get("/tiles/stops/" + CITY + "?datum=wgs84").then().statusCode(200);
        for (String path : List.of("/tiles/stops/" + CITY, tile("roads", CITY))) {
            as("wang")
                    .get(path + "?datum=gcj02")
                    .then()
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("/datum"))
                    .body("errors[0].detail", containsString("wgs84"));
        }
    }

    @Test
    void a_site_without_a_working_pile_is_out_of_service() throws SQLException {
        new TestCity(clock).at("2026-11-25T10:00");
        String square = "9/428/209";
        try (Connection owner = Catalogue.owner();
                Statement sql = owner.createStatement()) {
            owner.setAutoCommit(false);
            sql.execute("create temp table status_aside as select connector_no, status, event_time "
                    + "from charging.newest_status");
            sql.executeUpdate(
                    "update charging.newest_status set status = 'OUTOFORDER', event_time = '" + clock.now() + "'");
            owner.commit();
            try {
                String piles = text(as("li").get(tile("piles", square)));
                assertTrue(piles.contains("OUT_OF_SERVICE"), "it is said");
                assertFalse(piles.contains("CHARGING"), "and nobody charges there");
            } finally {
                sql.executeUpdate("update charging.newest_status n set status = a.status, event_time = a.event_time "
                        + "from status_aside a where a.connector_no = n.connector_no");
                sql.execute("drop table status_aside");
                owner.commit();
            }
        }
    }

    @Test
    void an_empty_square_has_no_content() {
        as("wang").get(tile("places", OCEAN)).then().statusCode(204);
    }

    @Test
    void less_is_drawn_from_farther_away() {
        int near = as("wang").get(tile("roads", "11/1715/837")).asByteArray().length;
        String far = text(as("wang").get(tile("roads", "8/214/104")));
        assertTrue(near > 0);
        assertTrue(far.contains("motorway") && !far.contains("secondary"), "only the great roads at zoom 8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"places/21/0/0", "places/10/1024/0", "places/10/0/1024", "places/0/1/0", "places/-1/0/0"})
    void a_square_outside_the_world_is_refused_with_its_range(String path) {
        as("wang")
                .get("/api/v1/tiles/" + path)
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/phone.html", "/console.html", "/api/v1/system"})
    void every_answer_forbids_what_comes_from_elsewhere(String path) {
        String policy = given().redirects().follow(false).get(path).header("Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'"));
        assertFalse(policy.contains("unsafe-inline") || policy.contains("http"), policy);
    }

    @Test
    void the_root_leads_to_the_phone_page() {
        given().redirects().follow(false).get("/").then().statusCode(302).header("Location", "/phone.html");
    }

    private static String open(String layer, String square) {
        return "/api/v1/public-tiles/" + layer + "/" + square;
    }

    private static String tile(String layer, String square) {
        return "/api/v1/tiles/" + layer + "/" + square;
    }

    private List<String> free() throws SQLException {
        return names("select vehicle_no::text from vehicle.free_cars(st_makeenvelope(120, 30, 123, 33, 4326), "
                + "?::timestamptz, interval '10 minutes') order by 1");
    }

    private List<String> names(String query) throws SQLException {
        try (Connection owner = Catalogue.owner()) {
            return Catalogue.texts(owner, query, clock.now().toString());
        }
    }

    private static String text(Response tile) {
        return new String(tile.asByteArray(), StandardCharsets.UTF_8);
    }

    private static RequestSpecification as(String login) {
        String token = given().contentType("application/json")
                .body(Map.of("login", login, "password", "twinloop-demo", "client", "APP"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
        return given().header("Authorization", "Bearer " + token);
    }
}
