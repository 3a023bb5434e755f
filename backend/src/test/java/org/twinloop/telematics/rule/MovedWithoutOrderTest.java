package org.twinloop.telematics.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.telematics.rule.MovedWithoutOrder.Standing.Change.ASK;
import static org.twinloop.telematics.rule.MovedWithoutOrder.Standing.Change.LEFT;
import static org.twinloop.telematics.rule.MovedWithoutOrder.Standing.Change.PLACED;
import static org.twinloop.telematics.rule.MovedWithoutOrder.Standing.Change.SAME;
import static org.twinloop.telematics.rule.MovedWithoutOrder.Standing.Change.STOPPED;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.telematics.Car;
import org.twinloop.telematics.MovementLimits;
import org.twinloop.telematics.VehicleReport;

/** When a car counts as having left its place, and when as standing again. */
class MovedWithoutOrderTest {

    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final double METRE_IN_DEGREES = 1 / 111_195.0;

    private final MovedWithoutOrder.Standing standing = new MovedWithoutOrder.Standing(Duration.ofMinutes(2), null);
    private boolean ordered;
    private MovementLimits.Limits limits = new MovementLimits.Limits(50, 1, 20);

    @Test
    void a_car_within_fifty_metres_has_not_left() {
        assertEquals(PLACED, next(at(0, 0, 0, 5)));
        assertEquals(SAME, next(at(10, 49, 0, 0)));
    }

    @Test
    void an_inaccurate_fix_counts_in_the_cars_favour() {
        next(at(0, 0, 0, 5));
        assertEquals(SAME, next(at(10, 90, 0, 45)));
        assertEquals(LEFT, next(at(20, 96, 0, 45)));
    }

    @Test
    void leaving_is_said_once_until_the_car_has_stood_for_two_minutes() {
        next(at(0, 0, 0, 5));
        assertEquals(LEFT, next(at(10, 100, 40, 5)));
        assertEquals(SAME, next(at(20, 200, 40, 5)));
        assertEquals(SAME, next(at(30, 500, 0, 5)));
        assertEquals(ASK, next(at(100, 505, 0, 5)));
        assertEquals(STOPPED, next(at(150, 503, 0, 5)));
        assertEquals(SAME, next(at(160, 510, 0, 5)));
        assertEquals(LEFT, next(at(170, 600, 10, 5)));
    }

    @Test
    void a_halt_at_a_traffic_light_is_no_stop() {
        next(at(0, 0, 0, 5));
        next(at(10, 100, 40, 5));
        assertEquals(SAME, next(at(20, 200, 0, 5)));
        assertEquals(ASK, next(at(80, 210, 30, 5)));
        assertEquals(ASK, next(at(145, 220, 0, 5)));
        assertEquals(SAME, next(at(200, 220, 0, 5)));
        assertEquals(STOPPED, next(at(265, 220, 0, 5)));
    }

    @Test
    void one_fix_alone_says_nothing_and_a_near_one_between_begins_anew() {
        limits = new MovementLimits.Limits(50, 2, 5);
        next(at(0, 0, 0, 5));
        assertEquals(SAME, next(at(10, 100, 0, 5)));
        assertEquals(SAME, next(at(20, 10, 0, 5)));
        assertEquals(SAME, next(at(30, 100, 0, 5)));
        assertEquals(LEFT, next(at(40, 100, 0, 5)));
    }

    @Test
    void a_fix_known_to_be_poor_does_not_count() {
        limits = new MovementLimits.Limits(50, 2, 5);
        next(at(0, 0, 0, 5));
        assertEquals(SAME, next(at(10, 900, 0, 26)));
        assertEquals(SAME, next(at(20, 900, 0, 26)));
        assertEquals(SAME, next(at(30, 900, 0, 25)));
        assertEquals(LEFT, next(at(40, 900, 0, 25)));
    }

    @Test
    void a_late_report_says_nothing() {
        next(at(100, 0, 0, 5));
        assertEquals(SAME, next(at(90, 1000, 50, 5)));
    }

    @Test
    void where_a_car_is_when_its_order_ends_is_its_place() {
        ordered = true;
        next(at(0, 0, 0, 5));
        assertEquals(LEFT, next(at(10, 100, 40, 5)));
        assertEquals(SAME, next(at(60, 5_000, 40, 5)));
        assertEquals(ASK, next(at(70, 5_900, 40, 5)));
        ordered = false;
        assertEquals(SAME, next(at(120, 6_000, 0, 5)));
        assertEquals(ASK, next(at(130, 6_000, 0, 5)));
        assertEquals(SAME, next(at(140, 6_010, 10, 5)));
        assertEquals(LEFT, next(at(150, 6_100, 30, 5)));
    }

    @Test
    void what_is_written_counts_and_reports_before_it_are_late() {
        next(at(0, 0, 0, 5));
        standing.adopt(new Car.Stood(Car.Stood.State.STANDS, position(5_000), NOON.plusSeconds(60)));
        assertEquals(SAME, next(at(59, 0, 0, 5)));
        assertEquals(SAME, next(at(70, 5_000, 0, 5)));
        assertEquals(LEFT, next(at(80, 0, 0, 5)));
    }

    @Test
    void while_a_change_is_agreed_on_some_reports_wait_and_of_the_others_the_newest() {
        CompletableFuture<Occurrences.Agreed> held = new CompletableFuture<>();
        List<Instant> asked = new ArrayList<>();
        Occurrences slow = new Occurrences(null, null, null, null) {
            @Override
            Uni<Agreed> moved(String rule, Car car, Move move) {
                asked.add(move.at());
                return asked.size() == 1
                        ? Uni.createFrom().completionStage(held)
                        : Uni.createFrom().item(new Agreed(move.next().apply(false), false));
            }
        };
        MovedWithoutOrder rule = new MovedWithoutOrder(slow, at -> Optional.of(limits), Duration.ofMinutes(2));
        rule.reported(Recorded.CAR, at(0, 0, 0, 5));
        for (int second = 1; second <= 1_000; second++) {
            rule.reported(Recorded.CAR, at(second, second == 1_000 ? 100 : 0, 40, 5));
        }
        assertEquals(1, asked.size());
        assertEquals(1_000 - 16, rule.leftOut());
        held.complete(new Occurrences.Agreed(new Car.Stood(Car.Stood.State.STANDS, position(0), NOON), false));
        assertEquals(List.of(NOON, NOON.plusSeconds(1_000)), asked);
        rule.reported(Recorded.CAR, at(1_001, 100, 40, 5));
        assertEquals(1_000 - 16, rule.leftOut(), "nothing is agreed on any more, so nothing waits");
    }

    @Test
    void what_could_not_be_written_while_others_wait_fails_for_all() {
        CompletableFuture<Occurrences.Agreed> held = new CompletableFuture<>();
        Occurrences broken = new Occurrences(null, null, null, null) {
            @Override
            Uni<Agreed> moved(String rule, Car car, Move move) {
                return Uni.createFrom().completionStage(held);
            }
        };
        MovedWithoutOrder rule = new MovedWithoutOrder(broken, at -> Optional.of(limits), Duration.ofMinutes(2));
        CompletableFuture<Void> first =
                rule.reported(Recorded.CAR, at(0, 0, 0, 5)).subscribeAsCompletionStage();
        CompletableFuture<Void> second =
                rule.reported(Recorded.CAR, at(1, 0, 0, 5)).subscribeAsCompletionStage();
        held.completeExceptionally(new IllegalStateException("no database"));
        assertTrue(first.isCompletedExceptionally());
        assertTrue(second.isCompletedExceptionally());
    }

    /** What a report changes, which is taken then. */
    private MovedWithoutOrder.Standing.Change next(VehicleReport report) {
        MovedWithoutOrder.Standing.Change change = standing.next(report, limits);
        if (change != SAME) {
            standing.take(standing.after(change, report, ordered), report.eventTime());
        }
        return change;
    }

    private static GeoPoint position(double metresNorth) {
        return new GeoPoint(121.47, 31.23 + metresNorth * METRE_IN_DEGREES);
    }

    private static VehicleReport at(long second, double metresNorth, double kmh, double accuracyM) {
        return new VehicleReport(
                NOON.plusSeconds(second),
                1,
                second,
                position(metresNorth),
                accuracyM,
                kmh,
                null,
                0L,
                80.0,
                false,
                true,
                false,
                false,
                null,
                null,
                null);
    }
}
