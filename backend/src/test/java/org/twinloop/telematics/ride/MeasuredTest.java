package org.twinloop.telematics.ride;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
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

/** A ride of 6 km: 60 steps of 100 m north, one every ten seconds, in a car of 50 kWh. */
class MeasuredTest {

    private static final double METRES_PER_DEGREE = 111_195;
    private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");
    private static final RideConfig CONFIG =
            new SmallRyeConfigBuilder().withMapping(RideConfig.class).build().getConfigMapping(RideConfig.class);

    private final List<Reading> readings = new ArrayList<>();
    private Instant at = START;
    private double northM;
    private Long odometerM = 10_000L;
    private double soc = 80;
    private Boolean locked = false;
    private boolean plugged;
    private boolean positioned = true;
    private Function<List<Fix>, Optional<List<Stretch>>> roads = fixes -> Optional.empty();

    @Test
    void a_sound_odometer_is_believed_and_the_others_stand_beside_it() {
        roads = MeasuredTest::wholeWay;
        drive(60);
        Measured ride = measured();
        assertEquals(6_000, ride.odometerM());
        assertEquals(6_000, ride.gpsM(), 5);
        assertEquals(6_100, ride.matchedM());
        assertEquals(100, ride.coveredPercent());
        assertEquals(DistanceRule.ODOMETER_SOUND, ride.rule());
        assertEquals(6_000, ride.chosenM());
        assertTrue(ride.gaps().isEmpty());
    }

    @Test
    void an_odometer_that_was_reset_gives_way_to_roads_and_without_them_to_positions() {
        drive(30);
        odometerM = 0L;
        drive(30);
        Measured byPositions = measured();
        assertEquals(OdometerState.WENT_BACK, byPositions.odometerState());
        assertTrue(byPositions.odometerM() < 0);
        assertEquals(DistanceRule.POSITIONS, byPositions.rule());
        assertEquals(byPositions.gpsM(), byPositions.chosenM());

        roads = MeasuredTest::wholeWay;
        assertEquals(DistanceRule.ROADS_COVER, measured().rule());
        assertEquals(6_100, measured().chosenM());
    }

    @Test
    void an_odometer_that_jumped_is_not_believed() {
        drive(30);
        odometerM += 90_000;
        drive(30);
        assertEquals(OdometerState.JUMPED, measured().odometerState());
        assertEquals(DistanceRule.POSITIONS, measured().rule());
    }

    @Test
    void an_odometer_that_stands_still_while_the_car_drives_is_too_short() {
        drive(60, 0);
        assertEquals(OdometerState.SHORT, measured().odometerState());
        assertEquals(DistanceRule.POSITIONS, measured().rule());
    }

    @Test
    void roads_that_cover_less_than_nine_tenths_of_the_way_are_not_believed() {
        odometerM = null;
        drive(60);
        roads = fixes -> part(fixes, 0.89);
        assertEquals(DistanceRule.POSITIONS, measured().rule());
        roads = fixes -> part(fixes, 0.92);
        assertEquals(DistanceRule.ROADS_COVER, measured().rule());
    }

    @Test
    void a_car_that_told_nothing_is_not_guessed() {
        Measured ride = Measured.of(List.of(), new Measured.Said(START, START.plusSeconds(600)), 50_000, CONFIG, roads);
        assertEquals(DistanceRule.NOTHING_KNOWN, ride.rule());
        assertNull(ride.chosenM());
        assertNull(ride.energy().usedWh());
        assertEquals(List.of(new Gap(Gap.Kind.SILENT, START, START.plusSeconds(600), null, null)), ride.gaps());
    }

    @Test
    void a_position_no_car_could_have_reached_is_left_out() {
        drive(30);
        outlier(40_000);
        drive(30);
        Measured ride = measured();
        assertEquals(1, ride.fixesRefused());
        assertEquals(6_000, ride.gpsM(), 5);
        assertTrue(ride.gaps().isEmpty());
    }

    @Test
    void positions_that_go_on_elsewhere_are_a_gap_and_no_distance() {
        drive(30);
        northM += 50_000;
        drive(30);
        Measured ride = measured();
        assertEquals(0, ride.fixesRefused());
        assertEquals(Gap.Kind.JUMP, ride.gaps().get(0).kind());
        assertEquals(5_900, ride.gpsM(), 5);
        assertEquals(50_100, ride.gaps().get(0).straightM(), 10);
    }

    @Test
    void an_inaccurate_position_does_not_count() {
        drive(30);
        readings.add(new Reading(at.plusSeconds(5), north(northM + 400), 300.0, odometerM, soc, locked, plugged));
        drive(30);
        assertEquals(1, measured().fixesRefused());
        assertEquals(6_000, measured().gpsM(), 5);
    }

    @Test
    void a_basement_is_marked_and_what_was_driven_in_it_is_in_the_odometer_alone() {
        drive(30);
        positioned = false;
        drive(18);
        positioned = true;
        drive(12);
        Measured ride = measured();
        assertEquals(6_000, ride.odometerM());
        assertEquals(1, ride.gaps().size());
        Gap gap = ride.gaps().get(0);
        assertEquals(Gap.Kind.NO_POSITION, gap.kind());
        assertEquals(Duration.ofSeconds(190), Duration.between(gap.from(), gap.to()));
        assertEquals(1_900, gap.straightM(), 5);
        assertEquals(1_900, gap.odometerM());
        assertEquals(4_100, ride.gpsM(), 5);
    }

    @Test
    void which_way_was_taken_through_a_gap_is_not_looked_for_on_roads() {
        roads = MeasuredTest::straight;
        drive(30);
        positioned = false;
        drive(14);
        positioned = true;
        drive(16);
        northM += 50_000;
        drive(20);
        Measured ride = measured();
        assertEquals(
                List.of(Gap.Kind.NO_POSITION, Gap.Kind.JUMP),
                ride.gaps().stream().map(Gap::kind).toList());
        assertEquals(
                Duration.ofSeconds(150),
                Duration.between(ride.gaps().get(0).from(), ride.gaps().get(0).to()));
        assertEquals(3_000 + 1_500 + 1_900, ride.gpsM(), 5);
        assertEquals(3_000 + 1_500 + 1_900, ride.matchedM(), 5);
    }

    @Test
    void silence_is_marked_as_such_also_at_both_ends() {
        at = at.plusSeconds(300);
        drive(30);
        at = at.plusSeconds(300);
        northM += 2_000;
        odometerM += 2_000;
        drive(30);
        Measured ride = measured(START, at.plusSeconds(200));
        assertEquals(
                List.of(Gap.Kind.SILENT, Gap.Kind.SILENT, Gap.Kind.SILENT),
                ride.gaps().stream().map(Gap::kind).toList());
        assertNull(ride.gaps().get(0).straightM());
        assertEquals(START, ride.gaps().get(0).from());
        assertEquals(8_000, ride.odometerM(), "what was driven before and after is not in it");
        assertEquals(OdometerState.PARTIAL, ride.odometerState());
        assertEquals(DistanceRule.POSITIONS, ride.rule());
        assertEquals(ride.gpsM(), ride.chosenM());
    }

    @Test
    void an_odometer_that_falls_silent_on_the_way_is_a_part_and_so_are_its_roads() {
        roads = MeasuredTest::wholeWay;
        drive(20);
        Measured ride = measured(START, at.plusSeconds(3_600));
        assertEquals(2_000, ride.odometerM());
        assertEquals(OdometerState.PARTIAL, ride.odometerState());
        assertEquals(DistanceRule.POSITIONS, ride.rule());
    }

    @Test
    void an_odometer_is_a_part_where_it_was_told_later_than_a_gap_after_the_begin_or_before_the_end() {
        drive(60);
        Instant ended = at;
        assertEquals(
                OdometerState.SOUND, measured(START.minusSeconds(120), ended).odometerState());
        assertEquals(
                OdometerState.PARTIAL, measured(START.minusSeconds(121), ended).odometerState());
        assertEquals(
                OdometerState.SOUND, measured(START, ended.plusSeconds(120)).odometerState());
        assertEquals(
                OdometerState.PARTIAL, measured(START, ended.plusSeconds(121)).odometerState());
    }

    @Test
    void reports_that_were_not_read_to_the_end_are_a_part() {
        roads = MeasuredTest::wholeWay;
        drive(60);
        Measured.Said said = new Measured.Said(START, at.plusSeconds(60));
        RideConfig fewer = new SmallRyeConfigBuilder()
                .withMapping(RideConfig.class)
                .withDefaultValue("twinloop.telematics.ride.reports-max", "" + readings.size())
                .build()
                .getConfigMapping(RideConfig.class);
        assertEquals(
                OdometerState.SOUND,
                Measured.of(readings, said, 50_000, CONFIG, roads).odometerState());
        Measured cut = Measured.of(readings, said, 50_000, fewer, roads);
        assertEquals(OdometerState.PARTIAL, cut.odometerState());
        assertEquals(DistanceRule.POSITIONS, cut.rule());
    }

    @Test
    void what_was_charged_on_the_way_was_used_too() {
        drive(20);
        plugged = true;
        for (int i = 0; i < 10; i++) {
            soc += 2;
            report();
        }
        plugged = false;
        drive(20);
        Energy energy = measured().energy();
        assertEquals(10_000, energy.chargedWh());
        assertEquals(80, energy.socFrom());
        assertEquals(2_000, energy.usedWh(), 1);
    }

    @Test
    void a_car_opened_before_the_start_and_locked_after_the_end_was_driven_all_that_time() {
        locked = true;
        at = START.minusSeconds(300);
        stand(12);
        locked = false;
        drive(60);
        Instant ended = at.minusSeconds(110);
        locked = true;
        report();
        Measured ride = measured(START, ended);
        assertEquals(START.minusSeconds(180), ride.bounds().unlockedAt());
        assertEquals(Duration.ofSeconds(180), ride.bounds().early());
        assertEquals(ride.bounds().lockedAt(), ride.bounds().to());
        assertEquals(Duration.ofSeconds(120), ride.bounds().late());
        assertFalse(ride.bounds().leftOpen());
        assertEquals(5_900, ride.odometerM());
    }

    @Test
    void somebody_elses_opening_before_is_not_ours_and_a_few_seconds_are_punctual() {
        at = START.minusSeconds(500);
        stand(10);
        locked = true;
        stand(39);
        locked = false;
        drive(60);
        Instant ended = at;
        locked = true;
        at = at.plusSeconds(10);
        report();
        Bounds bounds = measured(START, ended).bounds();
        assertEquals(START.minusSeconds(10), bounds.unlockedAt());
        assertEquals(Duration.ZERO, bounds.early());
        assertEquals(Duration.ZERO, bounds.late());
        assertEquals(ended.plusSeconds(20), bounds.lockedAt());
    }

    @Test
    void a_car_that_goes_on_saying_it_is_open_was_left_open() {
        drive(60);
        Instant ended = at;
        stand(60);
        Bounds bounds = measured(START, ended).bounds();
        assertTrue(bounds.leftOpen());
        assertNull(bounds.lockedAt());
        assertEquals(ended, bounds.to());
    }

    private Measured measured() {
        return measured(START, readings.get(readings.size() - 1).at());
    }

    private Measured measured(Instant startedAt, Instant endedAt) {
        return Measured.of(readings, new Measured.Said(startedAt, endedAt), 50_000, CONFIG, roads);
    }

    /** One straight road from the first fix to the last. */
    private static Optional<List<Stretch>> straight(List<Fix> fixes) {
        Fix first = fixes.get(0);
        Fix last = fixes.get(fixes.size() - 1);
        double metres = first.at().distanceM(last.at());
        Passage passage = new Passage(1, true, 0, metres, metres, first.time(), last.time());
        return Optional.of(List.of(new Stretch(first.time(), last.time(), List.of(passage))));
    }

    private static Optional<List<Stretch>> wholeWay(List<Fix> fixes) {
        return part(fixes, 1);
    }

    /** So much of the fixes on one road that is longer than the straight lines. */
    private static Optional<List<Stretch>> part(List<Fix> fixes, double share) {
        Fix last = fixes.get((int) Math.round((fixes.size() - 1) * share));
        Passage passage =
                new Passage(1, true, 0, 6_100 * share, 6_100, fixes.get(0).time(), last.time());
        return Optional.of(List.of(new Stretch(fixes.get(0).time(), last.time(), List.of(passage))));
    }

    private void drive(int steps) {
        drive(steps, 100);
    }

    private void drive(int steps, long odometerStepM) {
        if (readings.isEmpty()) {
            report();
        }
        for (int i = 0; i < steps; i++) {
            northM += 100;
            odometerM = odometerM == null ? null : Long.valueOf(odometerM + odometerStepM);
            soc -= 0.1;
            report();
        }
    }

    private void stand(int reports) {
        for (int i = 0; i < reports; i++) {
            report();
        }
    }

    private void outlier(double awayM) {
        readings.add(new Reading(at.plusSeconds(5), north(northM + awayM), 5.0, odometerM, soc, locked, plugged));
    }

    private void report() {
        at = readings.isEmpty() ? at : at.plusSeconds(10);
        readings.add(new Reading(at, positioned ? north(northM) : null, 5.0, odometerM, soc, locked, plugged));
    }

    private static GeoPoint north(double metres) {
        return new GeoPoint(121.4, 31.2 + metres / METRES_PER_DEGREE);
    }
}
