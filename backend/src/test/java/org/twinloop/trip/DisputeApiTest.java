package org.twinloop.trip;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.rows;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.identity.Role;
import org.twinloop.isolation.Cast;
import org.twinloop.journal.Journal;

/** A dispute leads somewhere: heard, decided by somebody else, and not paid before. */
@QuarkusTest
class DisputeApiTest extends MondayMorning {
    private static final String NET = "select sum(case when t.kind = 'POST' then amount_fen else -amount_fen end)"
            + "::text from ledger.transfer t where t.trip_id = ? and (t.kind = 'POST' "
            + "or t.kind = 'DIRECT' and t.operator_id is not null)";
    private static final String WAITS = "select coalesce(sum(h.amount_fen), 0)::text from ledger.transfer h "
            + "where h.trip_id = ? and h.kind = 'HOLD' "
            + "and not exists (select from ledger.transfer c where c.hold_id = h.id)";

    @Inject
    Cast cast;

    @Inject
    Database database;

    @Inject
    Journal journal;

    @Test
    void a_disputed_amount_waits_until_the_operator_was_heard_and_somebody_else_decided() throws SQLException {
        DrivenRide ride = new DrivenRide(city, cast, database, journal);
        int total = ride.drive();
        signOff(ride, Map.of("verdict", "ACCEPT", "claim", Map.of("item", "PARKING")))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/claim"));

        signOff(
                        ride,
                        Map.of(
                                "verdict", "DISPUTE",
                                "reason", "没有停车",
                                "claim", Map.of("item", "PARKING", "claimedFen", total - 1000)))
                .statusCode(200);

        String id = opened(ride)
                .body("disputedFen", equalTo(1000))
                .body("item", equalTo("PARKING"))
                .extract()
                .path("id");
        assertEquals(List.of(String.valueOf(total - 1000)), rows(NET, ride.trip), "not paid");
        assertEquals(List.of("1000"), rows(WAITS, ride.trip), "nor to be spent otherwise");
        nobodyDecidesBeforeTheOperatorWasHeard(ride, id, total);
        nothingButAnAmountInDisputeIsDecided(id, total);

        Map<String, Object> decision = Map.of("outcome", "CORRECTED", "paysFen", total - 500, "reason", "票据五元");
        decide("chen", id, decision).statusCode(200).body("state", equalTo("CORRECTED"));

        decide("chen", id, decision).statusCode(200);
        decide("chen", id, Map.of("outcome", "REFUSED", "reason", "改变主意"))
                .statusCode(409)
                .body("type", containsString("dispute-closed"));
        assertEquals(List.of(String.valueOf(total - 500)), rows(NET, ride.trip));
        assertEquals(List.of("0"), rows(WAITS, ride.trip));
        assertEquals(
                List.of("dispute.opened", "dispute.answered", "dispute.decided"),
                rows(
                        "select type from journal.event where trip_id = ? and type like 'dispute.%' order by id",
                        ride.trip));
        as("chen").get("/api/v1/disputes?limit=200").then().body("items.id", not(hasItem(id)));
        theTravellerIsTold(ride, total - 500);
    }

    private void nobodyDecidesBeforeTheOperatorWasHeard(DrivenRide ride, String id, int total) {
        as("chen").get("/api/v1/disputes?limit=200").then().statusCode(200).body("items.id", hasItem(id));
        as("wang").get("/api/v1/disputes").then().statusCode(403);
        String mine = "items.find { it.id == '" + id + "' }";
        given().header("Authorization", "Bearer " + ride.partner)
                .get("/api/v1/disputes?limit=200")
                .then()
                .body(mine + ".orderId", equalTo(ride.order.toString()))
                .body(mine + ".tripId", nullValue());
        decide("wang", id, Map.of("outcome", "UPHELD", "reason", "本人裁定")).statusCode(403);
        decide("chen", id, Map.of("outcome", "REFUSED", "reason", "尚未听取运营商"))
                .statusCode(409)
                .body("type", containsString("dispute-not-ready"));
        answer(other(ride), id, answer(800L)).statusCode(404);
        answer(ride.partner, id, answer((long) total + 1))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/offeredFen"));
        Map<String, Object> offer = answer((long) total - 500);
        answer(ride.partner, id, offer).statusCode(200).body("state", equalTo("ANSWERED"));
        answer(ride.partner, id, offer).statusCode(200);
        answer(ride.partner, id, answer((long) total)).statusCode(409).body("type", containsString("dispute-closed"));
    }

    private static void nothingButAnAmountInDisputeIsDecided(String id, int total) {
        decide("chen", id, Map.of("outcome", "CORRECTED", "reason", "票据五元"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/paysFen"));
        decide("chen", id, Map.of("outcome", "CORRECTED", "paysFen", total - 1001, "reason", "票据五元"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/paysFen"));
    }

    private static void theTravellerIsTold(DrivenRide ride, int pays) {
        as("wang")
                .get("/api/v1/trips/" + ride.trip + "/receipt")
                .then()
                .body("postedFen", equalTo(pays))
                .body("explanationZh", containsString("异议处理"));
        told(ride, "dispute.decided");
        Awaitility.await("the trip knows")
                .atMost(DrivenRide.SOON)
                .until(() -> as("wang")
                        .get("/api/v1/trips/" + ride.trip)
                        .path("confirmation.how")
                        .equals("DECIDED"));
        as("wang").get("/api/v1/trips/" + ride.trip).then().body("receiptFen", equalTo(pays));
    }

    @Test
    void a_silent_operator_is_passed_over_when_its_time_is_over() throws SQLException {
        DrivenRide ride = new DrivenRide(city, cast, database, journal);
        int total = ride.drive();
        signOff(ride, Map.of("verdict", "DISPUTE", "reason", "里程不符")).statusCode(200);
        String id = opened(ride).body("disputedFen", equalTo(total)).extract().path("id");
        assertEquals(List.of("0"), rows(NET, ride.trip));

        update("update settlement.dispute set due_at = opened_at where id = '" + id + "'");

        Awaitility.await("it is passed on")
                .atMost(DrivenRide.SOON)
                .until(() ->
                        as("li").get("/api/v1/trips/" + ride.trip + "/dispute").path("overdue"));
        update("insert into trip.passenger (trip_id, ordinal, unit_id, person_id) select t.id, 9, t.unit_id, p.id "
                + "from trip.trip t, identity.person p where p.login = 'chen' and t.id = '" + ride.trip + "'");
        decide("chen", id, Map.of("outcome", "REFUSED", "reason", "同车人裁定"))
                .statusCode(403)
                .body("type", containsString("own-dispute"));
        decide("li", id, Map.of("outcome", "REFUSED", "reason", "里程与定位一致")).statusCode(200);
        assertEquals(List.of(String.valueOf(total)), rows(NET, ride.trip));
        assertEquals(
                List.of("dispute.opened", "dispute.overdue", "dispute.decided"),
                rows(
                        "select type from journal.event where trip_id = ? and type like 'dispute.%' order by id",
                        ride.trip));
    }

    @Test
    void a_dispute_that_is_taken_back_pays_all_and_one_that_is_upheld_nothing_of_it() throws SQLException {
        DrivenRide ride = new DrivenRide(city, cast, database, journal);
        int total = ride.drive();
        Map<String, Object> toll = Map.of(
                "verdict", "DISPUTE",
                "reason", "未走高速",
                "claim", Map.of("item", "TOLL", "claimedFen", total - 1500));
        signOff(ride, toll).statusCode(200);
        opened(ride);

        signOff(ride, Map.of("verdict", "ACCEPT")).statusCode(200).body("confirmation.how", equalTo("TRAVELLER"));

        awaitState(ride, "WITHDRAWN");
        assertEquals(List.of(String.valueOf(total)), rows(NET, ride.trip));
        assertEquals(List.of("0"), rows(WAITS, ride.trip));

        signOff(ride, toll).statusCode(200);
        awaitState(ride, "OPEN");
        String id = opened(ride).extract().path("id");
        Map<String, Object> agreed = new HashMap<>(Map.of("agrees", true, "statement", "误收，同意"));
        answer(ride.partner, id, agreed).statusCode(200);
        decide("chen", id, Map.of("outcome", "UPHELD", "reason", "运营商同意")).statusCode(200);
        assertEquals(List.of(String.valueOf(total - 1500)), rows(NET, ride.trip));
        assertEquals(List.of("0"), rows(WAITS, ride.trip));
    }

    private static Map<String, Object> answer(Long offered) {
        return Map.of("agrees", false, "offeredFen", offered, "statement", "票据已补传");
    }

    private ValidatableResponse opened(DrivenRide ride) {
        Awaitility.await("the case with its money")
                .atMost(DrivenRide.SOON)
                .until(() -> as("wang")
                                .get("/api/v1/trips/" + ride.trip + "/dispute")
                                .path("paidFen")
                        != null);
        return as("wang")
                .get("/api/v1/trips/" + ride.trip + "/dispute")
                .then()
                .statusCode(200)
                .body("state", equalTo("OPEN"));
    }

    private static void awaitState(DrivenRide ride, String state) {
        Awaitility.await(state)
                .atMost(DrivenRide.SOON)
                .until(() -> state.equals(as("wang")
                        .get("/api/v1/trips/" + ride.trip + "/dispute")
                        .path("state")));
    }

    private static void told(DrivenRide ride, String template) {
        Awaitility.await(template)
                .atMost(DrivenRide.SOON)
                .until(() -> rows(
                                        "select id::text from notification.message where trip_id = ? and template = '"
                                                + template + "'",
                                        ride.trip)
                                .size()
                        == 1);
    }

    private String other(DrivenRide ride) {
        String code = "EVC".equals(ride.company) ? cast.newPartner() : "EVC";
        return cast.hire(cast.partner(code), Set.of(Role.PARTNER)).get(0).token();
    }

    private static ValidatableResponse answer(String token, String id, Map<String, Object> body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/disputes/" + id + "/answer")
                .then();
    }

    private static ValidatableResponse decide(String login, String id, Map<String, Object> body) {
        return as(login)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/disputes/" + id + "/decision")
                .then();
    }

    private static ValidatableResponse signOff(DrivenRide ride, Map<String, Object> body) {
        return as("wang")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/trips/" + ride.trip + "/sign-off")
                .then();
    }

    private static void update(String statement) throws SQLException {
        try (Connection owner = TestCity.owner();
                Statement sql = owner.createStatement()) {
            sql.executeUpdate(statement);
        }
    }
}
