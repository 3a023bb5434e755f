package org.twinloop.trip;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.option;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** The dispatch order (派车单) that a chauffeured trip becomes. */
@QuarkusTest
class DispatchOrderTest extends MondayMorning {
    private static final String FORM = "select concat_ws('|', p.login, d.purpose_category, d.purpose_text, "
            + "d.budget_code, d.passengers, d.planned_fen, d.planned_km > 1, d.planned_until > d.pickup_at) "
            + "from chauffeur.dispatch_order d join identity.person p on p.id = d.applicant_id where d.trip_id = ?";

    private static final String HANDED_ON = "select concat_ws('|', document_no, unit_code, unit_name, contact_name, "
            + "contact_phone, jsonb_array_length(via), via -> 0 ->> 'name', via -> 0 ->> 'stayMinutes') "
            + "from chauffeur.dispatch_order where trip_id = ?";

    private final UUID trip = Ids.next();

    @Test
    void it_says_by_which_document_for_whom_over_which_stops_and_whom_to_call() {
        Map<String, Object> way = new HashMap<>();
        way.put("id", Ids.next());
        way.put("from", Map.of("placeId", "PL-G01"));
        way.put("to", Map.of("placeId", "PL-G03"));
        way.put("via", List.of(Map.of("placeId", "PL-G02", "stayMinutes", 20)));
        way.put("departAt", city.now().plus(Duration.ofMinutes(45)).toString());
        way.put("passengers", 2);
        ValidatableResponse plan = city.plan("wang", way);
        Map<String, Object> asked = new HashMap<>(request(plan, option(plan, "CHAUFFEUR")));
        asked.put("documentNo", "沪办发〔2026〕12号");
        asked.put("contact", Map.of("name", "赵敏", "phone", "13800000000"));
        String stop = plan.extract().path("options.find { it.mode == 'CHAUFFEUR' }.via[0].name");
        String unit = as("wang").get("/api/v1/me").then().extract().path("unit.nameZh");

        submit("wang", trip, asked).statusCode(201);

        List<String> handedOn = Awaitility.await("the dispatch order")
                .atMost(Duration.ofSeconds(90))
                .until(() -> rows(HANDED_ON, trip), found -> !found.isEmpty());
        assertEquals(List.of("沪办发〔2026〕12号|GOA-01|" + unit + "|赵敏|13800000000|1|" + stop + "|20"), handedOn);
        as("wang")
                .get("/api/v1/trips/" + trip + "/dispatch-order")
                .then()
                .statusCode(200)
                .body("plan.via.name", equalTo(List.of(stop)))
                .body("plan.contact.phone", equalTo("13800000000"))
                .body("party.unit.nameZh", equalTo(unit))
                .body("party.passengers", equalTo(List.of("王建国", "赵敏")))
                .body("party.flags", equalTo(List.of("POLICY_REMARK")));
        as("zhou")
                .get("/api/v1/trips/" + trip + "/dispatch-order")
                .then()
                .statusCode(200)
                .body("plan.contact", nullValue());
        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "会议改期"))
                .post("/api/v1/trips/" + trip + "/cancel")
                .then()
                .statusCode(200);
        Awaitility.await("the contact is forgotten with the order")
                .atMost(Duration.ofSeconds(90))
                .until(() -> rows(
                                        "select id::text from chauffeur.dispatch_order where trip_id = ? "
                                                + "and state = 'CANCELLED' and contact_phone is null",
                                        trip)
                                .size()
                        == 1);
    }

    @Test
    void a_contact_that_cannot_be_called_and_a_blank_document_are_refused_by_name() {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 45, 2);
        Map<String, Object> asked = new HashMap<>(request(plan, option(plan, "CHAUFFEUR")));
        asked.put("contact", Map.of("name", "赵敏", "phone", "请致电总机"));

        submit("wang", trip, asked).statusCode(400).body("errors[0].pointer", equalTo("/contact/phone"));

        asked.remove("contact");
        asked.put("documentNo", "  ");
        submit("wang", trip, asked).statusCode(400).body("errors[0].pointer", equalTo("/documentNo"));
    }

    @Test
    void it_says_who_asked_what_for_from_which_budget_and_what_it_is_planned_to_cost() {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 45, 2);
        Map<String, Object> chosen = option(plan, "CHAUFFEUR");
        submit("wang", trip, request(plan, chosen)).statusCode(201).body("state", equalTo("PENDING_PARTNER"));

        List<String> form = Awaitility.await("the dispatch order")
                .atMost(Duration.ofSeconds(90))
                .until(() -> rows(FORM, trip), found -> !found.isEmpty());

        assertEquals(List.of("wang|MEETING|参加虹桥枢纽协调会|GOA-01-30239-2026|2|" + chosen.get("priceFen") + "|t|t"), form);
        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "会议改期"))
                .post("/api/v1/trips/" + trip + "/cancel")
                .then()
                .statusCode(200);
    }
}
