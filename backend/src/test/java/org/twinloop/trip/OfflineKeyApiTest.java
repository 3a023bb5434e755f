package org.twinloop.trip;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.device.RawMqtt;
import org.twinloop.device.TestCars;

/** The offline key of a booking: who gets it, what becomes of it, and the ride it begins. */
@QuarkusTest
class OfflineKeyApiTest extends MondayMorning {

    @Inject
    TestCars cars;

    private final UUID trip = Ids.next();
    private String device;

    @BeforeEach
    void a_booked_car() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS")))
                .statusCode(201)
                .body("state", equalTo("BOOKED"));
        device = car("device_id");
    }

    @Test
    void the_traveller_gets_the_key_of_the_booked_car_and_always_the_same() throws SQLException {
        String key = key("wang")
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .extract()
                .path("key");
        key("wang").statusCode(200).body("key", equalTo(key));
        byte[] bytes = Base64.getUrlDecoder().decode(key);
        assertEquals(car("vin"), new String(bytes, 5, 17, StandardCharsets.US_ASCII));
        assertEquals(List.of("1"), rows("select count(*) from device.offline_key where trip_id = ?", trip));
        key("qian").statusCode(404);
        key("traveller01").statusCode(404);
        key("li").statusCode(404);
        key("partner-evc").statusCode(403);
    }

    @Test
    void after_the_window_there_is_none() {
        city.pass(Duration.ofHours(12));

        key("wang").statusCode(409).body("type", equalTo("/problems/wrong-state"));
    }

    @Test
    void with_the_booking_its_key_is_over_and_the_terminal_is_told() throws SQLException {
        key("wang").statusCode(200);

        as("wang")
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "会议取消"))
                .post("/api/v1/trips/" + trip + "/cancel")
                .then()
                .statusCode(200);

        assertEquals(
                List.of("1"),
                rows("select count(*) from device.offline_key where trip_id = ? and revoked_at is not null", trip));
        assertEquals(
                List.of(trip.toString()),
                rows(
                        "select body->'key'->>'trip' from device.command where device_id = ? and kind = 'REVOKE_KEY' "
                                + "and body->'key'->>'trip' = ?",
                        device,
                        trip.toString()));
        key("wang").statusCode(409);
    }

    @Test
    void with_another_time_the_key_of_the_old_one_is_over_at_once() throws SQLException {
        String old = key("wang").statusCode(200).extract().path("key");
        String until = as("wang").get("/api/v1/trips/" + trip).path("until");
        String longer = Instant.parse(until).plus(Duration.ofMinutes(20)).toString();

        as("wang")
                .contentType(ContentType.JSON)
                .body(Map.of("until", longer, "reason", "会议延长"))
                .put("/api/v1/trips/" + trip + "/changes/" + Ids.next())
                .then()
                .statusCode(200);

        assertEquals(
                List.of("1"),
                rows("select count(*) from device.offline_key where trip_id = ? and revoked_at is not null", trip));
        assertEquals(
                List.of("1"),
                rows(
                        "select count(*) from device.command where device_id = ? and kind = 'REVOKE_KEY' "
                                + "and body->'key'->>'trip' = ?",
                        device,
                        trip.toString()));
        key("wang").statusCode(200).body("key", not(equalTo(old))).body("validTo", equalTo(longer));
    }

    @Test
    void a_use_that_is_told_later_begins_the_trip_once() throws SQLException {
        ValidatableResponse issued = key("wang").statusCode(200);
        long counter = ((Number) issued.extract().path("counter")).longValue();
        city.pass(Duration.ofMinutes(3));
        long at = clock.now().minusSeconds(60).toEpochMilli();
        try (RawMqtt terminal = RawMqtt.connected(cars.port(), RawMqtt.V5, device, secret())) {
            terminal.publish(1, "tl/v1/" + device + "/up/key-use", use(at, trip, counter));
            assertEquals(0, terminal.expectAck(1));
            terminal.publish(2, "tl/v1/" + device + "/up/key-use", use(at, trip, counter));
            assertEquals(0, terminal.expectAck(2));
            terminal.publish(3, "tl/v1/" + device + "/up/key-use", use(at, UUID.randomUUID(), 1));
            assertEquals(0, terminal.expectAck(3));
            terminal.publish(4, "tl/v1/" + device + "/up/key-use", "{\"ts\":1}");
            assertEquals(0x99, terminal.expectAck(4));
        }
        TestCity.await("wang", trip, "IN_PROGRESS");
        assertEquals(List.of("MATCHED"), rows("select verdict from device.offline_key_use where trip_id = ?", trip));
        assertEquals(
                List.of("UNKNOWN"),
                rows(
                        "select verdict from device.offline_key_use where device_id = ? and trip_id <> ? "
                                + "and counter = 1 and used_at = ?",
                        device,
                        trip,
                        new java.sql.Timestamp(at)));
    }

    @Test
    void the_car_is_found_by_horn_and_light() throws SQLException {
        UUID command = Ids.next();
        for (int i = 0; i < 2; i++) {
            as("wang")
                    .contentType(ContentType.JSON)
                    .body(Map.of("commandId", command))
                    .post("/api/v1/trips/" + trip + "/find")
                    .then()
                    .statusCode(202)
                    .body("kind", equalTo("FIND"));
        }
        assertEquals(List.of("FIND"), rows("select kind from device.command where trip_id = ?", trip));
        as("qian")
                .contentType(ContentType.JSON)
                .body(Map.of("commandId", Ids.next()))
                .post("/api/v1/trips/" + trip + "/find")
                .then()
                .statusCode(404);
    }

    private static String use(long at, UUID trip, long counter) {
        return "{\"ts\":%d,\"result\":\"OPENED\",\"trip\":\"%s\",\"counter\":%d}".formatted(at, trip, counter);
    }

    private String secret() {
        String code = as("admin")
                .post("/api/v1/devices/" + device + "/claim-code")
                .then()
                .statusCode(200)
                .extract()
                .path("code");
        return given().contentType(ContentType.JSON)
                .body(Map.of("code", code))
                .post("/api/v1/devices/claims")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
    }

    private ValidatableResponse key(String login) {
        return as(login).get("/api/v1/trips/" + trip + "/offline-key").then();
    }

    private String car(String column) throws SQLException {
        return rows(
                        "select v." + column + " from vehicle.vehicle v join trip.booking b on b.vehicle_id = v.id "
                                + "where b.trip_id = ? and b.kind = 'CAR'",
                        trip)
                .get(0);
    }
}
