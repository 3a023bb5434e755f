package org.twinloop.common.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;

/** What lies within a box, and around it. */
class GeoBoxTest {

    private static final GeoBox BOX = GeoBox.around(
                    List.of(new GeoPoint(121.5, 31.2), new GeoPoint(121.4, 31.3), new GeoPoint(121.45, 31.1)))
            .orElseThrow();

    @Test
    void the_smallest_box_around_points_has_them_on_its_rim() {
        assertEquals(new GeoBox(121.4, 31.1, 121.5, 31.3), BOX);
        assertEquals(Optional.empty(), GeoBox.around(List.of()));
    }

    @Test
    void a_grown_box_holds_what_lies_so_many_metres_outside_and_little_more() {
        GeoBox grown = BOX.grown(1000);
        GeoPoint corner = new GeoPoint(121.4, 31.3);
        for (double metres : new double[] {990, 1020}) {
            double up = metres / 111_195;
            double aside = up / Math.cos(Math.toRadians(31.3));
            assertEquals(metres < 1000, grown.covers(new GeoPoint(corner.lon(), corner.lat() + up)), "north");
            assertEquals(metres < 1000, grown.covers(new GeoPoint(corner.lon() - aside, corner.lat())), "west");
        }
        assertFalse(BOX.covers(new GeoPoint(121.3999, 31.2)));
        assertTrue(BOX.covers(new GeoPoint(121.4, 31.2)));
    }

    @Test
    void there_is_nothing_beyond_the_poles_and_the_date_line() {
        assertEquals(new GeoBox(-180, -90, 180, 90), new GeoBox(-179.9, -89.9, 179.9, 89.9).grown(100_000));
        assertThrows(IllegalArgumentException.class, () -> new GeoBox(10, 0, 9, 1));
        assertThrows(IllegalArgumentException.class, () -> new GeoBox(Double.NaN, 0, 9, 1));
    }
}
