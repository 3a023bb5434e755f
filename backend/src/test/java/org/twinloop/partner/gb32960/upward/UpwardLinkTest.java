package org.twinloop.partner.gb32960.upward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.device.Quarantine;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;
import org.twinloop.partner.gb32960.upward.SupervisingPlatform.Met;
import org.twinloop.partner.gb32960.wire.Edition;
import org.twinloop.telematics.ReportIntake;
import org.twinloop.telematics.VehicleReport;

/** Our fleet reported upward, to a platform that goes away and comes back. */
@QuarkusTest
class UpwardLinkTest {

    private static final AtomicLong NAMES = new AtomicLong();
    private static final int REAL_TIME = 2;
    private static final int REISSUE = 3;
    private static final int HEARTBEAT = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Inject
    TestCars cars;

    @Inject
    ReportIntake intake;

    @Inject
    Database database;

    @Inject
    UpwardRepository repository;

    @Inject
    Quarantine quarantine;

    @Inject
    UpwardMeters meters;

    @Inject
    Vertx vertx;

    @Inject
    Clock clock;

    @Inject
    ObjectMapper json;

    private final SupervisingPlatform platform = new SupervisingPlatform();
    private final List<UpwardLink> links = new ArrayList<>();
    private String name;
    private TestCar car;
    private String vin;

    @BeforeEach
    void a_car_and_a_platform() {
        name = "test-" + NAMES.incrementAndGet();
        car = cars.add();
        vin = cars.row("select vin from vehicle.vehicle where id = $1", car.vehicleId())
                .text(0);
    }

    @AfterEach
    void the_platform_is_gone() {
        links.forEach(link -> link.stop("the test is over"));
        platform.close();
    }

    @Test
    void what_is_reported_goes_up_in_real_time_after_the_logins() {
        up(Edition.V2016, QuickConfig.USUAL);
        Instant now = now();
        report(now.minusSeconds(1), 52.3);
        report(now, 0.0);
        soon().until(() -> platform.acknowledged(REAL_TIME, vin).size() == 2);
        Stream<Integer> commands = platform.acknowledged().stream().map(Met::command);
        assertEquals(
                List.of(5, 1, REAL_TIME),
                commands.filter(command -> command != HEARTBEAT).distinct().toList());
        Met login = platform.acknowledged().get(0);
        assertEquals("OURCODE0000000001", login.id());
        assertTrue(login.unit()
                .endsWith("6f7572732d6f6e65000000" + "00" + "7365637265742d776f7264" + "00".repeat(9) + "01"));
        Met first = platform.acknowledged(REAL_TIME, vin).get(0);
        assertEquals(
                time(now.minusSeconds(1)) + "01" + "010301" + "020b" + "0001e240" + "ffff" + "ffff" + "4c" + "ff" + "00"
                        + "ffff" + "ffff" + "05" + "00" + "073d8aa4" + "01dc89c0",
                first.unit());
        soon().until(() ->
                !platform.acknowledged(HEARTBEAT, "OURCODE0000000001").isEmpty());
    }

    @Test
    void an_outage_of_days_loses_nothing_repeats_nothing_and_keeps_the_order() {
        UpwardLink link = up(Edition.V2016, QuickConfig.USUAL);
        Instant now = now();
        report(now, 10.0);
        soon().until(() -> platform.acknowledged(REAL_TIME, vin).size() == 1);
        platform.goAway();
        soon().until(() -> !link.isUp());
        List<String> missed = new ArrayList<>();
        List<VehicleReport> batch = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Instant at = now.minus(Duration.ofDays(4)).plus(Duration.ofMinutes(9L * i));
            missed.add(time(at));
            batch.add(vehicleReport(at, i));
        }
        for (int i = 0; i < batch.size(); i += 60) {
            take(batch.subList(i, i + 60));
        }
        platform.comeBack();
        soon().until(() -> reissued(now).size() >= missed.size());
        report(now.plusSeconds(1), 11.0);
        soon().until(() -> platform.acknowledged(REAL_TIME, vin).size() == 2);
        assertEquals(missed, reissued(now), "all of it, once, in order");
        cars.eventually(0, "select count(*) from partner.gb_upward_span where name = $1", name);
    }

    @Test
    void a_connection_that_breaks_again_and_again_acknowledges_nothing_twice() {
        up(Edition.V2025, QuickConfig.USUAL);
        List<String> sent = new ArrayList<>();
        Instant begin = now().minus(Duration.ofHours(5));
        for (int round = 0; round < 6; round++) {
            List<VehicleReport> batch = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Instant at = begin.plusSeconds(60L * (round * 50 + i));
                sent.add(time(at));
                batch.add(vehicleReport(at, i));
            }
            take(batch);
            int wanted = round * 50 + 20;
            soon().until(() -> platform.acknowledged(REISSUE, vin).size() >= wanted);
            platform.goAway();
            platform.comeBack();
        }
        soon().until(() -> platform.acknowledged(REISSUE, vin).size() >= sent.size());
        List<String> times = platform.times(REISSUE, vin);
        assertEquals(new HashSet<>(sent), new HashSet<>(times));
        assertEquals(sent, times.stream().distinct().sorted().toList(), "nothing is missing");
        // The answer to a frame may be lost with its connection; then, and only then, it comes again.
        int repeated = times.size() - sent.size();
        assertTrue(repeated <= 6 * QuickConfig.USUAL.window(), () -> "repeated " + repeated);
    }

    @Test
    void live_reports_overtake_the_backlog() {
        UpwardLink link = up(Edition.V2016, QuickConfig.USUAL);
        platform.goAway();
        soon().until(() -> !link.isUp());
        Instant begin = now().minus(Duration.ofHours(3));
        for (int i = 0; i < 300; i += 100) {
            List<VehicleReport> batch = new ArrayList<>();
            for (int k = i; k < i + 100; k++) {
                batch.add(vehicleReport(begin.plusSeconds(30L * k), k));
            }
            take(batch);
        }
        platform.holdAnswers();
        platform.comeBack();
        platform.grantAnswers(12);
        soon().until(() -> !platform.acknowledged(REISSUE, vin).isEmpty());
        report(now(), 33.0);
        soon().pollInterval(Duration.ofMillis(60)).until(() -> {
            platform.grantAnswers(1);
            return !platform.acknowledged(REAL_TIME, vin).isEmpty();
        });
        assertTrue(platform.acknowledged(REISSUE, vin).size() < 300, "the backlog is not over yet");
        platform.grantAnswers(1_000_000);
        soon().until(() -> platform.acknowledged(REISSUE, vin).size() == 300);
    }

    @Test
    void another_instance_goes_on_where_the_first_one_stopped() {
        UpwardLink first = up(Edition.V2016, QuickConfig.USUAL);
        platform.holdAnswers();
        Instant begin = now().minus(Duration.ofHours(2));
        List<String> sent = new ArrayList<>();
        List<VehicleReport> batch = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sent.add(time(begin.plusSeconds(30L * i)));
            batch.add(vehicleReport(begin.plusSeconds(30L * i), i));
        }
        take(batch);
        platform.grantAnswers(51);
        soon().until(() -> platform.acknowledged(REISSUE, vin).size() == 50 && placeReached() == 49);
        first.stop("the instance ends");
        platform.goAway();
        platform.comeBack();
        platform.grantAnswers(1_000_000);
        link(Edition.V2016, QuickConfig.USUAL).start();
        soon().until(() -> platform.acknowledged(REISSUE, vin).size() >= sent.size());
        assertEquals(sent, platform.times(REISSUE, vin));
    }

    /** Sent again but for a time, whose answer may have been lost with the connection. */
    private List<String> reissued(Instant but) {
        return platform.times(REISSUE, vin).stream()
                .filter(time -> !time.equals(time(but)))
                .toList();
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(PATIENCE);
    }

    /** The number of the last report of the car that is written down as acknowledged, -1 for none. */
    private long placeReached() {
        return cars.row(
                        "select coalesce(max(seq), -1) from partner.gb_upward_span where name = $1 and vehicle_no = $2",
                        name,
                        car.vehicleNo())
                .whole(0);
    }

    @Test
    void one_instance_has_the_link_until_it_lets_go_or_dies() {
        UpwardHistory history = new UpwardHistory(database, repository, quarantine, QuickConfig.USUAL, meters, clock);
        UpwardHistory slow = new UpwardHistory(database, repository, quarantine, QuickConfig.LONG_LEASE, meters, clock);
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        assertTrue(taken(slow, one));
        assertTrue(taken(slow, one), "prolongs it");
        assertFalse(taken(slow, other));
        slow.release(name, one).await().atMost(Duration.ofSeconds(90));
        assertTrue(taken(history, other));
        soon().until(() -> taken(history, one));
    }

    private boolean taken(UpwardHistory history, UUID instance) {
        return history.take(name, instance).await().atMost(Duration.ofSeconds(90));
    }

    @Test
    void a_platform_that_falls_silent_is_left_and_what_it_did_not_answer_comes_again() {
        UpwardLink link = up(Edition.V2016, new QuickConfig(8, 40, Duration.ofMillis(400), 2, Duration.ofMillis(600)));
        platform.fallSilent(true);
        Instant now = now();
        report(now, 20.0);
        soon().until(() -> !link.isUp());
        platform.fallSilent(false);
        soon().until(() -> !platform.acknowledged(REISSUE, vin).isEmpty());
        assertEquals(time(now), platform.acknowledged(REISSUE, vin).get(0).time());
        assertEquals(0, platform.acknowledged(REAL_TIME, vin).size());
    }

    @Test
    void a_refused_report_is_set_aside_and_repeated_and_the_others_go_on() {
        Instant now = now();
        String refused = time(now.minusSeconds(1));
        platform.replies(frame -> frame.command() == REAL_TIME && frame.time().equals(refused) ? 2 : 1);
        up(Edition.V2016, QuickConfig.USUAL);
        report(now.minusSeconds(1), 20.0);
        report(now, 21.0);
        soon().until(() -> platform.acknowledged(REAL_TIME, vin).size() == 1);
        soon().until(() -> platform.met().stream()
                        .filter(frame -> frame.id().equals(vin) && frame.command() == REAL_TIME)
                        .filter(frame -> frame.time().equals(refused))
                        .count()
                == 3);
        cars.eventually(
                1,
                "select count(*) from device.quarantine where device_id = $1 and topic = $2",
                vin,
                "gb32960/upward/" + name);
        cars.eventually(0, "select count(*) from partner.gb_upward_span where name = $1", name);
    }

    @Test
    void a_refused_login_is_tried_again_with_the_next_number() {
        platform.replies(frame -> frame.command() == 5 && platform.met().size() <= 2 ? 2 : 1);
        link(Edition.V2016, QuickConfig.USUAL).start();
        soon().until(() -> !platform.acknowledged(5, "OURCODE0000000001").isEmpty());
        List<String> serials = platform.met().stream()
                .filter(frame -> frame.command() == 5)
                .map(frame -> frame.unit().substring(12, 16))
                .toList();
        assertEquals(List.of("0001", "0002", "0003"), serials);
    }

    @Test
    void what_came_by_gb32960_goes_up_as_it_came() {
        up(Edition.V2016, QuickConfig.USUAL);
        Instant now = now();
        take(List.of(new VehicleReport(
                now,
                0,
                7,
                new GeoPoint(121.4737, 31.2304),
                null,
                52.3,
                null,
                12_345_600L,
                76.0,
                null,
                null,
                null,
                false,
                null,
                null,
                "{\"gb32960\":{\"edition\":2016,\"infos\":[{\"info\":\"vehicle\",\"state\":1,\"chargeState\":3,"
                        + "\"runMode\":1,\"speedKmh\":52.3,\"odometerKm\":12345.6,\"voltageV\":386.5,\"currentA\":12.5,"
                        + "\"socPercent\":76,\"dcdcState\":1,\"gear\":46,\"insulationKohm\":5000,"
                        + "\"acceleratorPercent\":35,\"brakePercent\":\"ABNORMAL\"},{\"info\":\"motors\",\"motors\":[{"
                        + "\"no\":1,\"state\":1,\"controllerC\":40,\"speedRpm\":3000,\"torqueNm\":120,\"motorC\":45,"
                        + "\"voltageV\":380,\"currentA\":20}]},{\"info\":\"alarm\",\"level\":2,\"flags\":2064,"
                        + "\"motorFaults\":[258]}]}}")));
        soon().until(() -> platform.acknowledged(REAL_TIME, vin).size() == 1);
        assertEquals(
                time(now) + "01" + "010301" + "020b" + "0001e240" + "0f19" + "278d" + "4c" + "01" + "2e" + "1388" + "23"
                        + "fe" + "02" + "01" + "01" + "01" + "50" + "59d8" + "52d0" + "55" + "0ed8" + "27d8" + "0500"
                        + "073d8aa4" + "01dc89c0" + "07" + "02" + "00000810" + "00" + "01" + "00000102" + "0000",
                platform.acknowledged(REAL_TIME, vin).get(0).unit());
    }

    @Test
    void an_orderly_end_logs_cars_and_platform_out() {
        UpwardLink link = up(Edition.V2016, QuickConfig.USUAL);
        report(now(), 5.0);
        soon().until(() -> platform.acknowledged(REAL_TIME, vin).size() == 1);
        link.stop("the service stops");
        soon().until(() -> platform.met().stream().anyMatch(frame -> frame.command() == 6));
        assertTrue(platform.met().stream()
                .anyMatch(frame -> frame.command() == 4 && frame.id().equals(vin)));
    }

    private UpwardLink up(Edition edition, UpwardConfig config) {
        UpwardLink link = link(edition, config);
        link.start();
        soon().until(link::isUp);
        return link;
    }

    private UpwardLink link(Edition edition, UpwardConfig config) {
        UpwardHistory history = new UpwardHistory(database, repository, quarantine, config, meters, clock);
        history.take(name, UUID.randomUUID()).await().atMost(Duration.ofSeconds(90));
        UpwardLink link = new UpwardLink(
                vertx,
                name,
                new QuickConfig.Platform(platform.port(), edition, "OURCODE0000000001", "ours-one", "secret-word"),
                config,
                history,
                meters,
                clock,
                json);
        links.add(link);
        return link;
    }

    private Instant now() {
        return cars.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private void report(Instant at, double speedKmh) {
        take(List.of(new VehicleReport(
                at,
                1,
                at.getEpochSecond(),
                new GeoPoint(121.4737, 31.2304),
                5.0,
                speedKmh,
                null,
                12_345_600L,
                76.0,
                false,
                true,
                false,
                false,
                null,
                null,
                null)));
    }

    private static VehicleReport vehicleReport(Instant at, int seq) {
        return new VehicleReport(
                at,
                1,
                seq,
                new GeoPoint(121.4737, 31.2304),
                5.0,
                30.0,
                null,
                12_345_600L,
                76.0,
                false,
                true,
                false,
                false,
                null,
                null,
                null);
    }

    private void take(List<VehicleReport> reports) {
        assertTrue(intake.take(car.vehicleId(), clock.instant(), reports)
                .await()
                .atMost(Duration.ofSeconds(90))
                .accepted());
    }

    private static String time(Instant at) {
        ZonedDateTime there = at.atZone(ZoneOffset.ofHours(8));
        return "%02x%02x%02x%02x%02x%02x"
                .formatted(
                        there.getYear() - 2000,
                        there.getMonthValue(),
                        there.getDayOfMonth(),
                        there.getHour(),
                        there.getMinute(),
                        there.getSecond());
    }
}
