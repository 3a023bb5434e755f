package org.twinloop.trip;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.option;
import static org.twinloop.trip.TestCity.rows;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.contract.Contract;

/** What the administration brings about cars and charging decides about trips; what it did not bring is unknown. */
@QuarkusTest
class PolicyRegisterApiTest extends MondayMorning {
    private static final String OF_THE_DRIVER = "options.find { it.mode == 'CHAUFFEUR' }.";

    @BeforeEach
    void the_contract_is_watched() {
        Contract.watch();
    }

    @AfterEach
    void nothing_is_on_record() throws SQLException {
        rows("delete from trip.service_power returning power");
        rows("delete from trip.kept_car returning vehicle_id");
        file("CAR_POWER", "operator,vehicle_class,power,from\n").statusCode(201);
    }

    @Test
    void what_a_car_service_sends_is_unknown_until_it_is_told_and_petrol_gives_way_to_an_electric_car()
            throws SQLException {
        ValidatableResponse before = chauffeured();
        before.body(said("PR-35"), equalTo("UNKNOWN"));
        String company = company(before, "operatorId");
        String code = rows("select code from operator.operator where id = ?::uuid", company)
                .get(0);
        String line = code + "," + company(before, "vehicleClass");

        file("CAR_POWER", "operator,vehicle_class,power,from\n" + line + ",PETROL,2026-11-24\n")
                .statusCode(201)
                .body("taken", equalTo(1));
        chauffeured().body(said("PR-35"), equalTo("UNKNOWN"));
        file(
                        "CAR_POWER",
                        "operator,vehicle_class,power,from\n" + line
                                + ",PETROL,2026-11-23\nNOBODY,X,PETROL,2026-11-23\n")
                .statusCode(201)
                .body("taken", equalTo(1))
                .body("rejected", equalTo(1))
                .body("problems[0].field", equalTo("operator"));
        ValidatableResponse petrol = chauffeured();
        String inputs = petrol.extract().path(OF_THE_DRIVER + "policy.inputs").toString();
        assertEquals("WARN", petrol.extract().path(OF_THE_DRIVER + said("PR-35")), inputs);
        file("CAR_POWER", "operator,vehicle_class,power,from\n" + line + ",ELECTRIC,2026-11-23\n")
                .body("taken", equalTo(1));
        chauffeured().body(said("PR-35"), equalTo("PASS"));
        file("CAR_POWER", "operator,vehicle_class,power,from\n" + line + ",ELECTRIC,2026-11-23\n")
                .body("taken", equalTo(0))
                .body("unchanged", equalTo(1));
    }

    @Test
    void only_a_car_that_a_unit_keeps_can_be_registered_for_a_purpose() throws SQLException {
        String kept = rows("select plate from vehicle.live where unit_id is not null order by plate limit 1")
                .get(0);
        String let = rows("select plate from vehicle.live where unit_id is null order by plate limit 1")
                .get(0);

        records(Map.of(
                        "keptCars",
                        List.of(
                                Map.of("plate", kept, "purpose", "CONFIDENTIAL", "from", "2026-11-23"),
                                Map.of("plate", kept, "from", "2026-11-23"),
                                Map.of("plate", let, "purpose", "CONFIDENTIAL", "from", "2026-11-23"))))
                .statusCode(201)
                .body("items.kind", contains("KEPT_CARS"))
                .body("items[0].taken", equalTo(1))
                .body("items[0].problems.line", contains(2, 3))
                .body("items[0].problems.field", contains("from", "plate"));

        assertEquals(List.of("CONFIDENTIAL"), rows("select purpose from trip.kept_car"));
        as("admin")
                .get("/api/v1/policy-registers/imports?limit=1")
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
    }

    @Test
    void what_is_no_import_is_refused_whole() {
        file("KEPT_CARS", "plate,from\n").statusCode(400);
        records(Map.of()).statusCode(400);
        as("wang")
                .contentType("text/csv; charset=UTF-8")
                .body("plate,purpose,from\n")
                .post("/api/v1/policy-registers/imports?kind=KEPT_CARS")
                .then()
                .statusCode(403);
    }

    private ValidatableResponse chauffeured() {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G04", 40, 1).statusCode(201);
        Map<String, Object> option = option(plan, "CHAUFFEUR");
        return plan.rootPath("options.find { it.id == '" + option.get("id") + "' }");
    }

    private static String company(ValidatableResponse plan, String field) throws SQLException {
        UUID id = UUID.fromString(plan.extract().path("id"));
        return rows(
                        "select o -> 'terms' ->> '" + field + "' from trip.plan p, jsonb_array_elements(p.options) o "
                                + "where p.id = ? and o -> 'option' ->> 'mode' = 'CHAUFFEUR'",
                        id)
                .get(0);
    }

    private static String said(String rule) {
        return "policy.rules.find { it.rule == '" + rule + "' }.said";
    }

    private static ValidatableResponse file(String kind, String text) {
        return as("admin")
                .contentType("text/csv; charset=UTF-8")
                .body(text)
                .post("/api/v1/policy-registers/imports?kind=" + kind)
                .then();
    }

    private static ValidatableResponse records(Map<String, Object> body) {
        return as("admin")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/policy-registers/records")
                .then();
    }
}
