package org.twinloop.trip;

import static org.hamcrest.Matchers.containsString;
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
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** Nothing is offered or booked with an operator that no contract covers on the day of travel. */
@QuarkusTest
class TripContractTest extends MondayMorning {

    @AfterEach
    void contractsAreAsTheyWere() throws SQLException {
        contract("EVC", "valid = tstzrange(lower(valid), null), ceiling_fen = 500000000");
        contract("SHQ", "valid = tstzrange(lower(valid), null), ceiling_fen = 500000000");
    }

    @Test
    void a_mode_whose_operator_has_no_contract_that_day_is_refused_with_the_reason() throws SQLException {
        contract("EVC", "valid = tstzrange(lower(valid), '2026-11-23T00:00+08')");
        contract("SHQ", "valid = tstzrange(lower(valid), '2026-11-23T00:00+08')");

        plan().statusCode(201)
                .body("options.mode", not(hasItem("EV")))
                .body("options.mode", not(hasItem("CHAUFFEUR")))
                .body("rejected.find { it.mode == 'EV' }.code", equalTo("NO_CONTRACT"))
                .body("rejected.find { it.mode == 'CHAUFFEUR' }.code", equalTo("NO_CONTRACT"));
    }

    @Test
    void a_contract_that_ended_after_the_plan_books_nothing() throws SQLException {
        ValidatableResponse plan = plan();
        var car = selfDrive(plan, "OURS");
        contract("EVC", "valid = tstzrange(lower(valid), '2026-11-23T00:00+08')");

        submit("wang", Ids.next(), request(plan, car))
                .statusCode(409)
                .body("type", equalTo("/problems/no-contract"))
                .body("detail", containsString("2026-11-23"));
    }

    @Test
    void a_framework_ceiling_is_not_passed() throws SQLException {
        ValidatableResponse plan = plan();
        var car = selfDrive(plan, "OURS");
        contract("EVC", "ceiling_fen = 1");

        submit("wang", Ids.next(), request(plan, car))
                .statusCode(409)
                .body("type", equalTo("/problems/contract-ceiling-reached"));
    }

    @Test
    void a_trip_counts_once_against_the_ceiling_from_its_request_to_its_archive() throws SQLException {
        UUID trip = Ids.next();
        long before = committed();
        ValidatableResponse plan = plan();
        submit("wang", trip, request(plan, selfDrive(plan, "OURS"))).statusCode(201);
        assertEquals(before + held(trip), committed());

        ValidatableResponse other = plan();
        as("wang")
                .contentType("application/json")
                .body(Map.of(
                        "planId", other.extract().path("id"),
                        "optionId", selfDrive(other, "OURS").get("id"),
                        "reason", "换一辆车"))
                .put("/api/v1/trips/" + trip + "/changes/" + Ids.next())
                .then()
                .statusCode(200);
        assertEquals(before + held(trip), committed(), "after a change");

        becomes(trip, "state = 'CONFIRMED'");
        assertEquals(before + held(trip), committed(), "confirmed before it is priced");
        becomes(trip, "state = 'ARCHIVED', receipt_fen = 1234");
        assertEquals(before + 1234, committed(), "archived");
        becomes(trip, "state = 'CANCELLED', receipt_fen = null, fee_fen = 500");
        assertEquals(before + 500, committed(), "given up for a fee");
    }

    private static long committed() throws SQLException {
        return Long.parseLong(rows(
                        "select trip.committed_fen(id, tstzrange(null, null)) from operator.operator where code = ?",
                        "EVC")
                .get(0));
    }

    private static long held(UUID trip) throws SQLException {
        return Long.parseLong(
                rows("select held_fen from trip.trip where id = ?", trip).get(0));
    }

    private static void becomes(UUID trip, String columns) throws SQLException {
        rows("update trip.trip set " + columns + " where id = ? returning id", trip);
    }

    private ValidatableResponse plan() {
        return city.plan("wang", "PL-G01", "PL-G03", 40, 2);
    }

    private static void contract(String operator, String change) throws SQLException {
        try (var owner = TestCity.owner();
                var sql = owner.createStatement()) {
            sql.executeUpdate("update operator.contract set " + change
                    + " where operator_id = (select id from operator.operator where code = '" + operator + "')");
        }
    }
}
