package org.twinloop.trip;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** A ride of a purpose that is decided about afterwards, in a unit with two levels and a head. */
@QuarkusTest
class AfterTripChainApiTest extends MondayMorning {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration RIDE = Duration.ofMinutes(40);

    private final UUID trip = Ids.next();

    @BeforeEach
    void a_chain_of_two_levels() {
        Map<String, Object> department = Map.of(
                "nameZh",
                "部门负责人",
                "nameEn",
                "head of department",
                "role",
                "APPROVER",
                "people",
                List.of(),
                "fromLevels",
                1,
                "remindMinutes",
                30,
                "passOnMinutes",
                60);
        Map<String, Object> office = Map.of(
                "nameZh", "办公室", "nameEn", "office", "people", List.of(id("he")), "fromLevels", 1, "passOnMinutes", 60);
        put(
                        "admin",
                        "/api/v1/approval-chains/",
                        Map.of(
                                "unitCode", "GOA-01",
                                "from", city.now().plusSeconds(30).toString(),
                                "levels", List.of(department, office),
                                "headId", id("sun")))
                .statusCode(200);
        city.pass(Duration.ofSeconds(30));
    }

    @AfterEach
    void the_unit_has_no_chain_again() throws SQLException {
        rows("delete from trip.approval_chain returning id");
        rows("delete from identity.delegation returning id");
    }

    @Test
    void a_deputy_agrees_for_the_first_level_and_then_the_second_is_asked() throws SQLException {
        put(
                        "zhou",
                        "/api/v1/delegations/",
                        Map.of(
                                "kind", "APPROVE",
                                "toPersonId", id("qian"),
                                "from", city.now().toString(),
                                "until", city.now().plus(Duration.ofDays(2)).toString(),
                                "reason", "外出培训"))
                .statusCode(200);
        ride();
        levels("OPEN", "WAITING");

        told("qian", "trip.after-trip-asked");
        queue("zhou").body("items.id", not(hasItem(trip.toString())));
        queue("he").body("items.id", not(hasItem(trip.toString())));
        decide("zhou", "APPROVE").statusCode(403).body("type", equalTo("/problems/not-the-approver"));
        decide("he", "APPROVE").statusCode(404);
        decide("qian", "APPROVE")
                .statusCode(200)
                .body("approval.levels.state", contains("APPROVED", "OPEN"))
                .body("approval.levels[0].decidedBy", equalTo("钱志强"))
                .body("approval.levels[0].inSteadOf", equalTo("周敏"));
        queue("qian").body("items.id", not(hasItem(trip.toString())));
        queue("he").body("items.find { it.id == '" + trip + "' }.approval.afterTrip", equalTo(true));
        assertEquals(List.of("0"), events("trip.approved"));

        decide("he", "APPROVE")
                .statusCode(200)
                .body("approval.decision", equalTo("APPROVE"))
                .body("approval.levels.state", contains("APPROVED", "APPROVED"));
        told("wang", "trip.approved");
        assertEquals(List.of("1"), events("trip.approved"));
    }

    @Test
    void an_objection_of_the_second_level_is_a_finding_although_the_first_agreed() throws SQLException {
        ride();
        levels("OPEN", "WAITING");
        decide("zhou", "APPROVE").statusCode(200);
        decide("zhou", "REJECT").statusCode(403).body("type", equalTo("/problems/not-the-approver"));

        decide("he", "RETURN").statusCode(400).body("errors.pointer", contains("/decision"));
        decide("he", "REJECT")
                .statusCode(200)
                .body("approval.decision", equalTo("REJECT"))
                .body("approval.levels.state", contains("APPROVED", "REJECTED"));

        told("wang", "trip.approval-refused");
        found("The approver did not agree");
        assertEquals(
                List.of("按规定"),
                rows(
                        "select inputs ->> 'objection' from supervision.finding where trip_id = ? and rule = 'PR-07'",
                        trip));
    }

    @Test
    void a_silent_first_level_is_passed_over_and_the_second_decides_for_both() throws SQLException {
        ride();
        levels("OPEN", "WAITING");

        city.pass(Duration.ofMinutes(31));
        told("zhou", "trip.after-trip-reminder");
        city.pass(Duration.ofMinutes(30));
        told("he", "trip.after-trip-passed-on");

        levels("PASSED_ON", "OPEN");
        queue("zhou").body("items.id", not(hasItem(trip.toString())));
        decide("zhou", "APPROVE").statusCode(403).body("type", equalTo("/problems/not-the-approver"));
        decide("he", "APPROVE")
                .statusCode(200)
                .body("approval.decision", equalTo("APPROVE"))
                .body("approval.levels.state", contains("PASSED_ON", "APPROVED"));
        assertEquals(List.of("0"), events("trip.approval-missing"));
    }

    @Test
    void when_both_levels_are_silent_the_head_is_asked_and_after_that_it_is_a_finding() throws SQLException {
        ride();
        levels("OPEN", "WAITING");
        city.pass(Duration.ofMinutes(61));
        levels("PASSED_ON", "OPEN");
        city.pass(Duration.ofMinutes(61));
        told("sun", "trip.after-trip-passed-on");
        levels("PASSED_ON", "PASSED_ON", "OPEN");

        city.pass(Duration.ofHours(30));

        found("Nobody decided about the ride");
        levels("PASSED_ON", "PASSED_ON", "CLOSED");
        decide("sun", "APPROVE").statusCode(409).body("type", equalTo("/problems/wrong-state"));
    }

    private void ride() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        Map<String, Object> body = request(plan, selfDrive(plan, "OURS"));
        body.put("purpose", Map.of("category", "EMERGENCY_DUTY", "text", "赶赴防汛值守现场"));
        submit("wang", trip, body).statusCode(201).body("state", equalTo("BOOKED"));
        rows(
                "update trip.trip set state = 'IN_PROGRESS', started_at = ?::timestamptz where id = ? returning id",
                city.now().toString(),
                trip);
        city.pass(RIDE);
        post("li", "/end-override", Map.of("reason", "车辆失联，电话确认已停回")).statusCode(200);
    }

    private void levels(String... states) {
        Awaitility.await("levels " + List.of(states))
                .atMost(PATIENCE)
                .untilAsserted(() -> as("wang")
                        .get("/api/v1/trips/" + trip)
                        .then()
                        .statusCode(200)
                        .body("approval.levels.state", contains(states)));
    }

    private static ValidatableResponse queue(String login) {
        return as(login).get("/api/v1/approvals?limit=200").then().statusCode(200);
    }

    private ValidatableResponse decide(String login, String decision) {
        return post(login, "/decision", Map.of("decision", decision, "reason", "按规定"));
    }

    private ValidatableResponse post(String login, String deed, Map<String, Object> body) {
        return as(login)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/trips/" + trip + deed)
                .then();
    }

    private static ValidatableResponse put(String login, String path, Map<String, Object> body) {
        return as(login)
                .contentType("application/json")
                .body(body)
                .put(path + Ids.next())
                .then();
    }

    private void told(String login, String kind) {
        Awaitility.await(kind + " in the inbox of " + login)
                .atMost(PATIENCE)
                .untilAsserted(() -> as(login)
                        .get("/api/v1/messages?limit=200")
                        .then()
                        .body("items.findAll { it.tripId == '" + trip + "' }.kind", hasItem(kind)));
    }

    private void found(String says) {
        Awaitility.await(says)
                .atMost(PATIENCE)
                .untilAsserted(() -> as("wang")
                        .get("/api/v1/me/findings")
                        .then()
                        .statusCode(200)
                        .body(
                                "items.find { it.tripId == '" + trip + "' && it.rule == 'PR-07' }.textEn",
                                containsString(says)));
    }

    private List<String> events(String type) throws SQLException {
        return rows("select count(*) from journal.event where trip_id = ? and type = ?", trip, type);
    }

    private static String id(String login) {
        return as(login).get("/api/v1/me").path("id");
    }
}
