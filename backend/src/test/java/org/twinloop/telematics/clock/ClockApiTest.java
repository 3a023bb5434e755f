package org.twinloop.telematics.clock;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.twinloop.device.RawMqtt;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;

@QuarkusTest
class ClockApiTest {

    @Inject
    TestCars cars;

    @Inject
    TerminalClocks clocks;

    @Test
    void the_administrator_sees_how_far_a_terminal_is_off_even_when_its_reports_are_quarantined() {
        TestCar ahead = cars.add();
        TestCar right = cars.add();
        int port = cars.port();
        Instant now = cars.now();
        try (RawMqtt one = RawMqtt.connected(port, RawMqtt.V5, ahead.deviceId(), ahead.secret());
                RawMqtt other = RawMqtt.connected(port, RawMqtt.V5, right.deviceId(), right.secret())) {
            one.publish(1, ahead.up("report"), cars.report(1, now.plusSeconds(1_200)));
            one.expectAck(1);
            other.publish(1, right.up("report"), cars.report(1, now));
            other.expectAck(1);
        }
        clocks.note().await().atMost(java.time.Duration.ofSeconds(90));

        String of = "items.find { it.deviceId == '" + ahead.deviceId() + "' }.aheadMs";
        given().header("Authorization", "Bearer " + admin())
                .queryParam("offFromMs", 600_000)
                .queryParam("cursor", before(ahead.deviceId()))
                .get("/api/v1/devices/clocks")
                .then()
                .statusCode(200)
                .body(of, both(greaterThan(1_100_000)).and(lessThanOrEqualTo(1_200_000)))
                .body("items.deviceId", not(hasItem(right.deviceId())));
    }

    /** A cursor just before an id. */
    private static String before(String deviceId) {
        char last = deviceId.charAt(deviceId.length() - 1);
        String head = deviceId.substring(0, deviceId.length() - 1);
        return last == '0' ? head : head + (char) (last - 1);
    }

    private static String admin() {
        return given().contentType(ContentType.JSON)
                .body(Map.of("login", "admin", "password", "twinloop-demo", "client", "APP"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }
}
