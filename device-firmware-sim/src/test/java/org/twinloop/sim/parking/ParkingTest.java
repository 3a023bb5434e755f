package org.twinloop.sim.parking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.road.GeoPoint;

class ParkingTest {
    private static final GeoPoint STOP = new GeoPoint(121.4691, 31.2321);
    /** Three bays in a row, 3 m apart. */
    private static final List<Bay> ROW = IntStream.range(0, 3)
            .mapToObj(i -> new Bay("S/B0" + (i + 1), STOP.shifted(3 * i, 0), true))
            .toList();

    private final Parking parking = new Parking(ROW);

    @Test
    void neighbours_three_metres_apart_are_different_bays() {
        parking.arrive("a", STOP);

        assertFalse(parking.free(ROW.get(0)));
        assertTrue(parking.free(ROW.get(1)), "the next bay stays free");
        assertTrue(parking.taken(STOP.shifted(0.4, -0.3), "b"));
        assertFalse(parking.taken(STOP, "a"), "a car does not take its own bay from itself");
    }

    @Test
    void a_bay_is_kept_for_the_car_on_the_way_until_it_comes_or_gives_up() {
        parking.expect("a", ROW.get(1).at());
        assertFalse(parking.free(ROW.get(1)));
        parking.expect("a", ROW.get(2).at());
        assertTrue(parking.free(ROW.get(1)), "only the newest destination is kept");
        parking.forget("a");
        assertTrue(parking.free(ROW.get(2)));

        parking.expect("a", ROW.get(2).at());
        parking.arrive("a", ROW.get(2).at());
        parking.leave("a");
        assertTrue(parking.free(ROW.get(2)));
    }

    @Test
    void two_cars_heading_for_one_bay_do_not_free_it_for_each_other() {
        parking.expect("a", STOP);
        parking.expect("b", STOP);
        parking.forget("b");

        assertFalse(parking.free(ROW.get(0)), "it is still kept for the first");
    }

    @Test
    void a_car_that_stops_beside_a_standing_one_takes_no_bay_and_leaves_none() {
        parking.arrive("a", STOP);
        parking.arrive("b", STOP);
        assertEquals(Optional.empty(), parking.of("b"));
        parking.leave("b");

        assertEquals("S/B01", parking.of("a").orElseThrow().name());
        assertEquals("S/B02", parking.nearestFree(STOP, 10).orElseThrow().name());
        assertEquals(Optional.empty(), parking.nearestFree(STOP, 1));
    }

    @Test
    void cars_seen_metres_off_are_settled_by_the_nearest_pairs_first() {
        GeoPoint far = STOP.shifted(5_000, 0);
        Map<String, GeoPoint> settled = parking.settle(
                Map.of("near-first", STOP.shifted(0.5, 0), "between", STOP.shifted(1.4, 0.2), "far", far));

        assertEquals(ROW.get(0).at(), settled.get("near-first"));
        assertEquals(ROW.get(1).at(), settled.get("between"), "its nearest bay has a surer car");
        assertEquals(far, settled.get("far"));
    }
}
