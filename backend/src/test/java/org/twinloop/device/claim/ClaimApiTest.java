package org.twinloop.device.claim;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.device.RawMqtt;
import org.twinloop.device.TestCars;

/** Provisioning by claim code, over HTTP and with a terminal on a real socket. */
@QuarkusTest
class ClaimApiTest {

    private static final String DEVICE = "T000021";

    @Inject
    TestCars cars;

    private int mqtt;

    @BeforeEach
    void the_service_is_open() {
        mqtt = cars.port();
    }

    @Test
    void a_code_is_good_once_and_the_secret_it_gives_connects() {
        String code = issue();
        String secret = claim(code.toLowerCase(java.util.Locale.ROOT).replace("-", " "))
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("deviceId", equalTo(DEVICE))
                .extract()
                .path("secret");
        claim(code).statusCode(403).body("type", equalTo("/problems/claim-refused"));
        RawMqtt.connected(mqtt, RawMqtt.V311, DEVICE, secret).goodbye();
        assertEquals(
                1,
                cars.count(
                        "select least(1, count(*)) from journal.event where type = 'device.claimed' "
                                + "and subject_id = $1",
                        DEVICE));
    }

    @Test
    void rotation_leaves_two_secrets_in_force_until_the_new_one_is_used() {
        String first = claim(issue()).statusCode(200).extract().path("secret");
        RawMqtt.connected(mqtt, RawMqtt.V311, DEVICE, first).goodbye();
        String next = claim(issue())
                .statusCode(200)
                .body("previousUntil", notNullValue())
                .extract()
                .path("secret");
        RawMqtt.connected(mqtt, RawMqtt.V311, DEVICE, first).goodbye();
        RawMqtt.connected(mqtt, RawMqtt.V311, DEVICE, next).goodbye();
        try (RawMqtt old = RawMqtt.open(mqtt, RawMqtt.V5)) {
            assertEquals(0x86, old.connect(DEVICE, DEVICE, first));
        }
    }

    @Test
    void a_newer_code_voids_the_one_before_and_a_late_one_is_void_too() {
        String older = issue();
        String newer = issue();
        claim(older).statusCode(403);
        cars.act(() -> cars.database()
                .sql(
                        "update device.claim set issued_at = issued_at - interval '80 hours', "
                                + "expires_at = expires_at - interval '80 hours' where device_id = $1",
                        DEVICE));
        claim(newer).statusCode(403);
        claim("00000-00000-00000-00000").statusCode(403);
        claim("not a code").statusCode(403);
    }

    @Test
    void of_two_claims_at_once_one_is_refused() {
        String code = issue();
        List<Integer> codes = Stream.of(1, 2)
                .map(one -> CompletableFuture.supplyAsync(
                        () -> claim(code).extract().statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertEquals(List.of(200, 403), codes);
    }

    @Test
    void a_blocked_device_claims_nothing() {
        String code = issue();
        as("li").body("{\"reason\":\"终端被盗\"}")
                .post("/api/v1/devices/" + DEVICE + "/block")
                .then()
                .statusCode(200);
        claim(code).statusCode(403);
        as("li").post("/api/v1/devices/" + DEVICE + "/unblock").then().statusCode(200);
        claim(code).statusCode(200);
    }

    @Test
    void the_fleet_desk_lists_devices_page_by_page() {
        claim(issue()).statusCode(200);
        as("li").get("/api/v1/devices?kind=TERMINAL&limit=2&cursor=T000020")
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(DEVICE))
                .body("items[0].blocked", equalTo(false))
                .body("items.kind", everyItem(equalTo("TERMINAL")))
                .body("next", equalTo("T000022"));
        as("wang").get("/api/v1/devices").then().statusCode(403);
        as("wang").post("/api/v1/devices/" + DEVICE + "/claim-code").then().statusCode(403);
        as("li").post("/api/v1/devices/T999999/claim-code").then().statusCode(404);
        given().get("/api/v1/devices/offline-keys")
                .then()
                .statusCode(200)
                .body("items[0].publicKey.length()", equalTo(43))
                .body("next", nullValue());
    }

    private static String issue() {
        return as("li").post("/api/v1/devices/" + DEVICE + "/claim-code")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .extract()
                .path("code");
    }

    private static ValidatableResponse claim(String code) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("code", code))
                .post("/api/v1/devices/claims")
                .then();
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
