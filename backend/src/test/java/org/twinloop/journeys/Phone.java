package org.twinloop.journeys;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** A person with a phone (or at a desk): signs in and uses the public API, nothing else. */
final class Phone {

    static final Duration PATIENCE = Duration.ofSeconds(120);

    private final String token;

    private Phone(String token) {
        this.token = token;
    }

    static Phone of(String login) {
        Map<String, String> request = Map.of("login", login, "password", "twinloop-demo", "client", "APP");
        return new Phone(given().contentType("application/json")
                .body(request)
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken"));
    }

    RequestSpecification request() {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .accept("application/json");
    }

    String token() {
        return token;
    }

    JsonPath get(String path) {
        return request().get("/api/v1" + path).then().statusCode(200).extract().jsonPath();
    }

    Response post(String path, Object body) {
        return request().body(body).post("/api/v1" + path);
    }

    Response post(String path) {
        return request().post("/api/v1" + path);
    }

    /** Looks again and again until the answer is as wished. */
    JsonPath until(String path, Predicate<JsonPath> wished) {
        return await(path)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> request().get("/api/v1" + path),
                        answer -> answer.statusCode() == 200 && wished.test(answer.jsonPath()))
                .jsonPath();
    }

    static Instant cityTime() {
        return Instant.parse(given().get("/api/v1/system").path("cityTime"));
    }

    /** Asks for options from one place to another. */
    JsonPath plan(String fromPlace, String toPlace, Duration ahead) {
        Map<String, Object> request = Map.of(
                "id", UUID.randomUUID().toString(),
                "from", Map.of("placeId", fromPlace),
                "to", Map.of("placeId", toPlace),
                "departAt", cityTime().plus(ahead).toString(),
                "passengers", 1,
                "purposeCategory", "MEETING");
        return post("/trip-plans", request).then().statusCode(201).extract().jsonPath();
    }

    /** The request that takes an option of a plan. */
    Map<String, Object> wish(JsonPath plan, String optionId) {
        return Map.of(
                "planId", plan.getString("id"),
                "optionId", optionId,
                "purpose", Map.of("category", "MEETING", "text", "参加上午的项目协调会"),
                "passengers", List.of(Map.of("name", "王建国")),
                "costCentre", costCentre(),
                "emergency", false);
    }

    Response submit(UUID tripId, Map<String, Object> wish) {
        return request().body(wish).put("/api/v1/trips/" + tripId);
    }

    String costCentre() {
        return get("/budgets").getString("items.find { it.economicCode == '30239' }.code");
    }

    /** The first bookable option of a mode. */
    static String option(JsonPath plan, String mode) {
        return plan.getString("options.find { it.mode == '" + mode + "' && it.bookable }.id");
    }
}
