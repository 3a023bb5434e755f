package org.twinloop.trip;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.trip.approval.rule.ShippedPolicy;

/** The policy is read, tried against a month and published over the API. */
@QuarkusTest
class PolicyApiTest extends MondayMorning {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everybody_reads_the_rules_with_source_and_day() {
        as("wang")
                .get("/api/v1/policies/2026.1")
                .then()
                .statusCode(200)
                .body("edition.inForce", is(true))
                .body("rules.rule", hasItems("PR-01", "PR-35", "PR-47", "PR-62"))
                .body("rules.source.collect { it.length() }", everyItem(greaterThan(2)))
                .body("rules.find { it.rule == 'PR-10' }.says", contains("BLOCK", "ESCALATE", "WARN"))
                .body("settings.requests.noticeMinutes", equalTo(30));
        as("wang").get("/api/v1/policies").then().statusCode(200).body("items.version", hasItem("2026.1"));
        as("wang").get("/api/v1/policies/1999.1").then().statusCode(404);
    }

    @Test
    void a_candidate_is_tried_against_the_trips_of_a_month_and_says_why() throws SQLException {
        UUID trip = Ids.next();
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS")))
                .statusCode(201)
                .body("state", equalTo("BOOKED"));
        city.at("2026-12-07T10:00");
        String before = rows("select count(*)::text from trip.policy").get(0);

        attempt("li", null, s -> s.withObject("/costs").put("carSharePerDayFen", 100))
                .statusCode(200)
                .body("month", equalTo("2026-11"))
                .body("complete", is(true))
                .body("otherwise", greaterThanOrEqualTo(1))
                .body("byRule.find { it.rule == 'PR-31' }.trips", greaterThanOrEqualTo(1))
                .body("items.find { it.tripId == '" + trip + "' }.before", equalTo("IN_POLICY"))
                .body("items.find { it.tripId == '" + trip + "' }.after", equalTo("NEEDS_APPROVAL"))
                .body("items.find { it.tripId == '" + trip + "' }.levelsAfter", equalTo(2))
                .body("items.find { it.tripId == '" + trip + "' }.because[0].rule", equalTo("PR-31"))
                .body("items.find { it.tripId == '" + trip + "' }.because[0].textEn", containsString("ceiling"));
        attempt("li", null, DEARER_LATER)
                .statusCode(200)
                .body("items.find { it.tripId == '" + trip + "' }.because[0].rule", equalTo("PR-31"));
        attempt("li", null, "2027-01-01T00:00:00+08:00", DEARER_LATER)
                .statusCode(200)
                .body("items.findAll { it.tripId == '" + trip + "' }.size()", is(0));
        attempt("li", "2026-11", s -> {})
                .statusCode(200)
                .body("items.findAll { it.tripId == '" + trip + "' }.size()", is(0));
        attempt("admin", "2025-01", s -> {})
                .statusCode(200)
                .body("trips", is(0))
                .body("complete", is(true));
        attempt("wang", null, s -> {}).statusCode(403);
        assertEquals(before, rows("select count(*)::text from trip.policy").get(0));
    }

    @Test
    void a_policy_is_published_ahead_whole_and_once() {
        publish("2031.1", "2031-01-01T00:00:00Z", s -> {})
                .statusCode(201)
                .body("edition.version", equalTo("2031.1"))
                .body("edition.inForce", is(false));
        publish("2031.1", "2031-06-01T00:00:00Z", s -> {}).statusCode(409);
        publish("2031.2", "2031-01-01T00:00:00Z", s -> {}).statusCode(409);
        publish("2030.1", "2030-01-01T00:00:00Z", s -> {})
                .statusCode(201)
                .body("edition.validTo", equalTo("2031-01-01T00:00:00Z"));
        publish("2032.1", "2026-11-23T02:05:00Z", s -> {})
                .statusCode(400)
                .body("errors.pointer", hasItem("/validFrom"));
        publish(
                        "2032.1",
                        "2032-01-01T00:00:00Z",
                        s -> ((com.fasterxml.jackson.databind.node.ArrayNode) s.get("rules")).remove(0))
                .statusCode(400)
                .body("errors.detail[0]", containsString("PR-01"));

        as("wang")
                .get("/api/v1/policies/2026.1")
                .then()
                .body("edition.validTo", equalTo("2030-01-01T00:00:00Z"))
                .body("edition.inForce", is(true));
    }

    @Test
    void a_claim_for_local_transport_is_checked_before_it_is_paid() {
        String qian = as("qian").get("/api/v1/me").path("id");
        Map<String, Object> line = Map.of(
                "kind", "TAXI", "day", "2026-11-23", "fromDistrict", "黄浦", "toDistrict", "静安", "amountFen", 3_200);

        check("qian", line)
                .body("outcome", equalTo("BLOCKED"))
                .body("findings.rule", hasItem("PR-22"))
                .body("findings[0].changes[0].path", equalTo("/request/bearer"));
        check("wang", line).body("outcome", equalTo("IN_POLICY"));
        Map<String, Object> ofQian = new java.util.HashMap<>(line);
        ofQian.put("personId", qian);
        check("chen", ofQian).body("outcome", equalTo("BLOCKED"));
        as("wang")
                .contentType("application/json")
                .body(ofQian)
                .post("/api/v1/expense-checks")
                .then()
                .statusCode(404);
    }

    private static ValidatableResponse check(String login, Map<String, Object> line) {
        return as(login)
                .contentType("application/json")
                .body(line)
                .post("/api/v1/expense-checks")
                .then()
                .statusCode(200);
    }

    /** PR-31 holds from a day to come, as a rule of a new instrument does. */
    private static final Consumer<ObjectNode> DEARER_LATER = settings -> {
        settings.withObject("/costs").put("carSharePerDayFen", 100);
        for (JsonNode rule : settings.get("rules")) {
            if (rule.get("rule").asText().equals("PR-31")) {
                ((ObjectNode) rule).put("since", "2027-03-01");
            }
        }
    };

    private static ValidatableResponse attempt(String login, String month, Consumer<ObjectNode> change) {
        return attempt(login, month, null, change);
    }

    private static ValidatableResponse attempt(
            String login, String month, String validFrom, Consumer<ObjectNode> change) {
        ObjectNode body = JSON.createObjectNode();
        if (validFrom != null) {
            body.put("validFrom", validFrom);
        }
        if (month != null) {
            body.put("month", month);
        }
        body.set("settings", settings(change));
        return post(login, "/api/v1/policies/trials", body);
    }

    private static ValidatableResponse publish(String version, String from, Consumer<ObjectNode> change) {
        ObjectNode body = JSON.createObjectNode()
                .put("version", version)
                .put("validFrom", from)
                .put("source", "沪机管〔2030〕8号");
        body.set("settings", settings(change));
        return post("admin", "/api/v1/policies", body);
    }

    private static ValidatableResponse post(String login, String path, JsonNode body) {
        return as(login)
                .contentType("application/json")
                .body(body.toString())
                .post(path)
                .then();
    }

    private static JsonNode settings(Consumer<ObjectNode> change) {
        ObjectNode settings = ShippedPolicy.json();
        change.accept(settings);
        return settings;
    }
}
