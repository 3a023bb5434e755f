package org.twinloop.telematics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.twinloop.device.TestCars;

@QuarkusTest
class HistoryDaysTest {

    @Inject
    TestCars cars;

    @Inject
    CarRepository days;

    @Test
    void days_older_than_history_is_kept_are_dropped_and_never_those_late_reports_may_need() {
        LocalDate today = cars.now().atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate old = today.minusDays(400);
        LocalDate late = today.minusDays(20);
        cars.act(() -> days.addDay(today));
        cars.act(() -> days.addDay(old));
        cars.act(() -> days.addDay(late));

        long dropped = cars.act(() -> days.dropDays(today.minusDays(184)));
        assertTrue(dropped >= 1, dropped + " dropped");
        assertEquals(0, partitions(old));
        assertEquals(1, partitions(late));

        cars.act(() -> days.dropDays(today.plusDays(1)));
        assertEquals(1, partitions(late));
        assertEquals(1, partitions(today));
    }

    private long partitions(LocalDate day) {
        return cars.count(
                "select count(*) from pg_inherits where inhparent = 'telematics.report'::regclass "
                        + "and inhrelid = to_regclass($1)",
                "telematics.report_" + day.toString().replace("-", ""));
    }
}
