package org.twinloop.trip;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** Wang has the last bay of the city and would rather leave ten minutes later. */
@QuarkusTest
class ChangeOfOwnHoldsTest extends MondayMorning {
    private static final int MINUTES = 300;
    private static final int LATER = 10;
    private static final String ALL_BUT_ITS_OWN = """
            insert into vehicle.bay_reservation (id, bay_id, trip_leg_id, starts_at, ends_at, blocked, state)
            select gen_random_uuid(), b.id, gen_random_uuid(), t.window_from, t.window_to,
                tstzrange(t.window_from - interval '1 hour', t.window_to + interval '2 days'), 'FIRM'
            from vehicle.bay b, trip.trip t where t.id = ? and not exists (
                select from trip.booking k join vehicle.bay_reservation r on r.id = k.id
                where k.trip_id = t.id and r.bay_id = b.id)
            on conflict do nothing returning id""";

    private List<String> others;
    private final UUID trip = Ids.next();

    @BeforeEach
    void a_trip_with_the_last_bay() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", MINUTES, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS")))
                .statusCode(201)
                .body("state", equalTo("BOOKED"));
        others = rows(ALL_BUT_ITS_OWN, trip);
    }

    @AfterEach
    void the_city_has_bays_again() throws SQLException {
        TestCity.delete("vehicle.bay_reservation", others);
        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "改期"))
                .post("/api/v1/trips/" + trip + "/cancel");
    }

    @Test
    void for_anything_but_a_change_of_the_trip_its_bay_is_taken() {
        city.plan("wang", "PL-G01", "PL-G03", MINUTES + LATER, 2)
                .statusCode(201)
                .body("options.mode", not(hasItem("EV")));
        later("he").statusCode(400).body("errors[0].pointer", equalTo("/changeOf"));
    }

    @Test
    void a_change_of_the_trip_takes_its_own_bay_again() throws SQLException {
        ValidatableResponse plan = later("wang").statusCode(201);
        String planId = plan.extract().path("id");

        as("wang")
                .contentType("application/json")
                .body(Map.of(
                        "planId", planId, "optionId", selfDrive(plan, "OURS").get("id"), "reason", "会议推迟"))
                .put("/api/v1/trips/" + trip + "/changes/" + Ids.next())
                .then()
                .statusCode(200)
                .body("state", equalTo("BOOKED"));

        assertEquals(
                List.of("1"),
                rows(
                        "select count(*) from vehicle.bay_reservation r join trip.booking b on b.id = r.id "
                                + "where b.trip_id = ? and r.state in ('HELD', 'FIRM')",
                        trip));
        assertEquals(
                List.of(),
                rows("select account_id from ledger.proof where held_fen <> held_from_transfers "
                        + "or balance_fen <> balance_from_transfers"));
    }

    @Test
    void a_plan_for_a_change_is_rechecked_as_one() {
        ValidatableResponse plan = later("wang").statusCode(201);
        Object option = selfDrive(plan, "OURS").get("id");
        String planId = plan.extract().path("id");

        as("wang")
                .get("/api/v1/trip-plans/" + planId + "/recheck")
                .then()
                .statusCode(200)
                .body("options.find { it.optionId == '" + option + "' }.possible", equalTo(true));
    }

    private ValidatableResponse later(String login) {
        Map<String, Object> body = new HashMap<>();
        body.put("id", Ids.next());
        body.put("from", Map.of("placeId", "PL-G01"));
        body.put("to", Map.of("placeId", "PL-G03"));
        body.put(
                "departAt", city.now().plus(Duration.ofMinutes(MINUTES + LATER)).toString());
        body.put("passengers", 2);
        body.put("changeOf", trip);
        return city.plan(login, body);
    }
}
