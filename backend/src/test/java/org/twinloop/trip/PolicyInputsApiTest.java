package org.twinloop.trip;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.option;
import static org.twinloop.trip.TestCity.rows;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.contract.Contract;

/** What personnel offices bring decides about trips, and what they did not bring is said to be unknown. */
@QuarkusTest
class PolicyInputsApiTest extends MondayMorning {
    private static final String CITY_HALL = "PL-G01";
    private static final String CPPCC = "PL-G04";

    @BeforeEach
    void aMondayMorning() throws SQLException {
        Contract.watch();
    }

    @Test
    void an_imported_allowance_blocks_an_official_car_from_its_day_on() throws SQLException {
        chauffeured("traveller10").body(said("PR-20"), equalTo("PASS"));

        file("ALLOWANCES", "login,status,area,from\ntraveller10,RECEIVING,,2026-11-24\nnobody,RECEIVING,,2026-11-24\n")
                .statusCode(201)
                .body("lines", equalTo(2))
                .body("taken", equalTo(1))
                .body("rejected", equalTo(1))
                .body("problems[0].line", equalTo(2))
                .body("problems[0].field", equalTo("login"));
        chauffeured("traveller10").body(said("PR-20"), equalTo("PASS"));
        file("ALLOWANCES", "login,status,area,from\ntraveller10,RECEIVING,,2026-11-23\n")
                .body("taken", equalTo(1));

        chauffeured("traveller10")
                .body(said("PR-20"), equalTo("BLOCK"))
                .body("policy.outcome", equalTo("BLOCKED"))
                .body("policy.findings.find { it.rule == 'PR-20' }.changes.path", hasItem("/journey/mode"))
                .body("policy.inputs.applicant.drawsAllowance", equalTo(true));
        file("ALLOWANCES", "login,status,area,from\ntraveller10,RECEIVING,,2026-11-23\n")
                .body("taken", equalTo(0))
                .body("unchanged", equalTo(1));
        assertEquals(
                List.of("NOT_RECEIVING", "RECEIVING", "RECEIVING"),
                rows("select status from identity.allowance a join identity.person p on p.id = a.person_id "
                        + "where p.login = 'traveller10' order by lower(valid)"));
    }

    @Test
    void days_of_travel_are_unknown_until_they_are_imported_for_the_day() {
        chauffeured("traveller08").body(said("PR-23"), equalTo("UNKNOWN"));

        records(Map.of(
                        "travel",
                        Map.of(
                                "from", "2026-11-23",
                                "to", "2026-11-23",
                                "days",
                                        List.of(Map.of(
                                                "login", "traveller08",
                                                "from", "2026-11-23",
                                                "to", "2026-11-23",
                                                "city", "上海",
                                                "localTransportFen", 8_000)))))
                .statusCode(201)
                .body("items.kind", contains("TRAVEL_DAYS"))
                .body("items.taken", contains(1));

        chauffeured("traveller08")
                .body(said("PR-23"), equalTo("BLOCK"))
                .body("policy.inputs.applicant.travelDays.day", contains("2026-11-23"));
        chauffeured("traveller07").body(said("PR-23"), equalTo("PASS"));
        file("TRAVEL_DAYS&from=2026-11-23&to=2026-11-23", "login,from,to,city,local_transport_fen\n")
                .statusCode(201);
        chauffeured("traveller08").body(said("PR-23"), equalTo("PASS"));
    }

    @Test
    void a_change_of_staff_moves_a_person_and_their_licence() throws SQLException {
        records(Map.of(
                        "staff",
                        List.of(Map.of(
                                "login", "traveller05",
                                "from", "2026-11-23",
                                "left", false,
                                "unitCode", "PLN-01",
                                "licencePoints", 12))))
                .statusCode(201)
                .body("items.taken", contains(1));

        assertEquals(
                List.of("MKT-01", "PLN-01"),
                rows("select u.code from identity.membership m join identity.person p on p.id = m.person_id "
                        + "join identity.unit u on u.id = m.unit_id where p.login = 'traveller05' "
                        + "order by lower(m.valid)"));
        city.plan("traveller05", CITY_HALL, CPPCC, 40, 1)
                .statusCode(201)
                .body("options.findAll { it.mode == 'EV' }.size()", greaterThan(0))
                .body("options.findAll { it.mode == 'EV' }.policy.outcome", everyItem(equalTo("BLOCKED")));
    }

    @Test
    void a_file_with_another_header_and_a_person_of_a_unit_are_refused() {
        file("ALLOWANCES", "login,amount\nqian,800\n").statusCode(400);
        file("TRAVEL_DAYS", "login,from,to,city,local_transport_fen\n").statusCode(400);
        records(Map.of()).statusCode(400);
        as("wang")
                .contentType("text/csv")
                .body("login,status,area,from\n")
                .post("/api/v1/personnel/imports?kind=ALLOWANCES")
                .then()
                .statusCode(403);
        as("admin").get("/api/v1/personnel/imports?limit=5").then().statusCode(200);
    }

    private ValidatableResponse chauffeured(String login) {
        ValidatableResponse plan = city.plan(login, CITY_HALL, CPPCC, 40, 1).statusCode(201);
        Map<String, Object> option = option(plan, "CHAUFFEUR");
        return plan.rootPath("options.find { it.id == '" + option.get("id") + "' }");
    }

    private static String said(String rule) {
        return "policy.rules.find { it.rule == '" + rule + "' }.said";
    }

    private static ValidatableResponse file(String kind, String text) {
        return as("admin")
                .contentType("text/csv; charset=UTF-8")
                .body(text)
                .post("/api/v1/personnel/imports?kind=" + kind)
                .then();
    }

    private static ValidatableResponse records(Map<String, Object> body) {
        return as("admin")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/personnel/records")
                .then();
    }
}
