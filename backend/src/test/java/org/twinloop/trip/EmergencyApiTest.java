package org.twinloop.trip;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
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
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** An emergency goes at once and is decided about afterwards; it is no way around those who decide. */
@QuarkusTest
class EmergencyApiTest extends MondayMorning {
    private static final int AT_ONCE_MINUTES = 10;
    private static final int TONIGHT_MINUTES = 630;
    private static final int A_DAY_MINUTES = 1_440;
    private static final Duration TO_NEXT_WORKDAY_PAST_SIX =
            Duration.ofHours(32).plusMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final UUID trip = Ids.next();

    @Test
    void whoever_has_time_to_ask_is_no_emergency_and_is_told_so() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", A_DAY_MINUTES, 2);

        submit("wang", trip, urgent(plan))
                .statusCode(409)
                .body("type", equalTo("/problems/blocked-by-policy"))
                .body("errors.pointer", equalTo(List.of("/policy/PR-04")))
                .body("changes.path", equalTo(List.of("/purpose/emergency")))
                .body("changes[0].op", equalTo("add"))
                .body("changes[0].value", is(false));

        assertEquals(List.of(), rows("select id from trip.trip where id = ?", trip));
    }

    @Test
    void an_emergency_within_policy_goes_at_once_and_somebody_decides_afterwards() {
        go().body("policy.outcome", equalTo("IN_POLICY")).body("approval.expiresAt", equalTo("2026-11-24T10:00:00Z"));

        as("zhou").get("/api/v1/approvals").then().statusCode(200).body("items.id", hasItem(trip.toString()));
        decide("APPROVE")
                .statusCode(200)
                .body("state", equalTo("BOOKED"))
                .body("approval.decision", equalTo("APPROVE"));
    }

    @Test
    void who_does_not_agree_before_the_start_stops_it_and_its_holds_are_free() throws SQLException {
        go();

        decide("REJECT")
                .statusCode(200)
                .body("state", equalTo("REJECTED"))
                .body("heldFen", is(0))
                .body("legs.bookings.flatten().state", everyItem(equalTo("RELEASED")));

        assertHoldsNothing();
    }

    @Test
    void one_sent_back_before_the_start_holds_nothing_and_waits_when_it_comes_again() throws SQLException {
        go();

        decide("RETURN").statusCode(200).body("state", equalTo("RETURNED")).body("heldFen", is(0));

        assertHoldsNothing();
        putOff(AT_ONCE_MINUTES)
                .statusCode(200)
                .body("state", equalTo("SUBMITTED"))
                .body("approval.round", is(2));
    }

    @Test
    void an_emergency_that_is_put_off_waits_like_any_other_trip() {
        go();

        putOff(TONIGHT_MINUTES)
                .statusCode(200)
                .body("state", equalTo("SUBMITTED"))
                .body("approval.expiresAt", equalTo("2026-11-23T06:00:00Z"))
                .body("legs.bookings.flatten().state", everyItem(equalTo("HELD")));
    }

    @Test
    void who_does_not_agree_after_the_start_sends_it_to_supervision() throws SQLException {
        go();
        ride();

        decide("REJECT").statusCode(200).body("state", equalTo("SETTLED"));

        found("The approver did not agree");
        told("trip.approval-refused");
    }

    @Test
    void a_ride_that_nobody_decided_about_in_time_is_a_finding() throws SQLException {
        go();
        ride();
        explain("夜间管道抢修，赶赴现场").statusCode(200);

        city.pass(TO_NEXT_WORKDAY_PAST_SIX);

        found("Nobody decided about the ride");
        told("trip.approval-missing");
    }

    @Test
    void the_reason_afterwards_says_what_for_and_none_by_six_of_the_next_working_day_is_a_finding()
            throws SQLException {
        go();
        decide("APPROVE").statusCode(200);
        ride();
        explain("会").statusCode(400).body("errors.pointer", equalTo(List.of("/reason")));
        explain("会议").statusCode(400);

        city.pass(TO_NEXT_WORKDAY_PAST_SIX);

        found("No reason was given");
        told("trip.backfill-missing");
        explain("参加应急协调会议").statusCode(200).body("backfill", equalTo("参加应急协调会议"));
    }

    private ValidatableResponse go() {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", AT_ONCE_MINUTES, 2);
        return submit("wang", trip, urgent(plan)).statusCode(201).body("state", equalTo("BOOKED"));
    }

    private static Map<String, Object> urgent(ValidatableResponse plan) {
        Map<String, Object> body = request(plan, selfDrive(plan, "OURS"));
        body.put("emergency", true);
        return body;
    }

    private ValidatableResponse putOff(int minutes) {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", minutes, 2);
        return as("wang")
                .contentType("application/json")
                .body(Map.of(
                        "planId", plan.extract().path("id"),
                        "optionId", selfDrive(plan, "OURS").get("id"),
                        "reason", "改时间"))
                .put("/api/v1/trips/" + trip + "/changes/" + Ids.next())
                .then();
    }

    /** It went and is over, as far as the trip's own row tells. */
    private void ride() throws SQLException {
        rows(
                "update trip.trip set state = 'SETTLED', started_at = ?::timestamptz, ended_at = ?::timestamptz, "
                        + "receipt_fen = 0 where id = ? returning id",
                city.now().toString(),
                city.now().toString(),
                trip);
    }

    private ValidatableResponse decide(String decision) {
        return as("zhou")
                .contentType("application/json")
                .body(Map.of("decision", decision, "reason", "不属应急"))
                .post("/api/v1/trips/" + trip + "/decision")
                .then();
    }

    private ValidatableResponse explain(String reason) {
        return as("wang")
                .contentType("application/json")
                .body(Map.of("reason", reason))
                .post("/api/v1/trips/" + trip + "/backfill")
                .then();
    }

    private void found(String says) {
        Awaitility.await(says)
                .atMost(SOON)
                .untilAsserted(() -> as("wang")
                        .get("/api/v1/me/findings")
                        .then()
                        .statusCode(200)
                        .body("items.findAll { it.tripId == '" + trip + "' }.rule", equalTo(List.of("PR-07")))
                        .body("items.find { it.tripId == '" + trip + "' }.textEn.contains('" + says + "')", is(true)));
    }

    private void told(String kind) {
        Awaitility.await(kind)
                .atMost(SOON)
                .untilAsserted(() -> as("wang")
                        .get("/api/v1/messages")
                        .then()
                        .body("items.findAll { it.tripId == '" + trip + "' }.kind", hasItem(kind)));
    }

    private void assertHoldsNothing() throws SQLException {
        assertEquals(
                List.of(),
                rows(
                        "select r.id from (select id, state from vehicle.reservation union all "
                                + "select id, state from vehicle.bay_reservation union all "
                                + "select id, state from charging.reservation) r join trip.booking b on b.id = r.id "
                                + "where b.trip_id = ? and r.state in ('HELD', 'FIRM')",
                        trip));
        assertEquals(
                List.of(),
                rows(
                        "select h.id from ledger.transfer h where h.trip_id = ? and h.kind = 'HOLD' and not exists "
                                + "(select from ledger.transfer c where c.hold_id = h.id)",
                        trip));
    }
}
