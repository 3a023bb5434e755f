package org.twinloop.trip.heal;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.trip.MondayMorning;

/** Whom an operator lets down is offered something else. */
@QuarkusTest
class DeclineOfferTest extends MondayMorning {
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final int SOON_MINUTES = 30;

    @Inject
    HealSweep sweep;

    @Inject
    Database database;

    @Inject
    Journal journal;

    private final UUID trip = Ids.next();

    @Test
    void a_ride_its_operator_declines_is_planned_anew_and_offered_once_and_can_be_booked() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", SOON_MINUTES, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS"))).statusCode(201);
        decline();

        Awaitility.await("the offer").atMost(WAIT).until(() -> {
            sweep.offerDeclined().await().atMost(WAIT);
            return rows("select outcome from trip.heal where trip_id = ?", trip).equals(List.of("OFFERED"));
        });
        assertEquals(0, sweep.offerDeclined().await().atMost(WAIT));

        assertEquals(List.of("1"), events("trip.decline-offered"));
        as("wang").get("/api/v1/trips/" + trip).then().body("state", equalTo("DECLINED"));
        String told = "select p.body::jsonb %s from journal.event e join journal.payload p on p.event_id = e.id "
                + "where e.trip_id = ? and e.type = 'trip.decline-offered'";
        Map<String, Object> body = new HashMap<>(
                request(city.plan("wang", "PL-G01", "PL-G03", SOON_MINUTES, 2), Map.of("id", "set below")));
        body.put("planId", rows(told.formatted("->> 'planId'"), trip).get(0));
        body.put(
                "optionId",
                rows(told.formatted("-> 'options' -> 0 ->> 'optionId'"), trip).get(0));
        submit("wang", Ids.next(), body).statusCode(201);
    }

    @Test
    void one_of_what_is_offered_is_taken_by_one_change_and_nothing_else_can_be() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", SOON_MINUTES, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS"))).statusCode(201);
        offer("wang").statusCode(404);
        decline();
        Awaitility.await("the offer").atMost(WAIT).until(() -> {
            sweep.offerDeclined().await().atMost(WAIT);
            return rows("select outcome from trip.heal where trip_id = ?", trip).equals(List.of("OFFERED"));
        });
        offer("qian").statusCode(404);
        String told = "select o ->> 'optionId' from journal.event e join journal.payload p on p.event_id = e.id, "
                + "jsonb_array_elements(p.body::jsonb -> 'options') o "
                + "where e.trip_id = ? and e.type = 'trip.decline-offered'";
        ValidatableResponse offer = offer("wang").statusCode(200).body("options.optionId", equalTo(rows(told, trip)));
        String option = offer.extract().path("options.find { !it.needsApproval }.optionId");
        ValidatableResponse other = city.plan("wang", "PL-G01", "PL-G03", SOON_MINUTES, 2);
        take(Ids.next(), other.extract().path("id"), (String)
                        selfDrive(other, "OURS").get("id"))
                .statusCode(409)
                .body("type", equalTo("/problems/wrong-state"));

        UUID change = Ids.next();
        take(change, offer.extract().path("planId"), option).statusCode(200);

        take(change, offer.extract().path("planId"), option).statusCode(200);
        as("wang")
                .get("/api/v1/trips/" + trip)
                .then()
                .body("option.id", equalTo(option))
                .body("closedReason", nullValue())
                .body("state", oneOf("BOOKED", "PENDING_PARTNER"));
        offer("wang").statusCode(404);
        assertEquals(
                List.of("1"),
                rows(
                        "select count(*) from ledger.transfer h where h.trip_id = ? and h.kind = 'HOLD' "
                                + "and not exists (select from ledger.transfer c where c.hold_id = h.id)",
                        trip));
    }

    private ValidatableResponse offer(String login) {
        return as(login).get("/api/v1/trips/" + trip + "/offer").then();
    }

    private ValidatableResponse take(UUID change, String plan, String option) {
        return as("wang")
                .contentType("application/json")
                .body(Map.of("planId", plan, "optionId", option, "reason", "改用平台提供的方案"))
                .put("/api/v1/trips/" + trip + "/changes/" + change)
                .then();
    }

    /** As a partner's answer comes. */
    private void decline() throws SQLException {
        String booking = rows("select id from trip.booking where trip_id = ? and kind = 'CAR'", trip)
                .get(0);
        UUID unit = UUID.fromString(
                rows("select unit_id from trip.trip where id = ?", trip).get(0));
        database.apart(
                        Scope.SYSTEM,
                        () -> journal.append(Event.of("partner.hold-declined")
                                .subject("booking", UUID.fromString(booking))
                                .unit(unit)
                                .trip(trip)
                                .payload(Map.of("bookingId", booking, "reason", "no car"))))
                .await()
                .atMost(WAIT);
        Awaitility.await("the trip is declined")
                .atMost(WAIT)
                .until(() ->
                        rows("select state from trip.trip where id = ?", trip).equals(List.of("DECLINED")));
    }

    private List<String> events(String type) throws SQLException {
        return rows("select count(*) from journal.event where trip_id = ? and type = ?", trip, type);
    }
}
