package org.twinloop.device.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.SystemTime;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;

/** Claim codes that are over go after a while, and never one that is still good. */
@QuarkusTest
class OldClaimTest {

    @Inject
    TestCars cars;

    @Inject
    Database database;

    @Inject
    OldClaimRepository old;

    @Inject
    ClaimConfig config;

    @Test
    void what_is_over_goes_after_its_time_and_what_is_good_stays() {
        TestCar car = cars.add();
        Instant now = SystemTime.now();
        Instant unused = now.minus(config.keepUnused());
        Instant used = now.minus(config.keepUsed());
        Duration hour = Duration.ofHours(1);
        cars.act(() -> old.drop(1_000));
        claim(car, 1, unused.minus(hour), null, null);
        claim(car, 2, unused.plus(hour), null, null);
        claim(car, 3, now.plus(hour), null, unused.minus(hour));
        claim(car, 4, now.plus(hour), null, null);
        claim(car, 5, used.plus(hour), used.minus(hour), null);
        claim(car, 6, unused.minus(hour), unused.minus(hour), null);

        assertEquals(2, cars.act(() -> old.drop(2)));
        assertEquals(1, cars.act(() -> old.drop(2)));
        assertEquals(
                "2,4,6",
                cars.row(
                                "select string_agg(get_byte(code_hash, 0)::text, ',' order by code_hash) "
                                        + "from device.claim where device_id = $1",
                                car.deviceId())
                        .text(0));
    }

    private void claim(TestCar car, int number, Instant expires, Instant used, Instant voided) {
        cars.act(() -> database.sql(
                "insert into device.claim (code_hash, device_id, issued_at, expires_at, used_at, voided_at) "
                        + "values (set_byte(sha256(convert_to($1::text, 'UTF8')), 0, $2), $1, "
                        + "$3::timestamptz - interval '72 hours', $3, $4::timestamptz, $5::timestamptz)",
                car.deviceId(),
                number,
                expires,
                used,
                voided));
    }
}
