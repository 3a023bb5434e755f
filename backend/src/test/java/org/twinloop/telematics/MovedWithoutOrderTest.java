package org.twinloop.telematics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.telematics.MovedWithoutOrder.Standing.Change.LEFT;
import static org.twinloop.telematics.MovedWithoutOrder.Standing.Change.SAME;
import static org.twinloop.telematics.MovedWithoutOrder.Standing.Change.STOPPED;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;

/** When a car counts as having left its place, and when as standing again. */
class MovedWithoutOrderTest {

    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final double METRE_IN_DEGREES = 1 / 111_195.0;

    private final MovedWithoutOrder.Standing standing = new MovedWithoutOrder.Standing(Duration.ofMinutes(2));
    private MovementLimits.Limits limits = new MovementLimits.Limits(50, 1, 20);

    @Test
    void a_car_within_fifty_metres_has_not_left() {
        assertEquals(SAME, standing.next(at(0, 0, 0, 5), limits));
        assertEquals(SAME, standing.next(at(10, 49, 0, 0), limits));
    }

    @Test
    void an_inaccurate_fix_counts_in_the_cars_favour() {
        standing.next(at(0, 0, 0, 5), limits);
        assertEquals(SAME, standing.next(at(10, 90, 0, 45), limits));
        assertEquals(LEFT, standing.next(at(20, 96, 0, 45), limits));
    }

    @Test
    void leaving_is_said_once_until_the_car_has_stood_for_two_minutes() {
        standing.next(at(0, 0, 0, 5), limits);
        assertEquals(LEFT, standing.next(at(10, 100, 40, 5), limits));
        assertEquals(SAME, standing.next(at(20, 200, 40, 5), limits));
        assertEquals(SAME, standing.next(at(30, 500, 0, 5), limits));
        assertEquals(SAME, standing.next(at(100, 505, 0, 5), limits));
        assertEquals(STOPPED, standing.next(at(150, 503, 0, 5), limits));
        assertEquals(SAME, standing.next(at(160, 510, 0, 5), limits));
        assertEquals(LEFT, standing.next(at(170, 600, 10, 5), limits));
    }

    @Test
    void a_halt_at_a_traffic_light_is_no_stop() {
        standing.next(at(0, 0, 0, 5), limits);
        standing.next(at(10, 100, 40, 5), limits);
        assertEquals(SAME, standing.next(at(20, 200, 0, 5), limits));
        assertEquals(SAME, standing.next(at(80, 210, 30, 5), limits));
        assertEquals(SAME, standing.next(at(145, 220, 0, 5), limits));
    }

    @Test
    void one_fix_alone_says_nothing_and_a_near_one_between_begins_anew() {
        limits = new MovementLimits.Limits(50, 2, 5);
        standing.next(at(0, 0, 0, 5), limits);
        assertEquals(SAME, standing.next(at(10, 100, 0, 5), limits));
        assertEquals(SAME, standing.next(at(20, 10, 0, 5), limits));
        assertEquals(SAME, standing.next(at(30, 100, 0, 5), limits));
        assertEquals(LEFT, standing.next(at(40, 100, 0, 5), limits));
    }

    @Test
    void a_fix_known_to_be_poor_does_not_count() {
        limits = new MovementLimits.Limits(50, 2, 5);
        standing.next(at(0, 0, 0, 5), limits);
        assertEquals(SAME, standing.next(at(10, 900, 0, 26), limits));
        assertEquals(SAME, standing.next(at(20, 900, 0, 26), limits));
        assertEquals(SAME, standing.next(at(30, 900, 0, 25), limits));
        assertEquals(LEFT, standing.next(at(40, 900, 0, 25), limits));
    }

    @Test
    void a_late_report_says_nothing() {
        standing.next(at(100, 0, 0, 5), limits);
        assertEquals(SAME, standing.next(at(90, 1000, 50, 5), limits));
    }

    private static VehicleReport at(long second, double metresNorth, double kmh, double accuracyM) {
        GeoPoint position = new GeoPoint(121.47, 31.23 + metresNorth * METRE_IN_DEGREES);
        return new VehicleReport(
                NOON.plusSeconds(second),
                1,
                second,
                position,
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
