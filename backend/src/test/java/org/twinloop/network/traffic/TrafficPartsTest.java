package org.twinloop.network.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Structure;

/** The parts travel times are made of. */
class TrafficPartsTest {

    private static final Instant NOON = Instant.parse("2026-11-25T04:00:00Z");

    @Test
    void an_observation_counts_half_after_each_half_life_and_a_late_one_less_than_a_fresh_one() {
        Observations observed = new Observations(2, Duration.ofMinutes(10), 10);
        observed.add(1, 0.2, NOON);

        assertEquals(0.7, observed.share(0, NOON, 0.7, 1));
        assertEquals((0.2 + 0.8) / 2, observed.share(1, NOON, 0.8, 1), 1e-6);
        Instant later = NOON.plusSeconds(600);
        assertEquals((0.5 * 0.2 + 0.8) / 1.5, observed.share(1, later, 0.8, 1), 1e-6);

        observed.add(1, 0.6, NOON.minusSeconds(600));
        assertEquals((0.2 + 0.5 * 0.6 + 0.8) / 2.5, observed.share(1, NOON, 0.8, 1), 1e-6);
    }

    @Test
    void a_road_believes_a_change_however_long_it_was_the_same() {
        Observations observed = new Observations(1, Duration.ofMinutes(10), 10);
        for (int second = 0; second < 5000; second++) {
            observed.add(0, 1, NOON.plusSeconds(second));
        }
        for (int car = 0; car < 20; car++) {
            observed.add(0, 0.1, NOON.plusSeconds(5000 + car));
        }
        assertTrue(observed.share(0, NOON.plusSeconds(5020), 1, 1) < 0.35);
    }

    @Test
    void the_profile_knows_nights_days_and_the_peaks_of_workdays_in_shanghai_time() {
        WeekProfile profile = WeekProfile.of(LiveRoads.standard(new PlainTraffic()), List.of());

        assertEquals(1 / 1.3, share(profile, "2026-11-25T12:00:00+08:00"), 1e-6);
        assertEquals(1 / 1.9, share(profile, "2026-11-25T08:30:00+08:00"), 1e-6);
        assertEquals(1 / 1.3, share(profile, "2026-11-25T09:30:00+08:00"), 1e-6);
        assertEquals(1 / 1.9, share(profile, "2026-11-27T18:59:59+08:00"), 1e-6);
        assertEquals(1 / 1.3, share(profile, "2026-11-28T08:30:00+08:00"), 1e-6);
        assertEquals(1 / 1.05, share(profile, "2026-11-29T23:00:00+08:00"), 1e-6);
        assertEquals(WeekProfile.SLOTS - 1, WeekProfile.slot(instant("2026-11-29T23:59:59+08:00")));
    }

    private static double share(WeekProfile profile, String at) {
        return profile.share("primary", WeekProfile.slot(instant(at)));
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    @Test
    void what_was_learnt_of_a_class_and_half_hour_weighs_against_the_standard_by_its_observations() {
        int slot = WeekProfile.slot(NOON);
        WeekProfile profile = WeekProfile.of(
                new WeekProfile.Standard(2, 1, 1, 30), List.of(new WeekProfile.Learned("trunk", slot, 0.4, 90)));

        assertEquals((30 * 1 + 90 * 0.4) / 120, profile.share("trunk", slot), 1e-6);
        assertEquals(1, profile.share("trunk", slot + 1), 1e-6);
        assertEquals(1, profile.share("primary", slot), 1e-6);
    }

    @Test
    void a_lesson_is_given_once_when_its_span_is_over() {
        Lessons lessons = new Lessons(Duration.ofMinutes(15));
        lessons.add("trunk", 0.5, NOON.plusSeconds(10));
        lessons.add("trunk", 0.7, NOON.plusSeconds(20));
        lessons.add("primary", 1, NOON.plusSeconds(20));
        Duration late = Duration.ofSeconds(30);

        assertTrue(lessons.take(NOON.plusSeconds(900), late).isEmpty());
        Lessons.Lesson lesson = lessons.take(NOON.plusSeconds(930), late).orElseThrow();

        assertEquals(NOON.plusSeconds(900), lesson.until());
        assertEquals(
                List.of(
                        new WeekProfile.Learned("primary", WeekProfile.slot(NOON), 1, 1),
                        new WeekProfile.Learned("trunk", WeekProfile.slot(NOON), 0.6, 2)),
                lesson.learned());
        assertTrue(lessons.take(NOON.plusSeconds(9300), late).isEmpty());
    }

    @Test
    void cars_are_not_returned_within_an_area_while_it_lasts() {
        List<GeoPoint> corners = List.of(
                new GeoPoint(121.0, 31.0),
                new GeoPoint(121.2, 31.0),
                new GeoPoint(121.1, 31.1),
                new GeoPoint(121, 31.2));
        ClosureBook book = new ClosureBook(
                1,
                List.of(),
                List.of(new ClosureBook.Area(UUID.randomUUID(), "赛事", "Race", NOON, NOON.plusSeconds(60), corners)));

        assertEquals(
                "Race",
                book.noReturn(new GeoPoint(121.05, 31.05), NOON).orElseThrow().nameEn());
        assertTrue(book.noReturn(new GeoPoint(121.15, 31.15), NOON).isEmpty());
        assertTrue(
                book.noReturn(new GeoPoint(121.05, 31.05), NOON.plusSeconds(60)).isEmpty());
        assertTrue(
                book.noReturn(new GeoPoint(121.05, 31.05), NOON.minusSeconds(1)).isEmpty());
    }

    @Test
    void a_closure_that_is_none_is_refused_by_its_fields() {
        GeoPoint a = new GeoPoint(121.0, 31.0);
        GeoPoint b = new GeoPoint(121.01, 31.0);
        GeoPoint c = new GeoPoint(121.0, 31.01);
        GeoPoint d = new GeoPoint(121.01, 31.01);

        assertEquals(List.of(), faults(closure(Closure.Kind.AREA, Set.of(Mode.CAR), List.of(), List.of(a, b, d, c))));
        assertEquals(List.of(), faults(closure(Closure.Kind.ROAD, Set.of(Mode.CAR), List.of(7), List.of())));
        assertEquals(
                List.of("/area"), faults(closure(Closure.Kind.AREA, Set.of(Mode.CAR), List.of(), List.of(a, b, c, d))));
        assertEquals(
                List.of("/roads/1/edge"),
                faults(closure(Closure.Kind.ROAD, Set.of(Mode.CAR), List.of(7, 8), List.of())));
        assertEquals(
                List.of("/roads", "/area", "/modes"),
                faults(closure(Closure.Kind.ROAD, Set.of(), List.of(), List.of(a))));
        assertEquals(
                List.of("/area", "/modes"),
                faults(closure(
                        Closure.Kind.NO_RETURN,
                        Set.of(Mode.CAR),
                        List.of(),
                        List.of(a, new GeoPoint(123, 31), new GeoPoint(122, 33)))));
    }

    private static Closure closure(Closure.Kind kind, Set<Mode> modes, List<Integer> edges, List<GeoPoint> area) {
        List<Closure.ClosedRoad> roads = edges.stream()
                .map(edge -> new Closure.ClosedRoad(edge, Closure.Direction.BOTH))
                .toList();
        Set<Structure> structures = kind == Closure.Kind.AREA ? Set.of(Structure.GROUND) : Set.of();
        return new Closure(UUID.randomUUID(), 0, kind, "测试", "Test", NOON, null, modes, roads, structures, area);
    }

    private static List<String> faults(Closure closure) {
        try {
            ClosureRules.check(closure, Set.of(7), new PlainTraffic(), NOON);
            return List.of();
        } catch (ProblemException refused) {
            return refused.errors().stream()
                    .map(ProblemException.FieldError::pointer)
                    .toList();
        }
    }

    @Test
    void a_file_of_speeds_is_told_as_the_clock_passes_it(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("speeds.csv");
        Files.writeString(file, """
                # instant,road,direction,km/h
                2026-11-25T04:00:00Z,7,F,12.5
                2026-11-25T04:00:30Z,7,B,40

                2026-11-25T04:05:00Z,9,F,0
                """);
        List<String> told = new ArrayList<>();
        try (SpeedFile speeds = SpeedFile.open(file)) {
            SpeedFile.Sink sink = (edge, forward, kmh, at) -> told.add(edge + " " + forward + " " + kmh);
            assertEquals(2, speeds.playUntil(NOON.plusSeconds(60), sink));
            assertEquals(List.of("7 true 12.5", "7 false 40.0"), told);
            assertFalse(speeds.isOver());
            assertEquals(1, speeds.playUntil(NOON.plusSeconds(600), sink));
            assertTrue(speeds.isOver());
        }
        Files.writeString(file, "2026-11-25T04:00:00Z,7,X,12.5\n");
        assertThrows(SpeedFile.Unreadable.class, () -> SpeedFile.open(file));
    }
}
