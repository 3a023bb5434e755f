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
import java.util.function.Function;
import java.util.function.Predicate;

/** A person with a phone (or at a desk): signs in and uses the public API, nothing else. */
final class Phone {

    static final Duration PATIENCE = Duration.ofSeconds(240);

    private final String address;
    private final String api;
    private final String login;
    private final String token;

    private Phone(String address, String login, String token) {
        this.address = address;
        this.api = address + "/api/v1";
        this.login = login;
        this.token = token;
    }

    static Phone of(String login) {
        return at("", login);
    }

    /** With an address of the service: {@code http://host:port}, or nothing for the one under test. */
    static Phone at(String address, String login) {
        Map<String, String> request = Map.of("login", login, "password", "twinloop-demo", "client", "APP");
        String token = given().contentType("application/json")
                .body(request)
                .post(address + "/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
        return new Phone(address, login, token);
    }

    /** Somebody else at the same instance of the service. */
    Phone colleague(String other) {
        return at(address, other);
    }

    RequestSpecification request() {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .accept("application/json");
    }

    String login() {
        return login;
    }

    String token() {
        return token;
    }

    JsonPath get(String path) {
        return request().get(api + path).then().statusCode(200).extract().jsonPath();
    }

    Response ask(String path) {
        return request().get(api + path);
    }

    /** The same answer in another media type. */
    byte[] askFor(String mediaType, String path) {
        return request()
                .accept(mediaType)
                .get(api + path)
                .then()
                .statusCode(200)
                .contentType(mediaType)
                .extract()
                .asByteArray();
    }

    Response post(String path, Object body) {
        return request().body(body).post(api + path);
    }

    Response put(String path, Object body) {
        return request().body(body).put(api + path);
    }

    Response post(String path) {
        return request().post(api + path);
    }

    /** Looks again and again until the answer is as wished. */
    JsonPath until(String path, Predicate<JsonPath> wished) {
        return await(path)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> request().get(api + path),
                        answer -> answer.statusCode() == 200 && wished.test(answer.jsonPath()))
                .jsonPath();
    }

    /** Waits for a trip to come to a state. */
    JsonPath untilTripIs(UUID trip, String state) {
        return until("/trips/" + trip, view -> view.getString("state").equals(state));
    }

    /** Waits for a message about a trip in the inbox. */
    void untilTold(UUID trip, String kind) {
        until(
                "/messages",
                inbox -> inbox.getList("items.findAll { it.tripId == '" + trip + "' }.kind")
                        .contains(kind));
    }

    Instant cityTime() {
        return Instant.parse(get("/system").getString("cityTime"));
    }

    /** Asks for options from one place to another. */
    JsonPath plan(String[] way, Instant departAt) {
        Map<String, Object> request = Map.of(
                "id", UUID.randomUUID().toString(),
                "from", Map.of("placeId", way[0]),
                "to", Map.of("placeId", way[1]),
                "departAt", departAt.toString(),
                "passengers", 1,
                "purposeCategory", "MEETING");
        return post("/trip-plans", request).then().statusCode(201).extract().jsonPath();
    }

    /**
     * Asks until a plan has an option. On a slow machine what parked cars last told may be too old for a moment.
     *
     * @param ahead of the departure, time of the city
     */
    JsonPath planWith(String[] way, Duration ahead, Function<JsonPath, String> option) {
        return await("a plan with what is wanted")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> plan(way, cityTime().plus(ahead)), plan -> option.apply(plan) != null);
    }

    /** The request that takes an option of a plan. */
    Map<String, Object> wish(JsonPath plan, String optionId) {
        return Map.of(
                "planId", plan.getString("id"),
                "optionId", optionId,
                "purpose", Map.of("category", "MEETING", "text", "参加上午的项目协调会"),
                "passengers", List.of(Map.of("name", "经办人")),
                "costCentre", costCentre(),
                "emergency", false);
    }

    Response submit(UUID tripId, Map<String, Object> wish) {
        return request().body(wish).put(api + "/trips/" + tripId);
    }

    Response decide(UUID tripId, String decision, String reason) {
        return post("/trips/" + tripId + "/decision", Map.of("decision", decision, "reason", reason));
    }

    Response cancel(UUID tripId) {
        return post("/trips/" + tripId + "/cancel", Map.of("reason", "会议改期"));
    }

    /** The unit's budget for rented transport. */
    String costCentre() {
        return get("/budgets").getString("items.find { it.code.endsWith('-30239-2026') }.code");
    }

    /** The first bookable option of a mode; null when there is none. */
    static String option(JsonPath plan, String mode) {
        return plan.getString("options.find { it.mode == '" + mode + "' && it.bookable }.id");
    }

    /** The first car to drive oneself that policy agrees to and whose calendar this is; null when there is none. */
    static String car(JsonPath plan, String calendar) {
        return plan.getString("options.find { it.mode == 'EV' && it.bookable && it.policy.outcome == 'IN_POLICY' "
                + "&& it.vehicle.calendar == '" + calendar + "' }.id");
    }
}
