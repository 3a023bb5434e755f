package org.twinloop.telematics.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityClock;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.SystemTime;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;
import org.twinloop.journal.Journal;
import org.twinloop.telematics.Car;
import org.twinloop.telematics.MovementLimits;
import org.twinloop.telematics.TelematicsConfig;
import org.twinloop.telematics.VehicleAlarm;
import org.twinloop.telematics.VehicleReport;

/** What was stored and acknowledged is judged by the rules, whatever happens to the process or to a note. */
@QuarkusTest
class RulesAgainTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String NOTED =
            "select count(*) from telematics.occurrence where vehicle_no = $1 and rule = $2";
    private static final String TOLD = "select count(*) from journal.event where subject_id = $1 and type = $2";
    private static final String MARK =
            "insert into telematics.rules_mark (holder, after, alive_at, told_at) values ($1, $2, $3, $4)";

    @Inject
    TestCars cars;

    @Inject
    TelematicsConfig config;

    @Inject
    RuleConfig thresholds;

    @Inject
    MovementLimits limits;

    @Inject
    LoopAreas areas;

    @Inject
    OccurrenceRepository occurrenceRepository;

    @Inject
    AgainRepository repository;

    @Inject
    Database database;

    @Inject
    Journal journal;

    @Inject
    ObjectMapper json;

    @Inject
    CityClock clock;

    @Inject
    Vertx vertx;

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void an_alarm_in_a_single_report_that_an_instance_stored_before_it_died_is_noted_once() {
        TestCar car = cars.add();
        String before = snapshot();
        Instant at = cars.now().minusSeconds(30);
        store(car, at.minusSeconds(10), VehicleAlarm.of(0, 0));
        store(car, at, VehicleAlarm.of(3, 1 << 23));
        store(car, at.plusSeconds(10), VehicleAlarm.of(0, 0));
        leaveMark(before);
        cars.eventually(
                1,
                NOTED + " and began_at = $3 and ended_at = $4",
                car.vehicleNo(),
                "battery-danger",
                at,
                at.plusSeconds(10));
        awaitNothingOwed(before);
        leaveMark(before);
        awaitNothingOwed(before);
        assertEquals(1, cars.count(NOTED, car.vehicleNo(), "battery-danger"));
        assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics.battery-danger"));
    }

    @Test
    void an_alarm_in_a_single_report_whose_note_fails_is_noted_when_notes_work_again() {
        TestCar car = cars.add();
        AtomicInteger failures = new AtomicInteger(2);
        ReportRules rules = new ReportRules(failing(failures), config, thresholds, limits, areas, vertx, clock, meters);
        RulesAgain again = new RulesAgain(rules, repository, database, clock, config, meters);
        again.pass().await().atMost(SOON);
        Instant at = cars.now().minusSeconds(30);
        VehicleReport alarmed = store(car, at, VehicleAlarm.of(3, 1 << 23));
        rules.begins(0);
        rules.stored(List.of(new Car.Reports(known(car), List.of(alarmed))));
        rules.ends(0);
        VehicleReport well = store(car, at.plusSeconds(1), VehicleAlarm.of(0, 0));
        rules.stored(List.of(new Car.Reports(known(car), List.of(well))));
        Awaitility.await().atMost(SOON).until(() -> {
            again.pass().onFailure().recoverWithNull().await().atMost(SOON);
            return cars.count(NOTED, car.vehicleNo(), "battery-danger") == 1;
        });
        assertEquals(0, failures.get(), "it failed when it was looked at, and when it was looked at again");
        assertEquals(1, cars.count(TOLD, car.vehicleId().toString(), "telematics.battery-danger"));
    }

    @Test
    void the_mark_does_not_move_past_a_writer_that_has_not_shown_what_it_stored() {
        ReportRules rules =
                new ReportRules(failing(new AtomicInteger()), config, thresholds, limits, areas, vertx, clock, meters);
        rules.begins(1);
        int[] then = rules.turns();
        assertEquals(false, rules.havePassed(then));
        rules.ends(1);
        assertEquals(true, rules.havePassed(then));
        rules.begins(1);
        assertEquals(true, rules.havePassed(then), "that is another transaction");
    }

    /** The service looks again at what the dead one left; afterwards nobody owes anything from there. */
    private void awaitNothingOwed(String after) {
        cars.eventually(0, "select count(*) from telematics.rules_mark where after = $1", after);
    }

    private void leaveMark(String after) {
        Instant longAgo = SystemTime.now().minusSeconds(600);
        cars.act(() -> database.sql(MARK, Ids.next(), after, longAgo, cars.now()));
    }

    private String snapshot() {
        return cars.row("select txid_current_snapshot()::text").text(0);
    }

    /** As a writer stores it, but no rule is told. */
    private VehicleReport store(TestCar car, Instant at, VehicleAlarm alarm) {
        cars.act(() -> database.row(
                        "select telematics.add_day($1)",
                        at.atZone(ZoneOffset.UTC).toLocalDate())
                .chain(() -> database.sql(
                        "insert into telematics.report (vehicle_no, event_time, boot, seq, received_at, alarm) "
                                + "values ($1, $2, 0, 1, $3, $4)",
                        car.vehicleNo(),
                        at,
                        cars.now(),
                        alarm.word())));
        return new VehicleReport(
                at, 0, 1, null, null, null, null, null, null, null, null, null, null, null, alarm, null);
    }

    private static Car known(TestCar car) {
        return new Car(car.vehicleNo(), car.vehicleId(), false, null, null, null, null, Set.of());
    }

    private Occurrences failing(AtomicInteger failures) {
        return new Occurrences(database, occurrenceRepository, journal, json) {
            @Override
            Uni<Void> openUnlessOver(String rule, Car car, Instant at, Duration apart, Map<String, Object> facts) {
                return rule.equals("battery-danger") && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                        ? Uni.createFrom().failure(new IllegalStateException("a note fails, as planned"))
                        : super.openUnlessOver(rule, car, at, apart, facts);
            }
        };
    }
}
