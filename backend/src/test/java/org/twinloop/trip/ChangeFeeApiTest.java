package org.twinloop.trip;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
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
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** A ride that is given up late by choosing another one costs what cancelling it costs. */
@QuarkusTest
class ChangeFeeApiTest extends MondayMorning {
    private static final int SOON_MINUTES = 10;
    private static final int A_DAY_MINUTES = 1_440;

    private final UUID trip = Ids.next();

    @Test
    void changing_first_does_not_make_giving_a_ride_up_free() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", SOON_MINUTES, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS"))).statusCode(201);
        String list = rows("select price_list_id from trip.booking where trip_id = ? and kind = 'CAR'", trip)
                .get(0);
        Object plate = rows(
                        "select v.plate from vehicle.vehicle v join trip.booking b on b.vehicle_id = v.id "
                                + "where b.trip_id = ? and b.kind = 'CAR'",
                        trip)
                .get(0);
        terms("terms || '{\"cancel\": {\"freeMinutes\": 30, \"feeFen\": 500, \"noShowFen\": 900}}'", list);
        try {
            ValidatableResponse same = planInstead(SOON_MINUTES);
            choose(same, the(same, plate)).statusCode(200).body("state", equalTo("BOOKED"));
            assertEquals(List.of(), fees(), "the same car at the same time");

            ValidatableResponse later = planInstead(A_DAY_MINUTES);
            choose(later, selfDrive(later, "OURS")).statusCode(200).body("state", equalTo("BOOKED"));
            assertEquals(List.of("500"), fees());
            as("wang").get("/api/v1/trips/" + trip + "/cancel-terms").then().body("feeFen", is(0));

            as("wang")
                    .contentType("application/json")
                    .body(Map.of("reason", "会议取消"))
                    .post("/api/v1/trips/" + trip + "/cancel")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("CANCELLED"))
                    .body("feeFen", nullValue())
                    .body("heldFen", is(0));
        } finally {
            terms("terms - 'cancel'", list);
        }
        assertEquals(List.of("500"), fees());
        assertEquals(
                List.of("500"),
                rows(
                        "select p.body::jsonb ->> 'feeFen' from journal.event e join journal.payload p "
                                + "on p.event_id = e.id where e.trip_id = ? and e.type = 'trip.ride-given-up'",
                        trip));
    }

    private ValidatableResponse planInstead(int minutes) {
        return city.plan(
                "wang",
                Map.of(
                        "id", Ids.next(),
                        "from", Map.of("placeId", "PL-G01"),
                        "to", Map.of("placeId", "PL-G03"),
                        "departAt", city.now().plus(Duration.ofMinutes(minutes)).toString(),
                        "passengers", 2,
                        "changeOf", trip));
    }

    private ValidatableResponse choose(ValidatableResponse plan, Map<String, Object> option) {
        return as("wang")
                .contentType("application/json")
                .body(Map.of("planId", plan.extract().path("id"), "optionId", option.get("id"), "reason", "会议改期"))
                .put("/api/v1/trips/" + trip + "/changes/" + Ids.next())
                .then();
    }

    private static Map<String, Object> the(ValidatableResponse plan, Object plate) {
        List<Map<String, Object>> options = plan.extract().path("options");
        return options.stream()
                .filter(option -> option.get("vehicle") != null && plate.equals(TestCity.plate(option)))
                .findFirst()
                .orElseThrow();
    }

    private List<String> fees() throws SQLException {
        return rows("select amount_fen from ledger.transfer where trip_id = ? and kind = 'POST'", trip);
    }

    /** A published list is not edited by anybody; the owner of the schema sets the rule aside for the test. */
    private static void terms(String expression, String list) throws SQLException {
        update("alter table pricing.price_list disable trigger user");
        update("update pricing.price_list set terms = " + expression + " where id = '" + list + "'");
        update("alter table pricing.price_list enable trigger user");
        update("update pricing.edition set token = gen_random_uuid()");
    }

    private static void update(String statement) throws SQLException {
        try (var owner = TestCity.owner();
                var sql = owner.createStatement()) {
            sql.executeUpdate(statement);
        }
    }
}
