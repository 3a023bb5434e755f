package org.twinloop.partner.gb32960.upward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.device.Quarantine;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;
import org.twinloop.telematics.ReportIntake;
import org.twinloop.telematics.VehicleReport;

/** What of the history is for a supervising platform, and what is too old for it. */
@QuarkusTest
class UpwardHistoryTest {

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
    Clock clock;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final String name = "old-" + UUID.randomUUID().toString().substring(0, 8);
    private UpwardHistory history;
    private TestCar car;

    @BeforeEach
    void a_car_and_a_platform() {
        history = new UpwardHistory(
                database, repository, quarantine, QuickConfig.USUAL, new UpwardMeters(registry), clock);
        answer(history.take(name, UUID.randomUUID()));
        car = cars.add();
    }

    @Test
    void what_is_too_old_to_be_sent_is_counted_once_while_the_link_is_up_and_after_an_outage() {
        Instant old = cars.now().minus(Duration.ofDays(8));
        report(old);
        Snapshot head = answer(history.cut(name));
        assertEquals(0, leftOut(), "what was there before the first login is nobody's");
        report(old.plusSeconds(1));
        report(old.plusSeconds(2));
        UpwardHistory.News news = answer(history.news(name, head));
        assertEquals(2, leftOut());
        report(cars.now());
        answer(history.news(name, news.head()));
        assertEquals(2, leftOut());
        report(old.plusSeconds(3));
        answer(history.cut(name));
        assertEquals(3, leftOut());
        answer(history.cut(name));
        assertEquals(3, leftOut());
    }

    private void report(Instant at) {
        VehicleReport report = new VehicleReport(
                at, 1, at.getEpochSecond(), null, null, 1.0, null, 1L, 50.0, null, null, null, null, null, null, null);
        answer(intake.take(car.vehicleId(), cars.now(), List.of(report)));
    }

    private double leftOut() {
        var counter = registry.find("twinloop.gb32960.upward.left.out").counter();
        return counter == null ? 0 : counter.count();
    }

    private static <T> T answer(Uni<T> asked) {
        return asked.await().atMost(Duration.ofSeconds(90));
    }
}
