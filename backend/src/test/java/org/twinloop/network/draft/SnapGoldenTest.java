package org.twinloop.network.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.snap.RoadLines;
import org.twinloop.network.snap.Snap;
import org.twinloop.network.snap.Snapper;

/** Places, drawn beside roads, and the legs that lead to them. Letters in no way are places. */
class SnapGoldenTest {

    private static final double LEG_MAX_M = 1000;

    @Test
    void a_leg_falls_square_on_the_road_on_whichever_side_the_place_lies() {
        Sketch sketch = Sketch.of("""
                     P
                A---------B
                       Q
                way AB highway=residential
                """);

        assertEquals("A-B 50% 200m", snap(sketch, 'P', Mode.CAR));
        assertEquals("A-B 70% 200m", snap(sketch, 'Q', Mode.CAR));
    }

    @Test
    void beyond_the_end_of_a_road_the_leg_leads_to_its_end() {
        Sketch sketch = Sketch.of("""
                A-----B   P
                way AB highway=residential
                """);

        assertEquals("A-B 100% 400m", snap(sketch, 'P', Mode.FOOT));
    }

    @Test
    void the_main_part_is_preferred_to_an_island_however_near() {
        Sketch sketch = Sketch.of("""
                A-----B-----C
                |     |     |
                D-----E-----F
                   P
                  X---Y
                way ABCFED highway=residential
                way DA highway=residential
                way BE highway=residential
                way XY highway=residential
                """);

        assertEquals("E-D 50% 200m", snap(sketch, 'P', Mode.CAR));
    }

    @Test
    void where_only_an_island_is_near_that_is_the_reason() {
        Sketch sketch = Sketch.of("""
                A---B
                |   |
                D---E



                       P
                      X---Y
                way ABED highway=residential
                way DA highway=residential
                way XY highway=residential
                """);

        assertEquals("ISLAND 850m", sketch.snap('P', Mode.CAR, false, 500));
    }

    @Test
    void nobody_gets_on_at_an_elevated_road_a_motorway_or_a_tunnel() {
        Sketch sketch = Sketch.of("""
                A===================B
                          P
                C-------------------D
                way AB highway=trunk bridge=viaduct layer=1 oneway=yes
                way BA highway=trunk tunnel=yes layer=-1 oneway=yes
                way AC highway=trunk_link oneway=yes
                way CD highway=secondary
                way DB highway=trunk_link oneway=yes
                """);

        assertEquals("C-D 50% 200m", snap(sketch, 'P', Mode.CAR));
    }

    @Test
    void where_only_expressways_are_near_that_is_the_reason() {
        Sketch sketch = Sketch.of("""
                  P
                A=====B
                way AB highway=motorway
                way BA highway=motorway
                """);

        assertEquals("EXPRESSWAY_ONLY", snap(sketch, 'P', Mode.CAR));
        assertEquals("NO_NETWORK", snap(sketch, 'P', Mode.FOOT));
    }

    @Test
    void into_a_compound_leads_its_private_road_for_those_who_may_enter_and_the_street_for_all_others() {
        Sketch sketch = Sketch.of("""
                A-----M-----B
                      |
                      C
                      P
                way AMB highway=primary
                way MC highway=service access=private
                """);

        assertEquals("M-C 100% 200m", sketch.snap('P', Mode.CAR, true, LEG_MAX_M));
        assertEquals("A-M 100% 600m", sketch.snap('P', Mode.CAR, false, LEG_MAX_M));
    }

    @Test
    void where_only_private_roads_are_near_that_is_the_reason_for_all_others() {
        Sketch sketch = Sketch.of("""
                A---C P
                way AC highway=service access=private
                """);

        assertEquals("PRIVATE_ONLY", snap(sketch, 'P', Mode.CAR));
        assertEquals("A-C 100% 200m", sketch.snap('P', Mode.CAR, true, LEG_MAX_M));
    }

    @Test
    void a_place_in_the_fields_is_too_far_and_told_how_far() {
        Sketch sketch = Sketch.of("""
                A---B                         P
                way AB highway=residential
                """);

        assertEquals("TOO_FAR 2600m", snap(sketch, 'P', Mode.CAR));
    }

    @Test
    void each_mode_has_roads_of_its_own() {
        Sketch sketch = Sketch.of("""
                A-----B
                  P
                C-----D


                E-----F
                way AB highway=footway bicycle=no
                way CD highway=cycleway foot=no
                way EF highway=primary bicycle=no foot=no
                """);

        assertEquals("A-B 33% 200m", snap(sketch, 'P', Mode.FOOT));
        assertEquals("C-D 33% 200m", snap(sketch, 'P', Mode.BIKE));
        assertEquals("E-F 33% 800m", snap(sketch, 'P', Mode.CAR));
    }

    @Test
    void the_nearest_road_is_the_one_that_looking_at_all_roads_finds() {
        long seed = Long.getLong("twinloop.seed", 5);
        Random random = new Random(seed);
        RoadLines lines = new RoadLines();
        List<double[]> shapes = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            double[] shape = new double[2 * (2 + random.nextInt(5))];
            shape[0] = 121 + random.nextDouble() * 0.3;
            shape[1] = 31 + random.nextDouble() * 0.3;
            for (int at = 2; at < shape.length; at++) {
                shape[at] = shape[at - 2] + (random.nextDouble() - 0.5) * 0.02;
            }
            shapes.add(shape);
            lines.add(i, shape, false, new Access[] {Access.PUBLIC, Access.NO, Access.NO}, new boolean[] {
                true, false, false
            });
        }
        Snapper snapper = new Snapper(lines, 100_000);
        for (int i = 0; i < 60; i++) {
            GeoPoint place = new GeoPoint(120.9 + random.nextDouble() * 0.5, 30.9 + random.nextDouble() * 0.5);
            Snap.AccessLeg leg = (Snap.AccessLeg) snapper.snap(place, Mode.CAR, false);

            double bestM = shapes.stream()
                    .mapToDouble(shape -> distanceM(place, shape))
                    .min()
                    .orElseThrow();
            assertEquals(bestM, leg.distanceM(), 0.02 + bestM * 0.003, "seed " + seed + " " + place);
            assertTrue(leg.along() >= 0 && leg.along() <= 1);
        }
    }

    /** By narrowing in on the nearest point of every segment. */
    private static double distanceM(GeoPoint place, double[] shape) {
        double bestM = Double.POSITIVE_INFINITY;
        for (int i = 0; i + 3 < shape.length; i += 2) {
            double low = 0;
            double high = 1;
            while (high - low > 1e-9) {
                double third = (high - low) / 3;
                if (pieceM(place, shape, i, low + third) <= pieceM(place, shape, i, high - third)) {
                    high -= third;
                } else {
                    low += third;
                }
            }
            bestM = Math.min(bestM, pieceM(place, shape, i, low));
        }
        return bestM;
    }

    private static double pieceM(GeoPoint place, double[] shape, int i, double at) {
        return place.distanceM(new GeoPoint(
                shape[i] + (shape[i + 2] - shape[i]) * at, shape[i + 1] + (shape[i + 3] - shape[i + 1]) * at));
    }

    private static String snap(Sketch sketch, char place, Mode mode) {
        return sketch.snap(place, mode, false, LEG_MAX_M);
    }
}
