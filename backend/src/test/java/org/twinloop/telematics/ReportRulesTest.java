package org.twinloop.telematics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.device.RawMqtt;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;
import org.twinloop.vehicle.Calendar;
import org.twinloop.vehicle.Fleet;

/** What the rules note of a real stream. */
@QuarkusTest
class ReportRulesTest {

    private static final String NOTED =
            "select count(*) from telematics.occurrence where vehicle_no = $1 and rule = $2 and ended_at is null";
    private static final String TOLD = "select count(*) from journal.event where subject_id = $1 and type = $2";
    private static final String ELSEWHERE = ",\"lon\":121.4800";

    @Inject
    TestCars cars;

    @Inject
    Fleet fleet;

    @Inject
    Occurrences occurrences;

    @Inject
    ReportIntake intake;

    @Test
    void a_car_of_ours_that_moves_without_an_order_is_noted_once() {
        TestCar car = cars.add(Calendar.OURS);
        Instant now = cars.now();
        try (RawMqtt terminal = connect(car)) {
            terminal.publish(1, car.up("report"), cars.report(1, now.minusSeconds(30)));
            terminal.publish(2, car.up("report"), moved(2, now.minusSeconds(20)));
            terminal.publish(3, car.up("report"), moved(3, now.minusSeconds(10)));
            terminal.expectAck(1);
            terminal.expectAck(2);
            terminal.expectAck(3);
        }
        cars.eventually(1, NOTED, car.vehicleNo(), "moved-without-order");
        assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics.moved-without-order"));
    }

    @Test
    void a_car_with_an_order_or_of_an_operators_calendar_may_move() {
        TestCar ordered = cars.add(Calendar.OURS);
        TestCar rented = cars.add(Calendar.OPERATOR);
        TestCar stray = cars.add(Calendar.OURS);
        Instant now = cars.now();
        UUID reservation = Ids.next();
        cars.act(() -> fleet.reserve(
                reservation, ordered.vehicleId(), now.minusSeconds(60), now.plusSeconds(3600), Ids.next(), null));
        for (TestCar car : new TestCar[] {ordered, rented, stray}) {
            try (RawMqtt terminal = connect(car)) {
                terminal.publish(1, car.up("report"), cars.report(1, now.minusSeconds(30)));
                terminal.publish(2, car.up("report"), moved(2, now.minusSeconds(20)));
                terminal.publish(3, car.up("report"), moved(3, now.minusSeconds(10)));
                terminal.expectAck(1);
                terminal.expectAck(2);
                terminal.expectAck(3);
            }
        }
        cars.eventually(1, NOTED, stray.vehicleNo(), "moved-without-order");
        assertEquals(0, cars.count(NOTED, ordered.vehicleNo(), "moved-without-order"));
        assertEquals(0, cars.count(NOTED, rented.vehicleNo(), "moved-without-order"));
    }

    @Test
    void whoever_unlocked_before_the_time_of_the_order_drives_with_an_order() {
        TestCar early = cars.add(Calendar.OURS);
        TestCar tooEarly = cars.add(Calendar.OURS);
        Instant now = cars.now();
        for (TestCar car : new TestCar[] {early, tooEarly}) {
            UUID reservation = Ids.next();
            cars.act(() -> fleet.reserve(
                            reservation, car.vehicleId(), now.plusSeconds(600), now.plusSeconds(3600), Ids.next(), null)
                    .chain(() -> fleet.firm(reservation))
                    .chain(() -> car == early
                            ? fleet.use(reservation, now.minusSeconds(40))
                            : Uni.createFrom().voidItem()));
            try (RawMqtt terminal = connect(car)) {
                terminal.publish(1, car.up("report"), cars.report(1, now.minusSeconds(30)));
                terminal.publish(2, car.up("report"), moved(2, now.minusSeconds(20)));
                terminal.publish(3, car.up("report"), moved(3, now.minusSeconds(10)));
                terminal.expectAck(1);
                terminal.expectAck(2);
                terminal.expectAck(3);
            }
        }
        cars.eventually(1, NOTED, tooEarly.vehicleNo(), "moved-without-order");
        assertEquals(0, cars.count(NOTED, early.vehicleNo(), "moved-without-order"));
    }

    @Test
    void a_silent_car_is_noted_once_and_no_more_when_it_is_heard_again() {
        TestCar car = cars.add();
        try (RawMqtt terminal = connect(car)) {
            terminal.publish(1, car.up("report"), cars.report(1, cars.now()));
            terminal.expectAck(1);
            Unheard unheard = new Unheard(occurrences, Duration.ofMinutes(10));
            Instant listening = cars.now();
            unheard.tick(listening).await().atMost(Duration.ofSeconds(90));
            assertEquals(0, cars.count(NOTED, car.vehicleNo(), "unheard"));
            for (int minute = 12; minute <= 16; minute += 2) {
                unheard.tick(listening.plus(Duration.ofMinutes(minute))).await().atMost(Duration.ofSeconds(90));
                assertEquals(1, cars.count(NOTED, car.vehicleNo(), "unheard"));
            }
            assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics.unheard"));
            terminal.publish(2, car.up("report"), cars.report(2, cars.now()));
            terminal.expectAck(2);
            occurrences
                    .noteSilent("unheard", cars.now().minusSeconds(600))
                    .await()
                    .atMost(Duration.ofSeconds(90));
            assertEquals(0, cars.count(NOTED, car.vehicleNo(), "unheard"));
        }
    }

    @Test
    void a_battery_alarm_is_noted_once_with_its_gravest_level_apart_and_ends_when_it_is_gone() {
        TestCar car = cars.add();
        Instant now = cars.now();
        alarm(car, now.minusSeconds(9), VehicleAlarm.of(0, 0));
        alarm(car, now.minusSeconds(8), VehicleAlarm.of(3, 1 << 13));
        for (int second = 7; second >= 4; second--) {
            alarm(car, now.minusSeconds(second), VehicleAlarm.of(2, 1 << 1 | 1 << 11));
        }
        cars.eventually(1, NOTED, car.vehicleNo(), "battery-alarm");
        assertEquals(0, cars.count(NOTED, car.vehicleNo(), "battery-danger"));
        alarm(car, now.minusSeconds(3), VehicleAlarm.of(4, 1 << 23));
        cars.eventually(1, NOTED, car.vehicleNo(), "battery-danger");
        assertEquals(
                "[\"BATTERY_OVER_TEMPERATURE\", \"INSULATION\"]",
                cars.row(
                                "select facts->>'signs' from telematics.occurrence "
                                        + "where vehicle_no = $1 and rule = 'battery-alarm'",
                                car.vehicleNo())
                        .text(0));
        alarm(car, now, VehicleAlarm.of(0, 0));
        cars.eventually(0, NOTED, car.vehicleNo(), "battery-alarm");
        cars.eventually(0, NOTED, car.vehicleNo(), "battery-danger");
        assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics.battery-alarm"));
        assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics.battery-danger"));
    }

    private void alarm(TestCar car, Instant at, VehicleAlarm alarm) {
        VehicleReport report =
                new VehicleReport(at, 0, 1, null, null, 0.0, null, 1L, 50.0, null, null, null, null, null, alarm, null);
        intake.take(car.vehicleId(), cars.now(), List.of(report)).await().atMost(Duration.ofSeconds(90));
    }

    private String moved(long seq, Instant at) {
        return cars.report(seq, at).replace("\"lon\":121.4691", ELSEWHERE.substring(1));
    }

    private RawMqtt connect(TestCar car) {
        return RawMqtt.connected(cars.port(), RawMqtt.V311, car.deviceId(), car.secret());
    }
}
