package org.twinloop.map;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.common.CityClock;

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

    @ParameterizedTest
    @ValueSource(strings = {"piles", "cars"})
    void only_who_runs_or_watches_the_fleet_sees_what_moves(String layer) {
        as("li").get(tile(layer, CITY)).then().statusCode(200);
        for (String login : new String[] {"wang", "chen", "partner-evc"}) {
            as(login).get(tile(layer, CITY)).then().statusCode(403).body("type", equalTo("/problems/not-allowed"));
        }
        given().get(tile(layer, CITY)).then().statusCode(401);
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

    private static String tile(String layer, String square) {
        return "/api/v1/tiles/" + layer + "/" + square;
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
        return given().auth().oauth2(token);
    }
}
