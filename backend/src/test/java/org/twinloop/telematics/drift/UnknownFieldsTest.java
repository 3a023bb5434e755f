package org.twinloop.telematics.drift;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.twinloop.device.RawMqtt;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;

@QuarkusTest
class UnknownFieldsTest {

    private static final String TOLD =
            "select count(*) from journal.event where type = 'telematics.unknown-field' and subject_id = $1";

    /** Awaited: the service's own notes, now and then, may have some of them in hand. */
    private static final String COUNTED = "select coalesce(sum(reports), 0)::bigint from telematics.unknown_field "
            + "where field = $1 and device_id = $2";

    private static final String KEPT =
            "select count(*) from telematics.report where vehicle_no = $1 and extra -> $2::text is not null";

    @Inject
    TestCars cars;

    private static final String MENTIONS = "select coalesce(sum(reports), 0)::bigint from telematics.unknown_field";
    private static final String TOLD_MORE = """
            select count(*) from journal.event e join journal.payload p on p.event_id = e.id
            where e.type = 'telematics.unknown-field' and p.body::jsonb ->> 'field' = '(more names)'
            """;

    @Inject
    UnknownFields fields;

    @Inject
    MeterRegistry meters;

    @Test
    void a_field_the_contract_does_not_know_is_told_once_counted_and_kept_with_its_report() {
        TestCar car = cars.add();
        String name = "tyre" + car.vehicleNo();
        Instant now = cars.now();
        try (RawMqtt mqtt = RawMqtt.connected(cars.port(), RawMqtt.V5, car.deviceId(), car.secret())) {
            for (int seq = 1; seq <= 3; seq++) {
                String more = ",\"" + name + "\":{\"kPa\":[230,231]}";
                mqtt.publish(seq, car.up("report"), cars.report(seq, now.plusMillis(seq), more));
                mqtt.expectAck(seq);
            }
            note();
            mqtt.publish(4, car.up("report"), cars.report(4, now.plusMillis(4), ",\"" + name + "\":1"));
            mqtt.expectAck(4);
            mqtt.publish(5, car.up("report"), cars.report(5, now.plusMillis(5)));
            mqtt.expectAck(5);
            String again = cars.report(4, now.plusMillis(4), ",\"" + name + "\":1");
            mqtt.publish(6, car.up("report"), again);
            mqtt.expectAck(6);
            String anew = cars.report(6, now.plusMillis(6), ",\"" + name + "\":1");
            mqtt.publish(7, car.up("report"), "[" + again + "," + anew + "," + anew + "]");
            mqtt.expectAck(7);
        }
        note();

        cars.eventually(5, COUNTED, name, car.deviceId());
        String of = "items.find { it.field == '" + name + "' }.";
        given().header("Authorization", "Bearer " + admin())
                .queryParam("cursor", name.substring(0, name.length() - 1))
                .get("/api/v1/devices/unknown-fields")
                .then()
                .statusCode(200)
                .body(of + "reports", equalTo(5))
                .body(of + "deviceId", equalTo(car.deviceId()))
                .body("items.field", not(hasItem("kPa")));
        assertEquals(1, cars.count(TOLD, car.deviceId()));
        assertEquals(5, cars.count(KEPT, car.vehicleNo(), name));
    }

    @Test
    void however_many_names_come_no_more_are_kept_than_allowed_and_the_others_are_counted_and_told_as_one() {
        note();
        cars.act(() -> cars.database().sql("delete from telematics.unknown_field where field = '(more names)'"));
        long told = cars.count(TOLD_MORE);
        long mentions = cars.count(MENTIONS);
        double beyond = beyond();
        Instant now = cars.now();
        StringBuilder many = new StringBuilder("{\"a\":0");
        for (int i = 0; i < 1_000; i++) {
            many.append(",\"made-up-").append(i).append("\":").append(i);
        }
        fields.heard("T-MADE-UP", many.append('}').toString(), now);
        note();
        fields.heard("T-MADE-UP", "{\"made-up-later\":1}", now);
        note();

        cars.eventually(mentions + 1_002, MENTIONS);
        assertEquals(200, cars.count("select count(*) from telematics.unknown_field where field <> '(more names)'"));
        long more = cars.count("select reports from telematics.unknown_field where field = '(more names)'");
        assertTrue(more > 801, more + " mentions: those beyond in the table are not among them");
        assertEquals(more, beyond() - beyond);
        assertEquals(1, cars.count(TOLD_MORE) - told);
        forgetMadeUp();
    }

    @Test
    void names_that_no_database_or_log_can_hold_are_noted_too() {
        String odd = "{\"\":1,\"odd\\ud800\":1,\"odd\\udfff\":1,\"odd\\u0000\":1,\"odd\\n\":1,\"" + "x".repeat(300)
                + "\":1}";
        fields.heard("T-MADE-UP", odd, cars.now());
        note();

        cars.eventually(
                1,
                "select reports from telematics.unknown_field where field = $1 and device_id = $2",
                "odd?",
                "T-MADE-UP");
        assertEquals(
                1,
                cars.count(
                        "select count(*) from telematics.unknown_field where field = $1 and device_id = $2",
                        "x".repeat(100),
                        "T-MADE-UP"));
        assertEquals(3, cars.count("select count(*) from telematics.unknown_field where device_id = $1", "T-MADE-UP"));
        forgetMadeUp();
    }

    private double beyond() {
        return meters.get("twinloop.telematics.unknown.fields.beyond").counter().count();
    }

    private void note() {
        fields.note().await().atMost(Duration.ofSeconds(90));
    }

    private void forgetMadeUp() {
        cars.act(() ->
                cars.database().sql("delete from telematics.unknown_field where device_id = $1", (Object) "T-MADE-UP"));
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
