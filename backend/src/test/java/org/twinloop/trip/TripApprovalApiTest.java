package org.twinloop.trip;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
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
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** A trip outside policy over the API: somebody else is told and decides, or nobody does and the time runs out. */
@QuarkusTest
class TripApprovalApiTest extends MondayMorning {
    private static final int TONIGHT_MINUTES = 630;
    private static final Duration TELLING = Duration.ofSeconds(90);

    private ValidatableResponse plan;
    private Map<String, Object> body;
    private final UUID trip = Ids.next();

    @BeforeEach
    void a_wish_for_half_past_eight_in_the_evening() throws SQLException {
        plan = city.plan("wang", "PL-G01", "PL-G03", TONIGHT_MINUTES, 2);
        body = request(plan, selfDrive(plan, "OURS"));
    }

    @Test
    void the_approver_is_told_and_agrees_and_the_trip_is_booked() throws SQLException {
        submit("wang", trip, body)
                .statusCode(201)
                .body("state", equalTo("SUBMITTED"))
                .body("policy.outcome", equalTo("NEEDS_APPROVAL"))
                .body("approval.expiresAt", notNullValue())
                .body("legs.bookings.flatten().state", everyItem(equalTo("HELD")));
        told("zhou", "trip.submitted");
        as("zhou").get("/api/v1/approvals?limit=200").then().statusCode(200).body("items.id", hasItem(trip.toString()));
        unlockIsRefused();

        decide("zhou", "APPROVE", "同意，按时返回")
                .statusCode(200)
                .body("state", equalTo("BOOKED"))
                .body("approval.decidedBy", equalTo("周敏"))
                .body("legs.bookings.flatten().state", everyItem(equalTo("FIRM")));

        told("wang", "trip.approved");
        told("wang", "trip.booked");
        as("zhou").get("/api/v1/approvals?limit=200").then().body("items.id", not(hasItem(trip.toString())));
        decide("zhou", "APPROVE", "同意，按时返回").statusCode(200);
        decide("zhou", "REJECT", "改主意了").statusCode(409).body("type", equalTo("/problems/wrong-state"));
        assertEquals(held(), List.of("FIRM", "FIRM"));
    }

    @Test
    void a_rejected_trip_holds_nothing_and_the_traveller_reads_why() throws SQLException {
        submit("wang", trip, body).statusCode(201);

        decide("zhou", "REJECT", "请改乘地铁")
                .statusCode(200)
                .body("state", equalTo("REJECTED"))
                .body("closedReason", equalTo("请改乘地铁"))
                .body("heldFen", is(0));

        assertHoldsNothing();
        told("wang", "trip.rejected");
    }

    @Test
    void a_returned_request_holds_nothing_and_can_be_sent_again_under_a_new_id() throws SQLException {
        submit("wang", trip, body).statusCode(201);

        decide("zhou", "RETURN", "请补充事由").statusCode(200).body("state", equalTo("RETURNED"));

        assertHoldsNothing();
        told("wang", "trip.returned");
        submit("wang", Ids.next(), body).statusCode(201).body("state", equalTo("SUBMITTED"));
    }

    @Test
    void nobody_approves_their_own_trip() throws SQLException {
        ValidatableResponse own = city.plan("zhou", "PL-G01", "PL-G03", TONIGHT_MINUTES, 2);
        submit("zhou", trip, request(own, selfDrive(own, "OURS")))
                .statusCode(201)
                .body("state", equalTo("SUBMITTED"));

        as("zhou").get("/api/v1/approvals?limit=200").then().body("items.id", not(hasItem(trip.toString())));
        decide("zhou", "APPROVE", "同意").statusCode(403).body("type", equalTo("/problems/own-trip"));

        assertEquals(List.of("SUBMITTED"), rows("select state from trip.trip where id = ?", trip));
        assertDatabaseRefuses("zhou");
    }

    @Test
    void nobody_approves_a_trip_they_ride_along_on() throws SQLException {
        String zhou = as("zhou").get("/api/v1/me").path("id");
        body.put("passengers", List.of(Map.of("name", "王建国"), Map.of("personId", zhou)));
        submit("wang", trip, body).statusCode(201).body("state", equalTo("SUBMITTED"));

        as("zhou").get("/api/v1/approvals?limit=200").then().body("items.id", not(hasItem(trip.toString())));
        decide("zhou", "APPROVE", "同意").statusCode(403).body("type", equalTo("/problems/own-trip"));

        assertDatabaseRefuses("zhou");
    }

    @Test
    void an_approver_of_another_unit_finds_no_such_trip() {
        submit("wang", trip, body).statusCode(201);

        decide("approver01", "APPROVE", "同意").statusCode(404);
        decide("wang", "APPROVE", "同意").statusCode(403);
    }

    @Test
    void when_nobody_decides_the_holds_end_and_the_traveller_is_told() throws SQLException {
        submit("wang", trip, body).statusCode(201);
        city.pass(Duration.ofHours(3));
        as("wang").get("/api/v1/trips/" + trip).then().body("state", equalTo("SUBMITTED"));

        city.pass(Duration.ofHours(1));

        TestCity.await("wang", trip, "EXPIRED");
        assertHoldsNothing();
        told("wang", "trip.expired");
        decide("zhou", "APPROVE", "同意").statusCode(409).body("type", equalTo("/problems/wrong-state"));
    }

    @Test
    void an_approval_given_late_takes_no_notice_from_a_request_that_came_in_time() throws SQLException {
        city.at("2026-11-23T20:10");
        ValidatableResponse driven = city.plan("wang", "PL-G01", "PL-G03", 36, 2);
        submit("wang", trip, request(driven, TestCity.option(driven, "CHAUFFEUR")))
                .statusCode(201)
                .body("state", equalTo("SUBMITTED"));
        city.pass(Duration.ofMinutes(20));

        decide("zhou", "APPROVE", "同意").statusCode(200);
    }

    @Test
    void an_approval_asks_policy_once_more() throws SQLException {
        submit("wang", trip, body).statusCode(201);
        assertEquals(
                1, update("update identity.person set licence_valid_until = date '2026-01-01' where login = 'wang'"));
        try {
            decide("zhou", "APPROVE", "同意")
                    .statusCode(409)
                    .body("type", equalTo("/problems/blocked-by-policy"))
                    .body("errors.pointer", hasItem("/policy/PR-47"));
        } finally {
            update("update identity.person set licence_valid_until = date '2031-06-30' where login = 'wang'");
        }
        as("wang").get("/api/v1/trips/" + trip).then().body("state", equalTo("SUBMITTED"));
    }

    private void unlockIsRefused() {
        as("wang")
                .contentType("application/json")
                .body(Map.of("assetNo", "TL-0000", "commandId", Ids.next()))
                .post("/api/v1/trips/" + trip + "/unlock")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/not-approved"));
    }

    private ValidatableResponse decide(String login, String decision, String reason) {
        return as(login)
                .contentType("application/json")
                .body(Map.of("decision", decision, "reason", reason))
                .post("/api/v1/trips/" + trip + "/decision")
                .then();
    }

    private void told(String login, String kind) {
        Awaitility.await(kind + " in the inbox of " + login)
                .atMost(TELLING)
                .until(() -> as(login)
                        .get("/api/v1/messages")
                        .jsonPath()
                        .getList("items.findAll { it.tripId == '" + trip + "' }.kind")
                        .contains(kind));
    }

    private List<String> held() throws SQLException {
        return rows(
                "select r.state from (select id, state from vehicle.reservation union all "
                        + "select id, state from vehicle.bay_reservation) r join trip.booking b on b.id = r.id "
                        + "where b.trip_id = ?",
                trip);
    }

    private void assertHoldsNothing() throws SQLException {
        as("wang")
                .get("/api/v1/trips/" + trip)
                .then()
                .body("heldFen", is(0))
                .body("legs.state", everyItem(equalTo("RELEASED")))
                .body("legs.bookings.flatten().state", everyItem(equalTo("RELEASED")));
        assertTrue(held().stream().noneMatch(state -> state.equals("HELD") || state.equals("FIRM")), held()::toString);
        assertEquals(
                List.of(),
                rows(
                        "select r.id from charging.reservation r join trip.booking b on b.id = r.id "
                                + "where b.trip_id = ? and r.state in ('HELD', 'FIRM')",
                        trip));
        assertEquals(
                List.of("1"),
                rows(
                        "select count(*) from ledger.transfer v join ledger.transfer h on h.id = v.hold_id "
                                + "where h.trip_id = ? and v.kind = 'VOID'",
                        trip));
    }

    /** The last line of defence: the same decision written beside the service. */
    private void assertDatabaseRefuses(String login) {
        SQLException refused = assertThrows(
                SQLException.class,
                () -> update("update trip.approval set decision = 'APPROVE', decided_at = now(), decided_by = "
                        + "(select id from identity.person where login = '" + login + "') where trip_id = '" + trip
                        + "'"));
        assertEquals("23514", refused.getSQLState());
        assertTrue(refused.getMessage().contains("approval_not_own")
                || refused.getMessage().contains("rides along"));
    }

    private static int update(String statement) throws SQLException {
        try (var owner = TestCity.owner();
                var sql = owner.createStatement()) {
            return sql.executeUpdate(statement);
        }
    }
}
