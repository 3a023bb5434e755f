package org.twinloop.network.road;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.search.Hierarchy;

/** The area around what is reached, point by point; the seed is printed with a failure. */
class ReachShapeTest {

    private static final double BESIDE_M = 80;
    private static final double METRES_PER_DEGREE = 111_195;
    /** Corners are left out within this share of the distance beside the road. */
    private static final double SLACK = 0.25;

    private final long seed = Long.getLong("twinloop.seed", 42);
    private final Random random = new Random(seed);

    @Test
    void whoever_is_near_a_reached_road_is_inside_and_whoever_is_not_is_outside() {
        int inside = 0;
        for (int round = 0; round < 25; round++) {
            RandomRoads roads = new RandomRoads(random, 10, 25);
            ModeGraph graph = ModeGraph.of(roads.table, Mode.FOOT, new Pace(5, 14, 0, 0), roads.bans, 1);
            RoadSearch search = ModeRoads.of(graph, Hierarchy.of(graph.graph())).search();
            Reached reached = search.within(List.of(roads.landing(Mode.FOOT, 0)), 600_000);

            ReachShape shape = ReachShape.around(reached, BESIDE_M);

            List<List<GeoPoint>> lines = reached.lines();
            for (int probe = 0; probe < 400; probe++) {
                GeoPoint point = new GeoPoint(
                        121 + random.nextInt(22_000) / 1e6 - 0.001, 31 + random.nextInt(22_000) / 1e6 - 0.001);
                double distanceM = lines.stream()
                        .mapToDouble(line -> distanceM(line, point))
                        .min()
                        .orElse(Double.POSITIVE_INFINITY);
                boolean covered = covers(shape, point);
                if (distanceM < BESIDE_M * (1 - SLACK) || distanceM > BESIDE_M * (1 + SLACK)) {
                    assertEquals(distanceM < BESIDE_M, covered, "seed " + seed + " " + distanceM + " m " + point);
                }
                inside += covered ? 1 : 0;
            }
        }
        assertTrue(inside > 500, "seed " + seed + ": only " + inside + " points are inside");
    }

    @Test
    void nothing_reached_has_no_area() {
        Reached nothing = new Reached(new RoadTable(), new int[0], new boolean[0], new float[0], new float[0], 1);

        assertEquals(List.of(), ReachShape.around(nothing, BESIDE_M).polygons());
    }

    @Test
    void every_ring_is_closed() {
        RandomRoads roads = new RandomRoads(random, 3, 1);
        float[] whole = {0};
        float[] end = {1};
        Reached one = new Reached(roads.table, new int[] {0}, new boolean[] {true}, whole, end, 1);

        for (List<List<GeoPoint>> polygon : ReachShape.around(one, 5).polygons()) {
            for (List<GeoPoint> ring : polygon) {
                assertEquals(ring.get(0), ring.get(ring.size() - 1));
                assertTrue(ring.size() >= 4);
            }
        }
    }

    /** Even and odd crossings, over all rings of all polygons. */
    private static boolean covers(ReachShape shape, GeoPoint point) {
        boolean inside = false;
        for (List<List<GeoPoint>> polygon : shape.polygons()) {
            for (List<GeoPoint> ring : polygon) {
                for (int i = 1; i < ring.size(); i++) {
                    GeoPoint a = ring.get(i - 1);
                    GeoPoint b = ring.get(i);
                    boolean crosses = a.lat() > point.lat() != b.lat() > point.lat();
                    if (crosses
                            && point.lon()
                                    < a.lon() + (b.lon() - a.lon()) * (point.lat() - a.lat()) / (b.lat() - a.lat())) {
                        inside = !inside;
                    }
                }
            }
        }
        return inside;
    }

    private static double distanceM(List<GeoPoint> line, GeoPoint point) {
        double least = Double.POSITIVE_INFINITY;
        double shrink = Math.cos(Math.toRadians(point.lat()));
        for (int i = 1; i < line.size(); i++) {
            double ax = (line.get(i - 1).lon() - point.lon()) * shrink * METRES_PER_DEGREE;
            double ay = (line.get(i - 1).lat() - point.lat()) * METRES_PER_DEGREE;
            double dx = (line.get(i).lon() - line.get(i - 1).lon()) * shrink * METRES_PER_DEGREE;
            double dy = (line.get(i).lat() - line.get(i - 1).lat()) * METRES_PER_DEGREE;
            double square = dx * dx + dy * dy;
            double at = square == 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / square));
            least = Math.min(least, Math.hypot(ax + at * dx, ay + at * dy));
        }
        return least;
    }
}
