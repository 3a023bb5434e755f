package org.twinloop.telematics.alert;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.device.RawMqtt;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;
import org.twinloop.isolation.Catalogue;
import org.twinloop.vehicle.Calendar;
import org.twinloop.vehicle.Fleet;

/** What the rules note, over the stream and over all newest states, and the signs a terminal raises itself. */
@QuarkusTest
class AlertsTest {

    private static final String OPEN =
            "select count(*) from telematics.occurrence where vehicle_no = $1 and rule = $2 and ended_at is null";
    private static final String NOTED =
            "select count(*) from telematics.occurrence where vehicle_no = $1 and rule = $2";
    private static final String TOLD = "select count(*) from journal.event where subject_id = $1 and type = $2";
    private static final String HANGZHOU = "\"lon\":120.1500,\"lat\":30.2800,\"accM\":5";
    private static final String AT_THE_STOP = "\"lon\":121.4691,\"lat\":31.2321,\"accM\":5";

    @Inject
    TestCars cars;

    @Inject
    Fleet fleet;

    @Inject
    Alerts alerts;

    private int mqtt;
    private Instant now;
    private int seq;

    @BeforeEach
    void the_service_is_open() {
        mqtt = cars.port();
        now = cars.now();
    }

    @Test
    void a_car_of_ours_outside_its_area_is_noted_once_and_told_again_when_it_is_back() {
        TestCar car = cars.add(Calendar.OURS);
        TestCar rented = cars.add(Calendar.OPERATOR);
        report(rented, now.minusSeconds(90), HANGZHOU);
        report(car, now.minusSeconds(90), HANGZHOU);
        report(car, now.minusSeconds(80), HANGZHOU);
        cars.eventually(1, OPEN, car.vehicleNo(), "left-area");
        assertEquals(0, cars.count(NOTED, rented.vehicleNo(), "left-area"));
        assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics.left-area"));
        assertEquals(
                now.minusSeconds(90),
                cars.row(
                                "select began_at from telematics.occurrence "
                                        + "where vehicle_no = $1 and rule = 'left-area'",
                                car.vehicleNo())
                        .instant(0));
        report(car, now.minusSeconds(30), AT_THE_STOP);
        cars.eventually(0, OPEN, car.vehicleNo(), "left-area");
        look();
        assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics.alert-closed"));
        look();
        assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics.alert-closed"));
    }

    @Test
    void what_begins_and_ends_between_two_looks_or_comes_late_is_noted() {
        TestCar brief = cars.add(Calendar.OURS);
        TestCar late = cars.add(Calendar.OURS);
        report(brief, now.minusSeconds(90), AT_THE_STOP);
        report(brief, now.minusSeconds(80), HANGZHOU);
        report(brief, now.minusSeconds(70), AT_THE_STOP);
        report(late, now.minusSeconds(10), AT_THE_STOP);
        report(late, now.minusSeconds(600), HANGZHOU);
        report(late, now.minusSeconds(590), AT_THE_STOP);
        for (String rule : new String[] {"left-area", "position-jump"}) {
            for (TestCar car : new TestCar[] {brief, late}) {
                cars.eventually(1, NOTED + " and ended_at is not null", car.vehicleNo(), rule);
                assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics." + rule));
            }
        }
        assertEquals(1, cars.count(NOTED + " and began_at = $3", late.vehicleNo(), "left-area", now.minusSeconds(600)));
    }

    @Test
    void a_jump_no_car_can_make_is_noted_once_as_a_moment() {
        TestCar car = cars.add();
        report(car, now.minusSeconds(120), AT_THE_STOP);
        report(car, now.minusSeconds(60), "\"lon\":121.5200,\"lat\":31.2321,\"accM\":5");
        cars.eventually(1, NOTED, car.vehicleNo(), "position-jump");
        assertEquals(0, cars.count(OPEN, car.vehicleNo(), "position-jump"));
        report(car, now.minusSeconds(30), "\"lon\":121.5210,\"lat\":31.2321,\"accM\":5");
        report(car, now.minusSeconds(20), "\"lon\":121.5700,\"lat\":31.2321,\"accM\":5");
        cars.eventually(1, NOTED + " and ended_at = $3", car.vehicleNo(), "position-jump", now.minusSeconds(20));
        assertEquals(1, cars.count(NOTED, car.vehicleNo(), "position-jump"), "two within a minute are one");
        assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics.position-jump"));
    }

    @Test
    void a_charge_that_will_not_do_for_the_next_reservation_is_noted_until_it_will() {
        TestCar car = cars.add(Calendar.OURS);
        reportCharge(car, now.minusSeconds(60), 20, false);
        UUID reservation = Ids.next();
        cars.act(() -> fleet.reserve(
                        reservation, car.vehicleId(), now.plusSeconds(1800), now.plusSeconds(7200), Ids.next(), null)
                .chain(() -> fleet.tellRoute(reservation, 30_000)));
        look();
        assertEquals(0, cars.count(NOTED, car.vehicleNo(), "low-charge"), "20 % are enough for 30 km");
        cars.act(() -> fleet.tellRoute(reservation, 90_000));
        look();
        look();
        assertEquals(1, cars.count(OPEN, car.vehicleNo(), "low-charge"));
        reportCharge(car, now.minusSeconds(30), 60, false);
        look();
        assertEquals(0, cars.count(OPEN, car.vehicleNo(), "low-charge"));
        assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics.low-charge"));
    }

    @Test
    void while_another_instance_looks_nothing_is_noted() throws SQLException {
        TestCar car = cars.add(Calendar.OURS);
        reportCharge(car, now.minusSeconds(60), 20, false);
        UUID reservation = Ids.next();
        cars.act(() -> fleet.reserve(
                        reservation, car.vehicleId(), now.plusSeconds(1800), now.plusSeconds(7200), Ids.next(), null)
                .chain(() -> fleet.tellRoute(reservation, 90_000)));
        try (Connection other = Catalogue.owner();
                Statement sql = other.createStatement()) {
            sql.execute("select pg_advisory_lock(hashtext('telematics.alert'))");
            alerts.look(now).await().atMost(Duration.ofSeconds(90));
            assertEquals(0, cars.count(NOTED, car.vehicleNo(), "low-charge"));
        }
        look();
        assertEquals(1, cars.count(OPEN, car.vehicleNo(), "low-charge"));
    }

    @Test
    void a_power_cut_begins_and_ends_whatever_order_its_messages_come_in() {
        TestCar car = cars.add();
        try (RawMqtt terminal = RawMqtt.connected(mqtt, RawMqtt.V5, car.deviceId(), car.secret())) {
            alarm(terminal, car, 1, now.minusSeconds(60), true);
            alarm(terminal, car, 2, now.minusSeconds(60), true);
            assertEquals(1, cars.count(OPEN, car.vehicleNo(), "power-cut"));
            alarm(terminal, car, 3, now.minusSeconds(30), false);
            alarm(terminal, car, 4, now.minusSeconds(60), true);
            alarm(terminal, car, 5, now.minusSeconds(45), true);
            assertEquals(0, cars.count(OPEN, car.vehicleNo(), "power-cut"));
            assertEquals(1, cars.count(NOTED, car.vehicleNo(), "power-cut"));
            terminal.publish(6, car.up("alarm"), "{\"ts\":1,\"sign\":\"SNOW\",\"on\":true}");
            assertEquals(0x99, terminal.expectAck(6));
        }
        assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics.power-cut"));
    }

    @Test
    void a_sign_taken_back_before_it_was_raised_is_told_and_over() {
        TestCar car = cars.add();
        try (RawMqtt terminal = RawMqtt.connected(mqtt, RawMqtt.V5, car.deviceId(), car.secret())) {
            alarm(terminal, car, 1, now.minusSeconds(30), false);
            assertEquals(0, cars.count(NOTED, car.vehicleNo(), "power-cut"));
            alarm(terminal, car, 2, now.minusSeconds(60), true);
            alarm(terminal, car, 3, now.minusSeconds(60), true);
            assertEquals(0, cars.count(OPEN, car.vehicleNo(), "power-cut"));
            assertEquals(1, cars.count(NOTED, car.vehicleNo(), "power-cut"));
            assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics.power-cut"));
            look();
            assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics.alert-closed"));
            alarm(terminal, car, 4, now.minusSeconds(20), true);
            assertEquals(1, cars.count(OPEN, car.vehicleNo(), "power-cut"), "that is another one");
        }
    }

    @Test
    void a_sign_of_a_clock_that_is_ahead_ends_when_it_is_taken_back_with_the_clock_put_right() {
        TestCar car = cars.add();
        Instant ahead = cars.now().plusSeconds(240);
        try (RawMqtt terminal = RawMqtt.connected(mqtt, RawMqtt.V5, car.deviceId(), car.secret())) {
            alarm(terminal, car, 1, ahead, true);
            assertEquals(1, cars.count(OPEN, car.vehicleNo(), "power-cut"));
            alarm(terminal, car, 2, cars.now().plusSeconds(1), false);
            assertEquals(0, cars.count(OPEN, car.vehicleNo(), "power-cut"));
            alarm(terminal, car, 3, ahead, true);
            assertEquals(1, cars.count(NOTED, car.vehicleNo(), "power-cut"), "another copy of the first");
        }
    }

    @Test
    void a_sign_outside_the_accepted_window_goes_to_the_quarantine() {
        TestCar car = cars.add();
        try (RawMqtt terminal = RawMqtt.connected(mqtt, RawMqtt.V5, car.deviceId(), car.secret())) {
            for (Instant wrong : new Instant[] {now.plusSeconds(3600), now.minus(Duration.ofDays(31))}) {
                terminal.publish(
                        1,
                        car.up("alarm"),
                        "{\"ts\":%d,\"sign\":\"POWER_CUT\",\"on\":true}".formatted(wrong.toEpochMilli()));
                assertEquals(0x99, terminal.expectAck(1));
            }
        }
        assertEquals(0, cars.count(NOTED, car.vehicleNo(), "power-cut"));
    }

    @Test
    void the_fleet_desk_lists_what_was_noted() {
        TestCar car = cars.add();
        try (RawMqtt terminal = RawMqtt.connected(mqtt, RawMqtt.V5, car.deviceId(), car.secret())) {
            alarm(terminal, car, 1, now.minusSeconds(60), true);
        }
        as("li").get("/api/v1/vehicle-alerts?state=OPEN&rule=power-cut&vehicle=" + car.vehicleId())
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].titleZh", equalTo("终端断电"))
                .body("items[0].beganAt", notNullValue());
        as("li").get("/api/v1/vehicle-alerts?state=ENDED&vehicle=" + car.vehicleId())
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
        as("li").get("/api/v1/vehicle-alerts?limit=200&rule=power-cut")
                .then()
                .statusCode(200)
                .body("items.rule", everyItem(equalTo("power-cut")))
                .body("items.vehicleId", hasItem(car.vehicleId().toString()));
        as("wang").get("/api/v1/vehicle-alerts").then().statusCode(403);
    }

    /** The service's own look, while which another is none, comes to its end first; its next is a minute away. */
    private void look() {
        cars.row("select pg_advisory_xact_lock(hashtext('telematics.alert'))::text");
        alerts.look(now).await().atMost(Duration.ofSeconds(90));
    }

    private void report(TestCar car, Instant at, String fix) {
        publish(car, cars.report(++seq, at).replace(AT_THE_STOP, fix));
    }

    private void reportCharge(TestCar car, Instant at, double percent, boolean charging) {
        publish(
                car,
                cars.report(++seq, at)
                        .replace("\"socPercent\":78.5", "\"socPercent\":" + percent)
                        .replace("\"charging\":false", "\"charging\":" + charging));
    }

    private void publish(TestCar car, String report) {
        try (RawMqtt terminal = RawMqtt.connected(mqtt, RawMqtt.V311, car.deviceId(), car.secret())) {
            terminal.publish(1, car.up("report"), report);
            terminal.expectAck(1);
        }
    }

    private static void alarm(RawMqtt terminal, TestCar car, int packetId, Instant at, boolean on) {
        terminal.publish(
                packetId,
                car.up("alarm"),
                "{\"ts\":%d,\"sign\":\"POWER_CUT\",\"on\":%s}".formatted(at.toEpochMilli(), on));
        assertEquals(0, terminal.expectAck(packetId));
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
