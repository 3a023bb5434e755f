package org.twinloop.trip;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** A unit with two levels and a head: who is asked when, who stands in for whom, and who never decides twice. */
@QuarkusTest
class ApprovalChainApiTest extends MondayMorning {
    private static final int TONIGHT_MINUTES = 630;
    private static final Duration TELLING = Duration.ofSeconds(90);

    private final UUID trip = Ids.next();

    @BeforeEach
    void a_chain_of_two_levels_and_a_wish_for_the_evening() throws SQLException {
        publish(
                List.of(
                        Map.of(
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
                                60),
                        Map.of(
                                "nameZh",
                                "办公室",
                                "nameEn",
                                "office",
                                "people",
                                List.of(id("he")),
                                "fromLevels",
                                1,
                                "passOnMinutes",
                                60)),
                id("sun"));
    }

    @AfterEach
    void the_unit_has_no_chain_again_and_time_goes_on() throws SQLException {
        try (var owner = TestCity.owner();
                var sql = owner.createStatement()) {
            sql.executeUpdate("delete from trip.approval_chain");
            sql.executeUpdate("delete from identity.delegation");
        }
    }

    @Test
    void levels_agree_one_after_the_other_and_nobody_decides_two() throws SQLException {
        ask();
        decide("he", "APPROVE").statusCode(404);
        as("he").get("/api/v1/trips/" + trip).then().statusCode(404);

        decide("zhou", "APPROVE")
                .statusCode(200)
                .body("state", equalTo("SUBMITTED"))
                .body("approval.levels.state", contains("APPROVED", "OPEN"))
                .body("approval.levels[0].decidedBy", equalTo("周敏"));

        told("he", "trip.approval-asked");
        as("he").get("/api/v1/trips/" + trip)
                .then()
                .statusCode(200)
                .body("approval.levels[0].decidedBy", equalTo("周敏"));
        as("he").get("/api/v1/messages")
                .then()
                .body("items.decisionPath", hasItem("/api/v1/trips/" + trip + "/decision"));
        as("zhou").get("/api/v1/approvals?limit=200").then().body("items.id", not(hasItem(trip.toString())));
        as("he").get("/api/v1/approvals?limit=200").then().body("items.id", hasItem(trip.toString()));
        decide("zhou", "APPROVE").statusCode(200).body("state", equalTo("SUBMITTED"));
        decide("zhou", "REJECT").statusCode(403).body("type", equalTo("/problems/not-the-approver"));
        SQLException refused = assertThrows(
                SQLException.class,
                () -> update("update trip.approval_step set state = 'APPROVED', decided_by = '" + id("zhou")
                        + "' where trip_id = '" + trip + "' and level = 2"));
        assertTrue(refused.getMessage().contains("approval_step_one_level"), refused::getMessage);

        decide("he", "APPROVE").statusCode(200).body("state", equalTo("BOOKED"));
        decide("he", "APPROVE").statusCode(200).body("state", equalTo("BOOKED"));
    }

    @Test
    void a_level_that_does_not_answer_is_reminded_and_passed_on_up_to_the_head() {
        ask();
        city.pass(Duration.ofMinutes(31));
        told("zhou", "trip.approval-reminder");

        city.pass(Duration.ofMinutes(30));
        told("he", "trip.approval-passed-on");
        decide("zhou", "APPROVE").statusCode(403).body("type", equalTo("/problems/not-the-approver"));

        city.pass(Duration.ofMinutes(61));
        told("sun", "trip.approval-passed-on");
        decide("sun", "APPROVE")
                .statusCode(200)
                .body("state", equalTo("BOOKED"))
                .body("approval.levels.state", contains("PASSED_ON", "PASSED_ON", "APPROVED"));
    }

    @Test
    void a_deputy_decides_in_the_stead_of_who_handed_the_right_on_and_no_circle_is_made() {
        delegate("zhou", "qian").statusCode(200);
        delegate("qian", "zhou").statusCode(409).body("type", equalTo("/problems/delegation-circle"));
        delegate("zhou", "he").statusCode(409).body("type", equalTo("/problems/delegation-twice"));
        ask();

        as("zhou").get("/api/v1/approvals?limit=200").then().body("items.id", not(hasItem(trip.toString())));
        as("qian").get("/api/v1/approvals?limit=200").then().body("items.id", hasItem(trip.toString()));
        decide("zhou", "APPROVE").statusCode(403).body("type", equalTo("/problems/not-the-approver"));
        as("qian").get("/api/v1/trips/" + trip).then().statusCode(200);
        decide("qian", "APPROVE")
                .statusCode(200)
                .body("approval.levels[0].decidedBy", equalTo("钱志强"))
                .body("approval.levels[0].inSteadOf", equalTo("周敏"));
    }

    @Test
    void of_two_who_decide_at_once_one_is_heard() throws SQLException {
        publishOneOf("zhou", "he");
        ask();

        CompletableFuture<Integer> yes = CompletableFuture.supplyAsync(() -> status("zhou", "APPROVE"));
        CompletableFuture<Integer> no = CompletableFuture.supplyAsync(() -> status("he", "REJECT"));
        List<Integer> answers = List.of(yes.join(), no.join());

        assertEquals(1, answers.stream().filter(status -> status == 200).count(), answers::toString);
        String state = answers.get(0) == 200 ? "BOOKED" : "REJECTED";
        as("wang").get("/api/v1/trips/" + trip).then().body("state", equalTo(state));
        assertEquals(
                List.of("1"),
                rows("select count(*) from trip.approval_step where trip_id = ? and decided_by is not null", trip));
    }

    @Test
    void an_approval_and_the_end_of_its_time_do_not_both_win() throws SQLException {
        publishOneOf("zhou", "he");
        ask();
        city.pass(Duration.ofMinutes(239));

        CompletableFuture<Integer> yes = CompletableFuture.supplyAsync(() -> status("zhou", "APPROVE"));
        city.pass(Duration.ofMinutes(1));
        int answer = yes.join();

        TestCity.await("wang", trip, answer == 200 ? "BOOKED" : "EXPIRED");
        long held = rows(
                        "select r.id from vehicle.reservation r join trip.booking b on b.id = r.id "
                                + "where b.trip_id = ? and r.state in ('HELD', 'FIRM')",
                        trip)
                .size();
        assertEquals(answer == 200 ? 1 : 0, held);
    }

    @Test
    void a_request_that_is_taken_back_holds_nothing_and_awaits_nobody() {
        ask();

        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "会议取消"))
                .post("/api/v1/trips/" + trip + "/withdraw")
                .then()
                .statusCode(200)
                .body("phase", equalTo("WITHDRAWN"))
                .body("heldFen", is(0))
                .body("approval.levels.state", contains("CLOSED", "CLOSED"));

        as("zhou").get("/api/v1/approvals?limit=200").then().body("items.id", not(hasItem(trip.toString())));
        decide("zhou", "APPROVE").statusCode(409).body("type", equalTo("/problems/wrong-state"));
    }

    private void ask() {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", TONIGHT_MINUTES, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS")))
                .statusCode(201)
                .body("state", equalTo("SUBMITTED"))
                .body("approval.levels[0].state", equalTo("OPEN"));
    }

    private void publishOneOf(String... logins) {
        city.pass(Duration.ofMinutes(1));
        publish(
                List.of(Map.of(
                        "nameZh",
                        "负责人",
                        "nameEn",
                        "heads",
                        "people",
                        java.util.Arrays.stream(logins)
                                .map(ApprovalChainApiTest::id)
                                .toList(),
                        "fromLevels",
                        1)),
                null);
    }

    private void publish(List<Map<String, Object>> levels, String head) {
        Map<String, Object> body = new HashMap<>();
        body.put("unitCode", "GOA-01");
        body.put("from", city.now().plusSeconds(30).toString());
        body.put("levels", levels);
        body.put("headId", head);
        as("admin")
                .contentType("application/json")
                .body(body)
                .put("/api/v1/approval-chains/" + Ids.next())
                .then()
                .statusCode(200);
        city.pass(Duration.ofSeconds(30));
    }

    private ValidatableResponse delegate(String from, String to) {
        return as(from).contentType("application/json")
                .body(Map.of(
                        "kind", "APPROVE",
                        "toPersonId", id(to),
                        "from", city.now().toString(),
                        "until", city.now().plus(Duration.ofDays(2)).toString(),
                        "reason", "外出培训"))
                .put("/api/v1/delegations/" + Ids.next())
                .then();
    }

    private int status(String login, String decision) {
        return decide(login, decision).extract().statusCode();
    }

    private ValidatableResponse decide(String login, String decision) {
        return as(login)
                .contentType("application/json")
                .body(Map.of("decision", decision, "reason", "按规定"))
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

    private static String id(String login) {
        return as(login).get("/api/v1/me").path("id");
    }

    private static void update(String statement) throws SQLException {
        try (var owner = TestCity.owner();
                var sql = owner.createStatement()) {
            sql.executeUpdate(statement);
        }
    }
}
