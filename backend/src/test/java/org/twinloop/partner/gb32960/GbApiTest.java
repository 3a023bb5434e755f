package org.twinloop.partner.gb32960;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.partner.gb32960.GbScene.GbCar;

/** Registering who may report, over HTTP. */
@QuarkusTest
class GbApiTest {

    private static final String TERMINALS = "/api/v1/partner/gb32960/terminals";
    private static final String PLATFORMS = "/api/v1/partner/gb32960/platforms";

    @Inject
    GbScene scene;

    @Test
    void a_registered_terminal_may_log_in_and_a_blocked_one_is_thrown_off_at_once() {
        GbCar car = scene.unregistered();
        scene.port();
        as("admin")
                .body("{\"iccid\":\"" + RawGb.ICCID + "\",\"datum\":\"gcj02\"}")
                .put(TERMINALS + "/" + car.vin())
                .then()
                .statusCode(200)
                .body("vehicleId", equalTo(car.vehicleId().toString()))
                .body("datum", equalTo("gcj02"))
                .body("answersAll", equalTo(false));
        try (RawGb terminal = scene.terminal(car).loggedIn(scene.now())) {
            as("admin")
                    .body("{\"blocked\":true}")
                    .put(TERMINALS + "/" + car.vin())
                    .then()
                    .statusCode(200);
            terminal.expectClosed();
        }
        try (RawGb again = scene.terminal(car)) {
            again.send(again.login(scene.now(), RawGb.ICCID)).expect(1, 2);
        }
        as("li").get(TERMINALS + "?limit=200").then().statusCode(200).body("items.vin", hasItem(car.vin()));
    }

    @Test
    void a_frame_that_cannot_be_read_lies_in_the_quarantine_of_all_devices() {
        GbCar car = scene.car();
        try (RawGb terminal = scene.terminal(car).loggedIn(scene.now())) {
            terminal.send(terminal.report(2, scene.now(), "02 c8")).expect(2, 2);
        }
        as("li").get("/api/v1/devices/quarantine?limit=200")
                .then()
                .statusCode(200)
                .body("items.find { it.deviceId == '" + car.vin() + "' }.topic", equalTo("gb32960/02"));
    }

    @Test
    void a_car_that_is_not_in_the_fleet_cannot_be_registered() {
        as("admin")
                .body("{}")
                .put(TERMINALS + "/LZZZZZZZZZZZZZZZZ")
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/not-found"));
    }

    @Test
    void a_platform_is_registered_with_a_password_that_is_never_shown() {
        String body = "{\"code\":\"APIPLATFORM000001\",\"operatorCode\":\"EVC\"%s}";
        as("admin")
                .body(body.formatted(""))
                .put(PLATFORMS + "/api-one")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/password"));
        as("admin")
                .body(body.formatted(",\"password\":\"kX3-vQ9_tR7w\""))
                .put(PLATFORMS + "/api-one")
                .then()
                .statusCode(200)
                .body("code", equalTo("APIPLATFORM000001"))
                .body(not(containsString("kX3")));
        as("admin").body(body.formatted("")).put(PLATFORMS + "/api-one").then().statusCode(200);
        as("admin")
                .body(body.formatted(",\"password\":\"kX3-vQ9_tR7w\""))
                .put(PLATFORMS + "/api-two")
                .then()
                .statusCode(409)
                .body("errors[0].pointer", equalTo("/code"));
        as("li").get(PLATFORMS).then().statusCode(200).body("items.account", hasItem("api-one"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":\"A\"}",
                "{\"code\":\"A\",\"operatorCode\":\"ZZZ\",\"password\":\"kX3-vQ9_tR7w\"}",
                "{\"code\":\"A\",\"operatorCode\":\"EVC\",\"password\":\"short\"}",
                "{\"code\":\"A\",\"operatorCode\":\"EVC\",\"password\":\"kX3-vQ9_tR7w\",\"datum\":\"itrf\"}",
                "["
            })
    void a_wrong_request_is_refused_with_the_field(String body) {
        as("admin").body(body).put(PLATFORMS + "/api-bad").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wang", "chen", "wu", "partner-evc"})
    void nobody_but_an_administrator_registers(String login) {
        as(login).body("{}").put(TERMINALS + "/LTWEV000000000001").then().statusCode(403);
        as(login).get(PLATFORMS).then().statusCode(403);
    }

    private static RequestSpecification as(String login) {
        String token = given().contentType(ContentType.JSON)
                .body(Map.of("login", login, "password", "twinloop-demo", "client", "APP"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
        return given().contentType(ContentType.JSON).header("Authorization", "Bearer " + token);
    }
}
