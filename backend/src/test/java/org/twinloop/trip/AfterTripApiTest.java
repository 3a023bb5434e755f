package org.twinloop.trip;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** Trips of a purpose that wants it are decided about when they are over, in policy or not. */
@QuarkusTest
class AfterTripApiTest extends MondayMorning {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration RIDE = Duration.ofMinutes(40);
    private static final String FOUND = "select %s from supervision.finding where trip_id = ? and rule = 'PR-07'";
    private static final Instant DUE = Instant.parse("2026-11-24T10:00:00Z");

    @Inject
    TripTimers timers;

    private final UUID trip = Ids.next();

    @Test
    void a_trip_that_policy_let_go_is_decided_about_when_it_is_over() throws SQLException {
        book("EMERGENCY_DUTY", false)
                .body("policy.outcome", equalTo("IN_POLICY"))
                .body("approval", nullValue());
        as("zhou").get("/api/v1/approvals?limit=200").then().body("items.id", not(hasItem(trip.toString())));

        ride();

        asked();
        as("zhou")
                .get("/api/v1/approvals?limit=200")
                .then()
                .body("items.id", hasItem(trip.toString()))
                .body("items.find { it.id == '" + trip + "' }.approval.afterTrip", is(true))
                .body("items.find { it.id == '" + trip + "' }.approval.expiresAt", equalTo(DUE.toString()));
        told("zhou", "trip.after-trip-asked");
        as("zhou")
                .get("/api/v1/messages")
                .then()
                .body(
                        "items.find { it.tripId == '" + trip + "' }.decisionPath",
                        equalTo("/api/v1/trips/" + trip + "/decision"));

        decide("zhou", "APPROVE", "情况属实")
                .statusCode(200)
                .body("phase", equalTo("SETTLED"))
                .body("approval.decision", equalTo("APPROVE"))
                .body("approval.decidedBy", equalTo("周敏"))
                .body("approval.levels.state", equalTo(List.of("APPROVED")));
        told("wang", "trip.approved");
        as("zhou").get("/api/v1/approvals?limit=200").then().body("items.id", not(hasItem(trip.toString())));
        assertEquals(List.of("1"), events("trip.approved"));
        assertEquals(List.of(), rows(FOUND.formatted("id"), trip));
    }

    @Test
    void a_trip_of_another_purpose_is_nobodys_task_afterwards() throws SQLException {
        book("MEETING", false);

        ride();

        TestCity.await("wang", trip, "SETTLED");
        get().body("approval", nullValue());
        assertEquals(List.of("0"), events("trip.after-trip-asked"));
    }

    @Test
    void an_emergency_that_somebody_agreed_to_is_not_asked_about_twice() throws SQLException {
        book("EMERGENCY_DUTY", true);
        decide("zhou", "APPROVE", "同意先行").statusCode(200);

        ride();

        TestCity.await("wang", trip, "SETTLED");
        get().body("approval.decision", equalTo("APPROVE"))
                .body("approval.round", is(1))
                .body("approval.afterTrip", is(false));
        assertEquals(List.of("0"), events("trip.after-trip-asked"));
    }

    @Test
    void an_objection_has_a_reason_and_becomes_a_finding_and_no_sanction() throws SQLException {
        book("EMERGENCY_DUTY", false);
        ride();
        asked();

        decide("zhou", "REJECT", null).statusCode(400).body("errors.pointer", hasItem("/reason"));
        decide("zhou", "RETURN", "请补充").statusCode(400).body("errors.pointer", equalTo(List.of("/decision")));
        decide("zhou", "REJECT", "当日并无应急值守任务")
                .statusCode(200)
                .body("phase", equalTo("SETTLED"))
                .body("approval.decision", equalTo("REJECT"));

        found("The approver did not agree");
        told("wang", "trip.approval-refused");
        assertEquals(List.of("当日并无应急值守任务"), rows(FOUND.formatted("inputs ->> 'objection'"), trip));
        assertEquals(List.of("OPEN"), rows(FOUND.formatted("phase"), trip));
    }

    @Test
    void nobody_decides_about_their_own_ride_and_the_database_holds_it() throws SQLException {
        book("EMERGENCY_DUTY", false);
        SQLException early = assertThrows(
                SQLException.class,
                () -> update("insert into trip.approval (trip_id, unit_id, traveller_id, actor_id, requested_at, "
                        + "expires_at, version, after_trip) select id, unit_id, traveller_id, actor_id, created_at, "
                        + "created_at + interval '1 day', 0, true from trip.trip where id = '" + trip + "'"));
        assertTrue(early.getMessage().contains("is not over"), early::getMessage);
        ride();
        asked();

        decide("wang", "APPROVE", "我自己同意").statusCode(403).body("type", equalTo("/problems/own-trip"));
        decide("qian", "APPROVE", "代为同意").statusCode(404);

        refused("decision = 'APPROVE', decided_by = traveller_id", "approval_not_own");
        refused("decision = 'RETURN', reason = '退回', decided_by = actor_id", "approval_");
        refused("decision = 'RETURN', reason = '退回'", "approval_after_trip_answer");
        refused("decision = 'REJECT'", "approval_after_trip_answer");
        get().body("approval.decision", nullValue());
    }

    @Test
    void silence_is_reminded_and_at_six_of_the_next_working_day_it_is_a_finding() throws SQLException {
        book("EMERGENCY_DUTY", false);
        ride();
        asked();

        city.pass(Duration.ofMinutes(61));
        told("zhou", "trip.after-trip-reminder");
        city.pass(Duration.between(city.now(), DUE));
        decide("zhou", "APPROVE", "补批").statusCode(409).body("type", equalTo("/problems/wrong-state"));

        found("Nobody decided about the ride");
        told("wang", "trip.approval-missing");
    }

    @Test
    void a_second_before_six_of_the_next_working_day_it_is_in_time() throws SQLException {
        book("EMERGENCY_DUTY", false);
        ride();
        asked();

        city.pass(Duration.between(city.now(), DUE.minusSeconds(1)));

        decide("zhou", "APPROVE", "情况属实").statusCode(200).body("approval.decision", equalTo("APPROVE"));
        assertEquals(List.of("0"), events("trip.approval-missing"));
    }

    @Test
    void a_trip_that_somebody_is_still_to_decide_about_is_not_archived() throws SQLException {
        book("EMERGENCY_DUTY", false);
        ride();
        asked();
        TestCity.await("wang", trip, "SETTLED");
        as("wang")
                .contentType("application/json")
                .body(Map.of("verdict", "CONFIRM"))
                .post("/api/v1/trips/" + trip + "/confirmation")
                .then()
                .statusCode(200);

        archiving();
        get().body("phase", equalTo("SETTLED"));
        decide("zhou", "APPROVE", "情况属实").statusCode(200);
        archiving();

        get().body("phase", equalTo("ARCHIVED"));
    }

    /** The time to archive the trip has come; passes of the service may take the timer before ours does. */
    private void archiving() throws SQLException {
        update("update trip.timer set due_at = '" + city.now() + "', done_at = null where trip_id = '" + trip
                + "' and kind = 'ARCHIVING'");
        Awaitility.await("the timer has gone off").atMost(PATIENCE).until(() -> {
            timers.pass(50).await().atMost(PATIENCE);
            return rows(
                            "select id from trip.timer where trip_id = ? and kind = 'ARCHIVING' and done_at is null "
                                    + "and due_at <= ?::timestamptz",
                            trip,
                            city.now().toString())
                    .isEmpty();
        });
    }

    private ValidatableResponse book(String category, boolean emergency) {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        Map<String, Object> body = request(plan, selfDrive(plan, "OURS"));
        body.put("purpose", Map.of("category", category, "text", "赶赴防汛值守现场"));
        body.put("emergency", emergency);
        return submit("wang", trip, body).statusCode(201).body("state", equalTo("BOOKED"));
    }

    /** It went, and the fleet desk ended it, since no car of this test tells anything. */
    private void ride() throws SQLException {
        update("update trip.trip set state = 'IN_PROGRESS', started_at = '" + city.now() + "' where id = '" + trip
                + "'");
        city.pass(RIDE);
        as("li").contentType("application/json")
                .body(Map.of("reason", "车辆失联，电话确认已停回"))
                .post("/api/v1/trips/" + trip + "/end-override")
                .then()
                .statusCode(200);
    }

    /** The chain has been asked; settlement goes its own way beside. */
    private void asked() {
        Awaitility.await("the chain is asked")
                .atMost(PATIENCE)
                .untilAsserted(() -> get().body("approval.levels.state", equalTo(List.of("OPEN"))));
        TestCity.await("wang", trip, "SETTLED");
    }

    private ValidatableResponse get() {
        return as("wang").get("/api/v1/trips/" + trip).then().statusCode(200);
    }

    private ValidatableResponse decide(String login, String decision, String reason) {
        return as(login)
                .contentType("application/json")
                .body(reason == null ? Map.of("decision", decision) : Map.of("decision", decision, "reason", reason))
                .post("/api/v1/trips/" + trip + "/decision")
                .then();
    }

    private void told(String login, String kind) {
        Awaitility.await(kind)
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
                        .body("items.findAll { it.tripId == '" + trip + "' }.rule", hasItem("PR-07"))
                        .body(
                                "items.find { it.tripId == '" + trip + "' && it.rule == 'PR-07' }.textEn",
                                containsString(says)));
    }

    private List<String> events(String type) throws SQLException {
        return rows("select count(*) from journal.event where trip_id = ? and type = ?", trip, type);
    }

    private void refused(String set, String constraint) {
        SQLException refused = assertThrows(
                SQLException.class,
                () -> update("update trip.approval set decided_at = requested_at, " + set + " where trip_id = '" + trip
                        + "'"));
        assertTrue(refused.getMessage().contains(constraint), refused::getMessage);
    }

    private static void update(String statement) throws SQLException {
        try (var owner = TestCity.owner();
                var sql = owner.createStatement()) {
            assertEquals(1, sql.executeUpdate(statement));
        }
    }
}
