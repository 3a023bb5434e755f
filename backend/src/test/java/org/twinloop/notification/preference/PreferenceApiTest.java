package org.twinloop.notification.preference;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.identity.Role;
import org.twinloop.isolation.Cast;

/** A person says what they want copies of. */
@QuarkusTest
class PreferenceApiTest {

    @Inject
    Cast cast;

    private String token;

    @BeforeEach
    void a_person_who_has_said_nothing() {
        token = cast.hire(cast.root(), Set.of(Role.TRAVELLER)).get(0).token();
    }

    @Test
    void who_has_said_nothing_sees_the_defaults() {
        get().statusCode(200)
                .body("switches", hasSize(10))
                .body(on("URGENT", "GATEWAY"), equalTo(true))
                .body(on("TRIP", "GATEWAY"), equalTo(false))
                .body(on("TRIP", "FIREBASE"), equalTo(true))
                .body("quietFrom", nullValue());
    }

    @Test
    void what_was_said_stays_and_what_is_said_next_takes_its_place() {
        put(body("22:00", "07:00", "13900000000", List.of(one("TRIP", "GATEWAY", true))))
                .statusCode(200);

        get().body("quietFrom", equalTo("22:00"))
                .body("quietTo", equalTo("07:00"))
                .body("mobile", equalTo("13900000000"))
                .body(on("TRIP", "GATEWAY"), equalTo(true));

        put(body(null, null, null, List.of())).statusCode(200);
        get().body("quietFrom", nullValue()).body("mobile", nullValue()).body(on("TRIP", "GATEWAY"), equalTo(false));
    }

    @Test
    void what_makes_no_sense_is_refused_by_name() {
        refused(body("22:00", null, null, List.of()), "/quietTo");
        refused(body(null, "07:00", null, List.of()), "/quietFrom");
        refused(body("07:00", "07:00", null, List.of()), "/quietTo");
        refused(body(null, null, "12345678901", List.of()), "/mobile");
        refused(
                body(null, null, null, List.of(one("TRIP", "GATEWAY", true), one("TRIP", "GATEWAY", false))),
                "/switches/1");
    }

    private void refused(Map<String, Object> body, String pointer) {
        put(body).statusCode(400).body("errors[0].pointer", equalTo(pointer));
    }

    private static String on(String messageClass, String channel) {
        return "switches.find { it.messageClass == '" + messageClass + "' && it.channel == '" + channel + "' }.enabled";
    }

    private static Map<String, Object> one(String messageClass, String channel, boolean on) {
        return Map.of("messageClass", messageClass, "channel", channel, "enabled", on);
    }

    private static Map<String, Object> body(
            String quietFrom, String quietTo, String mobile, List<Map<String, Object>> switches) {
        Map<String, Object> body = new HashMap<>();
        body.put("quietFrom", quietFrom);
        body.put("quietTo", quietTo);
        body.put("mobile", mobile);
        body.values().removeIf(value -> value == null);
        body.put("switches", switches);
        return body;
    }

    private ValidatableResponse get() {
        return given().header("Authorization", "Bearer " + token)
                .get("/api/v1/me/message-preferences")
                .then();
    }

    private ValidatableResponse put(Map<String, Object> body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(body)
                .put("/api/v1/me/message-preferences")
                .then();
    }
}
