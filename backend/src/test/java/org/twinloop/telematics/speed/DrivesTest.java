package org.twinloop.telematics.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.snap.Driven;
import org.twinloop.vehicle.Fleet.OnRoad;

/** Which cars tell how fast a road is. Here a road leads east along 31° N, and beside it is none. */
class DrivesTest {

    private static final Instant NOON = Instant.parse("2026-11-25T04:00:00Z");
    private static final double BESIDE = 31.01;

    private final List<String> told = new ArrayList<>();
    private final UUID car = UUID.randomUUID();
    private final Drives drives = new Drives(
            new Drives.Traffic() {
                @Override
                public Optional<Driven> road(GeoPoint position, double headingDeg, double withinM) {
                    return position.lat() == BESIDE
                            ? Optional.empty()
                            : Optional.of(new Driven(7, headingDeg < 180, 1));
                }

                @Override
                public void observe(int edge, boolean forward, double speedKmh, Instant at) {
                    told.add(edge + (forward ? "F " : "B ") + Math.round(speedKmh));
                }
            },
            new Settings());

    private void report(int second, double lon, double lat, double kmh) {
        drives.take(new OnRoad(car, NOON.plusSeconds(second), new GeoPoint(lon, lat), 5, kmh, 90));
    }

    @Test
    void a_driving_car_tells_its_speed_but_not_with_every_report() {
        report(0, 121.000, 31, 50);
        report(5, 121.001, 31, 48);
        report(15, 121.002, 31, 46);

        assertEquals(List.of("7F 50", "7F 46"), told);
    }

    @Test
    void a_report_that_was_heard_before_or_comes_late_tells_nothing_again() {
        report(60, 121.001, 31, 50);
        report(60, 121.001, 31, 50);
        report(30, 121.000, 31, 40);
        report(90, 121.002, 31, 30);

        assertEquals(List.of("7F 50", "7F 30"), told);
    }

    @Test
    void a_car_that_stands_without_having_driven_is_no_traffic() {
        report(0, 121, 31, 0);
        report(60, 121, 31, 2);

        assertEquals(List.of(), told);
    }

    @Test
    void a_crawling_car_counts_while_it_is_on_its_road_and_moves_on() {
        report(0, 121.0000, 31, 30);
        for (int i = 1; i <= 10; i++) {
            report(i * 60, 121.0000 + i * 0.0002, 31, 1);
        }
        assertEquals(11, told.size());
        assertEquals("7F 1", told.get(10));

        report(660, 121.0021, BESIDE, 1);
        report(720, 121.0021, 31, 1);
        assertEquals(11, told.size());
    }

    @Test
    void a_car_that_stands_on_its_road_counts_for_a_while_only() {
        report(0, 121, 31, 30);
        for (int minute = 1; minute <= 10; minute++) {
            report(minute * 60, 121, 31, 0);
        }
        assertEquals(List.of("7F 30", "7F 0", "7F 0", "7F 0"), told);
    }

    @Test
    void a_car_that_has_not_moved_for_long_is_forgotten() {
        report(0, 121, 31, 30);
        drives.forget(NOON.plusSeconds(1));
        report(30, 121, 31, 0);

        assertEquals(List.of("7F 30"), told);
    }

    private static final class Settings implements SpeedConfig {
        @Override
        public int matchedAtOnce() {
            return 8;
        }

        @Override
        public boolean on() {
            return true;
        }

        @Override
        public Duration every() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int carsMax() {
            return 100;
        }

        @Override
        public Duration fresh() {
            return Duration.ofMinutes(2);
        }

        @Override
        public Duration apart() {
            return Duration.ofSeconds(15);
        }

        @Override
        public double accuracyMaxM() {
            return 15;
        }

        @Override
        public double besideMaxM() {
            return 12;
        }

        @Override
        public double drivingKmh() {
            return 6;
        }

        @Override
        public Duration heldUpMax() {
            return Duration.ofMinutes(3);
        }
    }
}
