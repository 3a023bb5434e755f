package org.twinloop.trip;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** Planning, requesting and giving up a trip over the public API, on a real database with the sample city. */
@QuarkusTest
class TripApiTest extends MondayMorning {
    private static final String CITY_HALL = "PL-G01";
    private static final String EXPO_OFFICES = "PL-G03";

    @Test
    void a_plan_offers_what_is_there_and_says_why_not() {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 40, 2);

        plan.statusCode(201)
                .body("options.mode", hasItems("EV", "CHAUFFEUR", "TRANSIT_ESTIMATE"))
                .body("options.labels.flatten()", hasItems("FASTEST", "CHEAPEST", "GREENEST"))
                .body("options.legs.flatten().distanceM", everyItem(greaterThanOrEqualTo(0)))
                .body("rejected.mode", hasItem("WALK"))
                .body("rejected.find { it.mode == 'WALK' }.code", equalTo("TOO_FAR"));
        Map<String, Object> car = selfDrive(plan, "OURS");
        assertTrue((int) car.get("priceFen") > 0);
        assertTrue((int) car.get("holdFen") >= (int) car.get("priceFen"));
        assertTrue(((Number) car.get("arrivalSocPercent")).doubleValue()
                >= ((Number) car.get("socReservePercent")).doubleValue());
        assertEquals("IN_POLICY", ((Map<?, ?>) car.get("policy")).get("outcome"), () -> car.toString());
    }

    @Test
    void an_option_shown_for_comparison_says_why_and_cannot_be_requested() {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 40, 2);
        Map<String, Object> transit = TestCity.option(plan, "TRANSIT_ESTIMATE");

        assertEquals(false, transit.get("bookable"));
        assertEquals("ESTIMATE", ((Map<?, ?>) transit.get("notBookable")).get("code"));
        submit("wang", Ids.next(), request(plan, transit))
                .statusCode(409)
                .body("type", equalTo("/problems/option-not-bookable"));
    }

    @Test
    void the_same_plan_call_gives_the_same_plan_and_another_body_is_refused() {
        Map<String, Object> body = Map.of(
                "id", Ids.next(),
                "from", Map.of("placeId", CITY_HALL),
                "to", Map.of("lon", 121.4900, "lat", 31.2400, "name", "外滩"),
                "departAt", city.now().plusSeconds(1800).toString(),
                "passengers", 1);
        String first = city.plan("wang", body).statusCode(201).extract().asString();

        assertEquals(first, city.plan("wang", body).statusCode(201).extract().asString());
        Map<String, Object> other = new java.util.HashMap<>(body);
        other.put("passengers", 2);
        city.plan("wang", other).statusCode(409).body("type", equalTo("/problems/conflict"));
    }

    @Test
    void what_is_answered_to_a_request_is_what_is_read_afterwards() {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 5, 2);
        UUID trip = Ids.next();

        String answered = submit("wang", trip, request(plan, selfDrive(plan, "OURS")))
                .statusCode(201)
                .extract()
                .asString();

        assertEquals(
                answered,
                as("wang").get("/api/v1/trips/" + trip).then().extract().asString());
    }

    @Test
    void a_trip_in_policy_with_a_car_of_ours_is_booked_at_once() throws SQLException {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 5, 2);
        Map<String, Object> option = selfDrive(plan, "OURS");
        UUID trip = Ids.next();

        submit("wang", trip, request(plan, option))
                .statusCode(201)
                .body("state", equalTo("BOOKED"))
                .body("quotedFen", equalTo(option.get("priceFen")))
                .body("heldFen", equalTo(option.get("holdFen")))
                .body("policy.outcome", equalTo("IN_POLICY"))
                .body("legs.bookings.flatten().kind", hasItems("CAR", "BAY"))
                .body("legs.bookings.flatten().state", everyItem(equalTo("FIRM")))
                .body("legs.bookings.flatten().find { it.kind == 'BAY' }.stop.bayCode", notNullValue());

        assertEquals(
                List.of(String.valueOf(option.get("holdFen"))),
                rows("select amount_fen from ledger.transfer where trip_id = ? and kind = 'HOLD'", trip));
        assertEquals(
                List.of("FIRM"),
                rows(
                        "select r.state from vehicle.reservation r join trip.booking b on b.id = r.id "
                                + "where b.trip_id = ?",
                        trip));
        assertEquals(List.of("trip.booked"), rows("select type from journal.event where trip_id = ?", trip));
    }

    @Test
    void a_repeated_request_gives_the_same_answer_and_another_body_is_refused() throws SQLException {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 5, 2);
        Map<String, Object> body = request(plan, selfDrive(plan, "OURS"));
        UUID trip = Ids.next();
        String first = submit("wang", trip, body).statusCode(201).extract().asString();

        assertEquals(first, submit("wang", trip, body).statusCode(200).extract().asString());
        assertEquals(List.of("1"), rows("select count(*) from ledger.transfer where trip_id = ?", trip));

        body.put("note", "改一个字");
        submit("wang", trip, body).statusCode(409).body("type", equalTo("/problems/conflict"));
    }

    @Test
    void a_cancelled_trip_holds_nothing() throws SQLException {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 5, 2);
        UUID trip = Ids.next();
        submit("wang", trip, request(plan, selfDrive(plan, "OURS"))).statusCode(201);

        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "会议改期"))
                .post("/api/v1/trips/" + trip + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("CANCELLED"))
                .body("heldFen", is(0))
                .body("legs.bookings.flatten().state", everyItem(equalTo("RELEASED")));
        assertEquals(
                List.of("VOID", "HOLD"),
                rows("select kind from ledger.transfer where trip_id = ? order by hold_id nulls last", trip));
        assertEquals(
                List.of("RELEASED"),
                rows(
                        "select r.state from vehicle.reservation r join trip.booking b on b.id = r.id "
                                + "where b.trip_id = ?",
                        trip));
    }

    @Test
    void a_purpose_that_says_nothing_is_blocked_with_the_rule_and_what_would_pass() {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 5, 2);
        Map<String, Object> body = request(plan, selfDrive(plan, "OURS"));
        body.put("purpose", Map.of("category", "MEETING", "text", "会议"));

        submit("wang", Ids.next(), body)
                .statusCode(409)
                .body("type", equalTo("/problems/blocked-by-policy"))
                .body("errors.pointer", hasItem("/policy/PR-01"));
    }

    @Test
    void somebody_elses_plan_and_trip_do_not_exist_for_others() {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 5, 2);
        Map<String, Object> body = request(plan, selfDrive(plan, "OURS"));
        UUID trip = Ids.next();
        submit("qian", trip, body).statusCode(404).body("type", equalTo("/problems/plan-not-found"));
        submit("wang", trip, body).statusCode(201);

        as("qian").get("/api/v1/trips/" + trip).then().statusCode(404);
        as("traveller01").get("/api/v1/trips/" + trip).then().statusCode(404);
        as("approver01").get("/api/v1/trips/" + trip).then().statusCode(404);
        as("zhou").get("/api/v1/trips/" + trip).then().statusCode(200);
        as("zheng").get("/api/v1/trips/" + trip).then().statusCode(200);
        submit("traveller01", trip, body).statusCode(404);
        as("wang").get("/api/v1/trips?limit=200").then().statusCode(200).body("items.id", hasItem(trip.toString()));
        as("qian")
                .get("/api/v1/trips")
                .then()
                .statusCode(200)
                .body("items.findAll { it.id == '" + trip + "' }.size()", is(0));
        as("qian").get("/api/v1/trips?of=unit").then().statusCode(403);
        as("zheng").get("/api/v1/trips?of=unit&limit=1").then().statusCode(200).body("next", greaterThan(""));
    }
}
