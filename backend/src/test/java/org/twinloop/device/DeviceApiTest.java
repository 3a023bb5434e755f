package org.twinloop.device;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.common.Ids;

/** The administrator's side of devices, over HTTP. */
@QuarkusTest
class DeviceApiTest {

    @Inject
    TestCars cars;

    private int mqtt;

    @BeforeEach
    void the_service_is_open() {
        mqtt = cars.port();
    }

    @Test
    void terminals_are_provisioned_page_by_page_and_connect_with_the_secret_they_got() {
        Map<String, Object> first = provision("{\"kind\":\"TERMINAL\",\"limit\":2}");
        assertEquals("T000002", first.get("next"));
        Map<String, Object> second = provision("{\"kind\":\"TERMINAL\",\"after\":\"T000002\",\"limit\":2}");
        assertEquals(List.of("T000003", "T000004"), ids(second));
        Map<?, ?> car = (Map<?, ?>) ((List<?>) second.get("devices")).get(0);
        RawMqtt.connected(mqtt, RawMqtt.V311, "T000003", (String) car.get("secret"))
                .goodbye();
        Map<String, Object> again = provision("{\"kind\":\"TERMINAL\",\"after\":\"T000002\",\"limit\":1}");
        RawMqtt.connected(mqtt, RawMqtt.V311, "T000003", (String) car.get("secret"))
                .goodbye();
        String next = (String) ((Map<?, ?>) ((List<?>) again.get("devices")).get(0)).get("secret");
        RawMqtt.connected(mqtt, RawMqtt.V311, "T000003", next).goodbye();
        try (RawMqtt old = RawMqtt.open(mqtt, RawMqtt.V311)) {
            assertEquals(4, old.connect("T000003", "T000003", (String) car.get("secret")));
        }
        assertEquals(
                0,
                cars.count(
                        "select count(*) from device.device where position($1 in encode(secret_hash, 'escape')) > 0",
                        next),
                "a secret is stored hashed");
    }

    /** Its car is gone from the register; those after it must not be lost with it. */
    @Test
    void a_device_that_sits_in_nothing_gets_no_secret_and_ends_no_list() {
        cars.act(() -> cars.devices()
                .register(List.of(
                        new Devices.NewDevice("T999990", DeviceKind.TERMINAL, Ids.next(), Ids.next()),
                        new Devices.NewDevice("T999991", DeviceKind.TERMINAL, Ids.next(), Ids.next()))));

        Map<String, Object> page = provision("{\"kind\":\"TERMINAL\",\"after\":\"T999989\",\"limit\":1}");

        assertEquals(List.of(), page.get("devices"));
        assertEquals("T999990", page.get("next"));
    }

    @Test
    void terminals_are_told_what_the_register_says_of_their_model() {
        Map<String, Object> page = provision("{\"kind\":\"TERMINAL\",\"after\":\"T000001\",\"limit\":1}");
        Map<?, ?> car = (Map<?, ?>) ((List<?>) page.get("devices")).get(0);

        assertEquals("BAIC-EC180", car.get("modelCode"));
        assertEquals(
                List.of(20_300, 115, 20_000, 3_300),
                List.of(car.get("batteryWh"), car.get("whPerKm"), car.get("maxDcW"), car.get("maxAcW")));
    }

    @Test
    void piles_are_told_their_connectors_and_bays() {
        Map<String, Object> page = provision("{\"kind\":\"PILE\",\"limit\":1}");
        Map<?, ?> pile = (Map<?, ?>) ((List<?>) page.get("devices")).get(0);
        assertEquals("P00001", pile.get("deviceId"));
        assertFalse(((List<?>) pile.get("bays")).isEmpty());
    }

    @Test
    void the_last_page_has_no_next() {
        Map<String, Object> page = provision("{\"kind\":\"PILE\",\"after\":\"P99999\"}");
        assertEquals(List.of(), page.get("devices"));
        assertFalse(page.containsKey("next"));
    }

    @Test
    void a_blocked_device_is_thrown_off_at_once() {
        Map<String, Object> page = provision("{\"kind\":\"TERMINAL\",\"after\":\"T000009\",\"limit\":1}");
        String secret = (String) ((Map<?, ?>) ((List<?>) page.get("devices")).get(0)).get("secret");
        try (RawMqtt terminal = RawMqtt.connected(mqtt, RawMqtt.V5, "T000010", secret)) {
            as("admin")
                    .body("{\"reason\":\"终端被盗\"}")
                    .post("/api/v1/devices/T000010/block")
                    .then()
                    .statusCode(200)
                    .body("id", equalTo("T000010"))
                    .body("blocked", equalTo(true));
            assertEquals(0x98, terminal.expectClosed());
        }
        try (RawMqtt terminal = RawMqtt.open(mqtt, RawMqtt.V5)) {
            assertEquals(0x8a, terminal.connect("T000010", "T000010", secret));
        }
        as("admin")
                .post("/api/v1/devices/T000010/unblock")
                .then()
                .statusCode(200)
                .body("blocked", equalTo(false));
        RawMqtt.connected(mqtt, RawMqtt.V5, "T000010", secret).goodbye();
    }

    @Test
    void a_device_that_is_not_there_cannot_be_blocked() {
        as("admin")
                .body("{\"reason\":\"x\"}")
                .post("/api/v1/devices/T999999/block")
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/not-found"));
    }

    @Test
    void the_quarantine_shows_the_newest_first_page_by_page() {
        TestCars.TestCar car = cars.add();
        try (RawMqtt terminal = RawMqtt.connected(mqtt, RawMqtt.V311, car.deviceId(), car.secret())) {
            for (int id = 1; id <= 3; id++) {
                terminal.publish(id, car.up("report"), "{\"ts\":" + id + "}");
                terminal.expectAck(id);
            }
        }
        String next = as("li").get("/api/v1/devices/quarantine?limit=2")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[0].deviceId", equalTo(car.deviceId()))
                .body("items[0].payload", equalTo("eyJ0cyI6M30="))
                .body("items[0].reason", notNullValue())
                .body("next", notNullValue())
                .extract()
                .path("next");
        as("admin")
                .get("/api/v1/devices/quarantine?limit=2&cursor=" + next)
                .then()
                .statusCode(200)
                .body("items[0].payload", equalTo("eyJ0cyI6MX0="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\":null}",
                "{\"kind\":\"BOAT\"}",
                "{\"kind\":\"PILE\",\"limit\":0}",
                "{\"kind\":\"PILE\",\"limit\":501}",
                "{\"kind\":\"PILE\",\"after\":\"x' or 1=1\"}",
                "[",
                ""
            })
    void a_wrong_request_is_refused_with_the_field(String body) {
        as("admin")
                .body(body)
                .post("/api/v1/devices/provision")
                .then()
                .statusCode(400)
                .body("type", not(equalTo("/problems/internal-error")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wang", "zhou", "chen", "wu", "zheng", "partner-evc"})
    void nobody_but_an_administrator_gets_secrets(String login) {
        as(login)
                .body("{\"kind\":\"TERMINAL\"}")
                .post("/api/v1/devices/provision")
                .then()
                .statusCode(403);
        as(login)
                .body("{\"reason\":\"x\"}")
                .post("/api/v1/devices/T000001/block")
                .then()
                .statusCode(403);
        as(login).get("/api/v1/devices/quarantine").then().statusCode(403);
    }

    @Test
    void every_secret_is_another_one() {
        as("admin")
                .body("{\"kind\":\"TERMINAL\",\"limit\":500}")
                .post("/api/v1/devices/provision")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("devices.secret.unique().size()", greaterThan(311))
                .body("devices.vin", everyItem(notNullValue()));
    }

    private Map<String, Object> provision(String body) {
        return as("admin")
                .body(body)
                .post("/api/v1/devices/provision")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("");
    }

    private static List<Object> ids(Map<String, Object> page) {
        return ((List<?>) page.get("devices"))
                .stream().<Object>map(one -> ((Map<?, ?>) one).get("deviceId")).toList();
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
