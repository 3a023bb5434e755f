package org.twinloop.trip;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.option;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
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

    private final UUID trip = Ids.next();

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
