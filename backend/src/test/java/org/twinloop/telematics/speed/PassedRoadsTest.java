package org.twinloop.telematics.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.match.Fix;
import org.twinloop.network.match.Passage;
import org.twinloop.network.match.Stretch;
import org.twinloop.network.snap.Driven;
import org.twinloop.vehicle.Fleet.OnRoad;

class PassedRoadsTest {

    private static final Instant BEGIN = Instant.parse("2026-11-23T00:00:00Z");
    private static final UUID CAR = new UUID(1, 1);

    private final List<String> told = new ArrayList<>();
    private final List<Passage> passages = new ArrayList<>();
    private final List<Integer> lots = new ArrayList<>();
    private final PassedRoads roads = new PassedRoads(this::match, traffic(), 6);

    /** Fixes lie at 0, 10, 20, … s; the first lot is complete at 50 s, and settled up to 30 s. */
    @Test
    void a_road_passed_between_two_reports_is_told_once() {
        passages.add(passage(7, 0, 100, 12, 17));
        report(0, 9);
        assertEquals(List.of("7 true 72"), told);
        assertEquals(List.of(6, 6), lots);
    }

    @Test
    void what_the_next_reports_may_change_waits_for_them() {
        passages.add(passage(7, 0, 100, 42, 47));
        report(0, 6);
        assertEquals(List.of(), told);
        report(6, 9);
        assertEquals(List.of("7 true 72"), told);
    }

    @Test
    void a_road_with_a_report_on_it_or_driven_in_part_is_left_to_others() {
        passages.add(passage(7, 0, 100, 8, 13));
        passages.add(passage(8, 5, 100, 13, 17));
        passages.add(passage(9, 0, 90, 22, 27));
        report(0, 9);
        assertEquals(List.of(), told);
    }

    @Test
    void a_car_not_heard_of_begins_anew() {
        report(0, 5);
        roads.forget(BEGIN.plusSeconds(60));
        report(10, 15);
        assertEquals(List.of(), lots);
    }

    private void report(int from, int to) {
        for (int i = from; i < to; i++) {
            OnRoad car = new OnRoad(CAR, BEGIN.plusSeconds(10L * i), new GeoPoint(121.4, 31.2), 5, 50, 0);
            roads.take(car);
            roads.take(car);
        }
    }

    private static Passage passage(int edge, double fromM, double toM, int fromS, int toS) {
        return new Passage(edge, true, fromM, toM, 100, BEGIN.plusSeconds(fromS), BEGIN.plusSeconds(toS));
    }

    /** Finds those passages that lie within the fixes, as the matching does. */
    private Optional<List<Stretch>> match(List<Fix> fixes) {
        lots.add(fixes.size());
        Instant from = fixes.get(0).time();
        Instant to = fixes.get(fixes.size() - 1).time();
        return Optional.of(List.of(new Stretch(
                from,
                to,
                passages.stream()
                        .filter(passage -> !passage.enteredAt().isBefore(from)
                                && !passage.leftAt().isAfter(to))
                        .toList())));
    }

    private Drives.Traffic traffic() {
        return new Drives.Traffic() {
            @Override
            public Optional<Driven> road(GeoPoint position, double headingDeg, double withinM) {
                return Optional.empty();
            }

            @Override
            public void observe(int edge, boolean forward, double speedKmh, Instant at) {
                told.add(edge + " " + forward + " " + Math.round(speedKmh));
            }
        };
    }
}
