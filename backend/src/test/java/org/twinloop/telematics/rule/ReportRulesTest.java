package org.twinloop.telematics.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;
import org.twinloop.device.RawMqtt;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;
import org.twinloop.telematics.Car;
import org.twinloop.telematics.MovementLimits;
import org.twinloop.telematics.ReportIntake;
import org.twinloop.telematics.VehicleAlarm;
import org.twinloop.telematics.VehicleReport;
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

    @Inject
    OccurrenceRepository repository;

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

    @Test
    void where_a_car_stands_is_known_to_every_instance_and_after_a_restart() {
        TestCar car = cars.add(Calendar.OURS);
        Instant now = cars.now();
        order(car, now.minusSeconds(7_200), now.minusSeconds(5_400));
        MovedWithoutOrder first = instance();
        drive(first, car, now.minusSeconds(7_300), 0, 0);
        MovedWithoutOrder second = instance();
        for (int minute = 0; minute <= 10; minute++) {
            drive(second, car, now.minusSeconds(7_000 - minute * 60L), Math.min(minute * 500, 2_000), 0);
        }
        for (MovedWithoutOrder rule : new MovedWithoutOrder[] {first, instance()}) {
            drive(rule, car, now.minusSeconds(rule == first ? 600 : 500), 2_000, 0);
            drive(rule, car, now.minusSeconds(rule == first ? 590 : 490), 2_010, 0);
        }
        assertEquals(0, told(car, "telematics.moved-without-order"));
        drive(first, car, now.minusSeconds(400), 2_200, 30);
        drive(first, car, now.minusSeconds(390), 2_300, 30);
        assertEquals(1, told(car, "telematics.moved-without-order"), "that is from there on without an order");
    }

    @Test
    void what_goes_on_ends_after_a_restart_and_the_next_is_told_too() {
        TestCar car = cars.add(Calendar.OURS);
        Instant now = cars.now();
        MovedWithoutOrder first = instance();
        drive(first, car, now.minusSeconds(3_600), 0, 0);
        drive(first, car, now.minusSeconds(3_500), 500, 30);
        assertEquals(1, cars.count(NOTED, car.vehicleNo(), "moved-without-order"));
        MovedWithoutOrder second = instance();
        for (int minute = 0; minute <= 4; minute++) {
            drive(second, car, now.minusSeconds(3_000 - minute * 60L), 9_000, 0);
        }
        assertEquals(0, cars.count(NOTED, car.vehicleNo(), "moved-without-order"));
        drive(first, car, now.minusSeconds(1_000), 9_800, 30);
        drive(first, car, now.minusSeconds(990), 9_900, 30);
        assertEquals(1, cars.count(NOTED, car.vehicleNo(), "moved-without-order"));
        assertEquals(2, told(car, "telematics.moved-without-order"));
    }

    @Test
    void a_car_given_back_and_driven_off_at_once_is_told() {
        TestCar car = cars.add(Calendar.OURS);
        Instant now = cars.now();
        UUID reservation = order(car, now.minusSeconds(7_200), now.minusSeconds(3_600));
        MovedWithoutOrder rule = instance();
        drive(rule, car, now.minusSeconds(7_300), 0, 0);
        for (int minute = 0; minute < 5; minute++) {
            drive(rule, car, now.minusSeconds(7_000 - minute * 60L), 1_000 + minute * 500, 30);
        }
        assertEquals(0, told(car, "telematics.moved-without-order"));
        cars.act(() -> fleet.release(reservation, now.minusSeconds(6_700)));
        Instant free = cars.row("select upper(blocked) from vehicle.reservation where id = $1", reservation)
                .instant(0);
        for (int i = 0; i < 20; i++) {
            drive(rule, car, free.plusSeconds(1 + i * 10L), 3_500 + i * 100, 30);
        }
        assertEquals(1, told(car, "telematics.moved-without-order"));
    }

    @Test
    void a_battery_alarm_that_another_instance_has_ended_is_told_again() {
        TestCar car = cars.add();
        Instant now = cars.now();
        BatteryAlarmed first = new BatteryAlarmed(occurrences, "battery-danger", 3);
        BatteryAlarmed second = new BatteryAlarmed(occurrences, "battery-danger", 3);
        battery(first, car, now.minusSeconds(90), 3);
        battery(second, car, now.minusSeconds(80), 0);
        assertEquals(0, cars.count(NOTED, car.vehicleNo(), "battery-danger"));
        first.tick(now).await().atMost(Duration.ofSeconds(90));
        battery(first, car, now.minusSeconds(70), 3);
        assertEquals(1, cars.count(NOTED, car.vehicleNo(), "battery-danger"));
        assertEquals(2, told(car, "telematics.battery-danger"));
        second.tick(now).await().atMost(Duration.ofSeconds(90));
        battery(second, car, now.minusSeconds(60), 0);
        assertEquals(0, cars.count(NOTED, car.vehicleNo(), "battery-danger"));
    }

    @Test
    void a_battery_alarm_of_the_past_that_is_sent_again_between_newer_reports_is_noted_once_as_over() {
        TestCar car = cars.add();
        Instant now = cars.now();
        Instant then = now.minus(Duration.ofDays(1));
        BatteryAlarmed rule = new BatteryAlarmed(occurrences, "battery-danger", 3);
        for (int i = 0; i < 20; i++) {
            battery(rule, car, now.minusSeconds(200 - i * 10L), 0);
            battery(rule, car, then.plusSeconds(i * 30L), 3);
        }
        BatteryAlarmed restarted = new BatteryAlarmed(occurrences, "battery-danger", 3);
        battery(restarted, car, then.plusSeconds(300), 3);
        battery(restarted, car, now, 0);
        assertEquals(1, told(car, "telematics.battery-danger"));
        assertEquals(
                1,
                cars.count(
                        "select count(*) from telematics.occurrence where vehicle_no = $1 and began_at = $2 "
                                + "and ended_at = $3",
                        car.vehicleNo(),
                        then,
                        then.plusSeconds(540)));
        battery(rule, car, now.plusSeconds(10), 3);
        assertEquals(1, cars.count(NOTED, car.vehicleNo(), "battery-danger"));
        battery(rule, car, then.plusSeconds(900), 3);
        battery(rule, car, then.plusSeconds(910), 0);
        assertEquals(1, cars.count(NOTED, car.vehicleNo(), "battery-danger"), "it goes on");
        assertEquals(2, told(car, "telematics.battery-danger"));
    }

    private long told(TestCar car, String event) {
        return cars.count(TOLD, car.vehicleId().toString(), event);
    }

    /** The rule as one instance has it. */
    private MovedWithoutOrder instance() {
        MovementLimits.Limits limits = new MovementLimits.Limits(50, 1, 20);
        return new MovedWithoutOrder(occurrences, at -> Optional.of(limits), Duration.ofMinutes(2));
    }

    private UUID order(TestCar car, Instant from, Instant to) {
        UUID reservation = Ids.next();
        cars.act(() -> fleet.reserve(reservation, car.vehicleId(), from, to, Ids.next(), null)
                .chain(() -> fleet.firm(reservation)));
        return reservation;
    }

    private void drive(MovedWithoutOrder rule, TestCar car, Instant at, double metresNorth, double kmh) {
        VehicleReport report = new VehicleReport(
                at,
                1,
                at.getEpochSecond(),
                new GeoPoint(121.47, 31.23 + metresNorth / 111_195),
                5.0,
                kmh,
                null,
                1L,
                50.0,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        rule.reported(met(car), report).await().atMost(Duration.ofSeconds(90));
    }

    /** A car as an instance meets it that hears it for the first time. */
    private Car met(TestCar car) {
        Car known = new Car(car.vehicleNo(), car.vehicleId(), true, null, null, null);
        Optional<Car.Stood> stood = cars.act(() -> repository.stood(known));
        return new Car(car.vehicleNo(), car.vehicleId(), true, null, null, stood.orElse(null));
    }

    private void battery(BatteryAlarmed rule, TestCar car, Instant at, int level) {
        VehicleReport report = ofAlarm(at, VehicleAlarm.of(level, level == 0 ? 0 : 1 << 23));
        rule.reported(met(car), report).await().atMost(Duration.ofSeconds(90));
    }

    private static VehicleReport ofAlarm(Instant at, VehicleAlarm alarm) {
        return new VehicleReport(at, 0, 1, null, null, 0.0, null, 1L, 50.0, null, null, null, null, null, alarm, null);
    }

    private void alarm(TestCar car, Instant at, VehicleAlarm alarm) {
        VehicleReport report = ofAlarm(at, alarm);
        intake.take(car.vehicleId(), cars.now(), List.of(report)).await().atMost(Duration.ofSeconds(90));
    }

    private String moved(long seq, Instant at) {
        return cars.report(seq, at).replace("\"lon\":121.4691", ELSEWHERE.substring(1));
    }

    private RawMqtt connect(TestCar car) {
        return RawMqtt.connected(cars.port(), RawMqtt.V311, car.deviceId(), car.secret());
    }
}
