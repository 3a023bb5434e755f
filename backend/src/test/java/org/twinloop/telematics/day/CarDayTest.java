package org.twinloop.telematics.day;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.match.Fix;
import org.twinloop.network.match.Passage;
import org.twinloop.network.match.Stretch;
import org.twinloop.telematics.day.CarDay.GapKind;

class CarDayTest {

    private static final double METRES_PER_DEGREE = 111_195;

    private final List<Told> reports = new ArrayList<>();
    private Instant at = Instant.parse("2026-11-23T00:00:00Z");
    private double northM;
    private long odometerM = 10_000;
    private double soc = 80;
    private boolean plugged;
    private boolean positioned = true;
    private Function<List<Fix>, Optional<List<Stretch>>> roads = fixes -> Optional.empty();

    @Test
    void a_day_without_reports_is_empty() {
        CarDay day = day();
        assertTrue(day.track().isEmpty()
                && day.drives().isEmpty()
                && day.stops().isEmpty()
                && day.gaps().isEmpty());
        assertNull(day.energy().usedWh());
    }

    @Test
    void a_day_is_drives_and_stops() {
        stand(20);
        drive(40, 10);
        stand(30);
        drive(20, 10);
        stand(10);

        CarDay day = day();

        assertEquals(2, day.drives().size());
        assertEquals(3, day.stops().size());
        assertEquals(4000, day.drives().get(0).distance().odometerM());
        assertEquals(4000, day.drives().get(0).distance().gpsM(), 5);
        assertEquals(Distance.Source.ODOMETER, day.drives().get(0).distance().chosen());
        assertEquals(day.drives().get(0).from(), day.stops().get(0).to());
        assertEquals(1, day.track().size());
    }

    @Test
    void a_halt_belongs_to_the_drive_and_a_long_one_parts_it() {
        drive(20, 10);
        stand(3);
        drive(20, 10);
        assertEquals(1, day().drives().size());

        stand(6);
        drive(20, 10);
        assertEquals(2, day().drives().size());
    }

    @Test
    void a_car_put_from_bay_to_bay_has_not_driven() {
        stand(20);
        drive(1, 6);
        stand(20);

        assertEquals(List.of(), day().drives());
        assertEquals(1, day().stops().size());
    }

    @Test
    void silence_is_marked_and_nothing_is_made_up_in_it() {
        drive(20, 10);
        at = at.plus(Duration.ofMinutes(45));
        northM += 9000;
        odometerM += 11_000;
        drive(20, 10);

        CarDay day = day();

        assertEquals(2, day.drives().size());
        assertEquals(1, day.gaps().size());
        CarDay.Gap gap = day.gaps().get(0);
        assertEquals(GapKind.SILENT, gap.kind());
        assertEquals(11_100, gap.odometerM());
        assertEquals(9100, gap.before().distanceM(gap.after()), 5);
        assertEquals(2, day.track().size());
        long told = day.drives().stream()
                .mapToLong(drive -> drive.distance().chosenM())
                .sum();
        assertTrue(told < 4100, "drives are what was reported: " + told);
    }

    @Test
    void a_basement_is_a_gap_of_the_track_though_the_car_reports() {
        drive(20, 10);
        positioned = false;
        stand(30);
        positioned = true;
        drive(20, 10);

        CarDay day = day();

        assertEquals(1, day.gaps().size());
        assertEquals(GapKind.NO_POSITION, day.gaps().get(0).kind());
        assertEquals(2, day.track().size());
        assertEquals(2, day.drives().size());
    }

    @Test
    void energy_is_what_the_battery_fell_by_and_what_it_took_at_a_plug() {
        soc = 60;
        drive(40, 10);
        plugged = true;
        for (int i = 0; i < 60; i++) {
            soc += 0.5;
            step(30, 0);
        }
        plugged = false;
        drive(10, 10);

        CarDay day = day();

        assertEquals(1, day.stops().size());
        assertTrue(day.stops().get(0).plugged());
        assertEquals(15_000, day.energy().chargedWh(), 5);
        assertEquals(500, day.energy().usedWh(), 20);
        assertEquals(400, day.drives().get(0).energy().usedWh(), 20);
    }

    @Test
    void where_sources_differ_the_reason_is_told() {
        assertEquals(Distance.Reason.AGREED, Distance.of(5200L, 5000L, false).reason());
        assertEquals(
                Distance.Reason.ODOMETER_MISSING,
                Distance.of(null, 5000L, false).reason());
        assertEquals(
                Distance.Reason.ODOMETER_SHORT, Distance.of(10L, 5000L, false).reason());
        assertEquals(
                Distance.Reason.ODOMETER_LONG,
                Distance.of(50_000L, 5000L, false).reason());
        assertEquals(
                Distance.Reason.POSITIONS_MISSING,
                Distance.of(50_000L, 5000L, true).reason());
        assertEquals(50_000L, Distance.of(50_000L, 5000L, true).chosenM());
        assertEquals(
                Distance.Reason.ODOMETER_WENT_BACK,
                Distance.of(-9L, 5000L, false).reason());
        assertEquals(5000L, Distance.of(-9L, 5000L, false).chosenM());
        assertNull(Distance.of(null, null, false).chosenM());
    }

    @Test
    void the_roads_of_a_drive_stand_beside_the_odometer_and_for_it_where_it_fails() {
        assertEquals(5300L, Distance.of(5200L, 5000L, false).with(5300L).matchedM());
        assertEquals(5200L, Distance.of(5200L, 5000L, false).with(5300L).chosenM());
        assertEquals(5300L, Distance.of(10L, 5000L, false).with(5300L).chosenM());
        assertEquals(
                Distance.Source.MATCHED,
                Distance.of(null, 5000L, false).with(5300L).chosen());
    }

    @Test
    void roads_tell_a_length_only_where_they_cover_the_drive() {
        drive(60, 10);
        roads = fixes -> Optional.of(List.of(road(fixes, fixes.size() - 1)));
        assertEquals(6100L, day().drives().get(0).distance().matchedM());
        roads = fixes -> Optional.of(List.of(road(fixes, fixes.size() / 2)));
        assertNull(day().drives().get(0).distance().matchedM());
    }

    private static Stretch road(List<Fix> fixes, int last) {
        Instant from = fixes.get(0).time();
        Instant to = fixes.get(last).time();
        return new Stretch(from, to, List.of(new Passage(1, true, 0, 6100, 6100, from, to)));
    }

    @Test
    void a_long_track_is_thinned_and_keeps_its_ends() {
        for (int i = 0; i < 3000; i++) {
            northM = 200 * Math.sin(i / 20.0);
            at = at.plusSeconds(10);
            reports.add(told(30, new GeoPoint(121 + i * 1e-4, 31 + northM / METRES_PER_DEGREE)));
        }

        List<Told> thin = day().track().get(0);

        assertTrue(thin.size() <= 1000 && thin.size() > 100, thin.size() + " points");
        assertEquals(reports.get(0), thin.get(0));
        assertEquals(reports.get(2999), thin.get(thin.size() - 1));
    }

    private CarDay day() {
        return CarDay.of(reports, 50_000, new Plain(), new OnRoads(roads, 5000));
    }

    /** Ten seconds a step. */
    private void drive(int steps, double metresPerS) {
        for (int i = 0; i < steps; i++) {
            soc -= 0.02;
            step(10, 10 * metresPerS);
        }
    }

    private void stand(int minutes) {
        for (int i = 0; i < minutes; i++) {
            step(60, 0);
        }
    }

    private void step(int seconds, double metres) {
        at = at.plusSeconds(seconds);
        northM += metres;
        odometerM += Math.round(metres);
        double speedKmh = metres / seconds * 3.6;
        reports.add(told(speedKmh, new GeoPoint(121.4, 31.2 + northM / METRES_PER_DEGREE)));
    }

    private Told told(double speedKmh, GeoPoint position) {
        return new Told(at, positioned ? position : null, 8.0, speedKmh, odometerM, soc, plugged);
    }

    /** The configuration as it is without one. */
    private static final class Plain implements DayConfig {
        @Override
        public int reportsMax() {
            return 20_000;
        }

        @Override
        public int pointsMax() {
            return 1000;
        }

        @Override
        public int matchedMax() {
            return 5000;
        }

        @Override
        public Duration gap() {
            return Duration.ofMinutes(10);
        }

        @Override
        public Duration stop() {
            return Duration.ofMinutes(4);
        }

        @Override
        public double driftM() {
            return 30;
        }

        @Override
        public double movingKmh() {
            return 3;
        }

        @Override
        public double driveM() {
            return 100;
        }
    }
}
