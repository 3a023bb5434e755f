package org.twinloop.telematics.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.upkeep.Configured;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;

/** Alerts go years after their end, and not while they go on or their end is not told. */
@QuarkusTest
class OldAlertTest {

    @Inject
    TestCars cars;

    @Inject
    Database database;

    @Inject
    OldAlertRepository old;

    @Inject
    AlertConfig config;

    @Inject
    Clock clock;

    @Test
    void what_ended_long_ago_and_was_told_goes_and_the_rest_stays() {
        TestCar car = cars.add();
        Instant kept = cars.now().minus(config.keep());
        cars.act(() -> old.drop(1_000));
        alert(car, "a", kept.minusSeconds(60), true);
        alert(car, "b", kept.minusSeconds(60), false);
        alert(car, "c", kept.plusSeconds(3_600), true);
        alert(car, "d", null, false);

        assertEquals(1, cars.act(() -> old.drop(1_000)));
        assertEquals(
                "b,c,d",
                cars.row(
                                "select string_agg(rule, ',' order by rule) from telematics.occurrence "
                                        + "where vehicle_no = $1",
                                car.vehicleNo())
                        .text(0));
    }

    @Test
    void the_service_does_not_start_with_a_time_that_is_too_short() {
        AlertConfig hasty = Configured.with(AlertConfig.class, config, "keep", Duration.ofDays(37));
        var refused = assertThrows(
                IllegalArgumentException.class, () -> new OldAlertRepository(database, hasty, clock).check(null));
        assertTrue(refused.getMessage().startsWith("twinloop.telematics.alert.keep is PT888H; "), refused.getMessage());
        assertTrue(refused.getMessage().endsWith(", so keep at least P38D"), refused.getMessage());
        AlertConfig enough = Configured.with(AlertConfig.class, config, "keep", Duration.ofDays(38));
        new OldAlertRepository(database, enough, clock).check(null);
    }

    private void alert(TestCar car, String rule, Instant endedAt, boolean told) {
        cars.act(() -> database.sql(
                "insert into telematics.occurrence (id, vehicle_no, rule, began_at, ended_at, end_told, facts) "
                        + "values ($1, $2, $3, $4, $5::timestamptz, $6, '{}')",
                Ids.next(),
                car.vehicleNo(),
                rule,
                cars.now().minus(config.keep()).minusSeconds(7_200),
                endedAt,
                told));
    }
}
