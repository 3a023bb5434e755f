package org.twinloop.trip.pool;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.rows;

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

/** Wang and He share a car, and whoever rode along did so for a purpose that is decided about afterwards. */
@QuarkusTest
class PoolAfterwardsTest extends PoolCase {
    private static final Duration RIDE = Duration.ofMinutes(40);
    private static final String EARLY = "insert into trip.approval (trip_id, unit_id, traveller_id, actor_id, "
            + "requested_at, expires_at, version, after_trip) select id, unit_id, traveller_id, actor_id, created_at, "
            + "created_at + interval '1 day', 0, true from trip.trip where id = ? returning trip_id";

    private UUID host;
    private UUID guest;

    /** Such a purpose is pooled where a unit wants it; the settings of these tests do not. */
    @BeforeEach
    void two_go_in_one_car() throws SQLException {
        UUID wang = book("wang", 0);
        UUID he = book("he", 5);
        String id = merged(wang, "wang", "he");
        host = UUID.fromString(rows(HOST_OF, UUID.fromString(id)).get(0));
        guest = host.equals(wang) ? he : wang;
        rows("update trip.trip set purpose_category = 'EMERGENCY_DUTY' where id = ? returning id", guest);
    }

    @AfterEach
    void nobody_stands_in_for_anybody() throws SQLException {
        rows("delete from identity.delegation returning id");
    }

    @Test
    void who_rode_along_is_decided_about_when_the_shared_ride_is_over() throws SQLException {
        SQLException early = assertThrows(SQLException.class, () -> rows(EARLY, guest));
        assertTrue(early.getMessage().contains("is not over"), early::getMessage);

        ride();
        asked();

        as("zhou")
                .get("/api/v1/approvals?limit=200")
                .then()
                .body("items.id", hasItem(guest.toString()))
                .body("items.id", not(hasItem(host.toString())));
        decide("zhou", "REJECT", "当日并无应急值守任务")
                .statusCode(200)
                .body("phase", equalTo("CANCELLED"))
                .body("approval.decision", equalTo("REJECT"));

        found("The approver did not agree");
        trip(host).body("approval", nullValue());
    }

    @Test
    void nobody_who_sat_in_the_car_decides_about_it() throws SQLException {
        String beside = booked.get(host);
        ride();
        asked();
        as("zhou")
                .contentType("application/json")
                .body(Map.of(
                        "kind", "APPROVE",
                        "toPersonId", as(beside).get("/api/v1/me").path("id"),
                        "from", city.now().toString(),
                        "until", city.now().plus(Duration.ofDays(2)).toString(),
                        "reason", "外出培训"))
                .put("/api/v1/delegations/" + Ids.next())
                .then()
                .statusCode(200);

        as(beside).get("/api/v1/approvals?limit=200").then().body("items.id", not(hasItem(guest.toString())));
        decide(beside, "APPROVE", "情况属实").statusCode(403).body("type", equalTo("/problems/own-trip"));
        SQLException refused = assertThrows(
                SQLException.class,
                () -> rows(
                        "update trip.approval a set decision = 'APPROVE', decided_at = requested_at, decided_by = "
                                + "(select traveller_id from trip.trip where id = ?) where trip_id = ? "
                                + "returning trip_id",
                        host,
                        guest));
        assertTrue(refused.getMessage().contains("rides along"), refused::getMessage);
    }

    @Test
    void silence_about_who_rode_along_is_a_finding_too() throws SQLException {
        ride();
        asked();

        city.pass(Duration.ofDays(3));

        found("Nobody decided about the ride");
        assertEquals(List.of("CANCELLED"), states(guest));
    }

    /** The car was handed back, as the fleet desk says for a car that tells nothing. */
    private void ride() throws SQLException {
        city.pass(Duration.ofMinutes(TOMORROW_MINUTES));
        rows(
                "update trip.trip set state = 'IN_PROGRESS', started_at = depart_at where id = ? and state = 'BOOKED' "
                        + "returning id",
                host);
        city.pass(RIDE);
        post("li", "/api/v1/trips/" + host + "/end-override", Map.of("reason", "车辆失联，电话确认已停回"))
                .then()
                .statusCode(200);
    }

    private void asked() {
        Awaitility.await("the chain is asked")
                .atMost(WAIT)
                .untilAsserted(() -> trip(guest).body("approval.levels.state", equalTo(List.of("OPEN"))));
    }

    private ValidatableResponse trip(UUID id) {
        return as(booked.get(id)).get("/api/v1/trips/" + id).then().statusCode(200);
    }

    private ValidatableResponse decide(String login, String decision, String reason) {
        return post(login, "/api/v1/trips/" + guest + "/decision", Map.of("decision", decision, "reason", reason))
                .then();
    }

    private void found(String says) {
        Awaitility.await(says)
                .atMost(WAIT)
                .untilAsserted(() -> as(booked.get(guest))
                        .get("/api/v1/me/findings")
                        .then()
                        .statusCode(200)
                        .body(
                                "items.find { it.tripId == '" + guest + "' && it.rule == 'PR-07' }.textEn",
                                containsString(says)));
    }
}
