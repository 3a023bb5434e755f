package org.twinloop.network.snap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;

/** On which road a car drives. One degree of latitude is 111 km, so 0.0001 is 11 m. */
class DrivenTest {

    private static final int EAST = 3;
    private static final int NORTH = 5;
    private static final int ELEVATED = 8;

    private final RoadLines lines = new RoadLines();

    private void road(int edge, boolean expressway, double... degrees) {
        Access[] access = new Access[Mode.values().length];
        boolean[] main = new boolean[access.length];
        Arrays.fill(access, Access.PUBLIC);
        Arrays.fill(main, true);
        lines.add(edge, degrees, expressway, access, main);
    }

    /** A road to the east, one to the north from its end, and an elevated one above the first, without a junction. */
    private Optional<Driven> driven(boolean elevated, double lon, double lat, double heading) {
        road(EAST, false, 121, 31, 121.01, 31);
        road(NORTH, false, 121.01, 31, 121.01, 31.01);
        if (elevated) {
            road(ELEVATED, true, 121, 31.00005, 121.02, 31.00005);
        }
        return new Snapper(lines, 1000).driven(new GeoPoint(lon, lat), heading, 20, new Driven.Roads() {
            @Override
            public boolean isOpen(int row, boolean forward) {
                return row != 1 || forward;
            }

            @Override
            public boolean meet(int row, int other) {
                return row + other == 1;
            }
        });
    }

    private static String said(Optional<Driven> found) {
        return found.map(one -> one.edge() + (one.forward() ? " forward" : " backward"))
                .orElse("none");
    }

    @Test
    void it_is_the_nearest_one_that_leads_the_cars_way() {
        assertEquals("3 forward", said(driven(false, 121.005, 31.0001, 80)));
    }

    @Test
    void the_heading_tells_the_direction() {
        assertEquals("3 backward", said(driven(false, 121.005, 31.0001, 275)));
    }

    @Test
    void near_a_junction_the_heading_decides_between_roads() {
        assertEquals("5 forward", said(driven(false, 121.0099, 31.0002, 2)));
    }

    @Test
    void nobody_drives_against_a_one_way_road() {
        assertEquals("none", said(driven(false, 121.01, 31.005, 180)));
    }

    @Test
    void a_car_that_crosses_or_is_too_far_off_drives_on_none() {
        assertEquals("none", said(driven(false, 121.005, 31, 0)));
    }

    @Test
    void what_is_farther_off_than_the_error_allows_is_none() {
        assertEquals("none", said(driven(false, 121.005, 31.0003, 90)));
    }

    @Test
    void beneath_an_elevated_road_neither_is_believed() {
        assertEquals("none", said(driven(true, 121.005, 31, 90)));
    }

    @Test
    void where_only_the_elevated_road_is_near_it_is_that() {
        assertEquals("8 forward", said(driven(true, 121.019, 31.00005, 90)));
    }
}
