package org.twinloop.network.snap;

import java.util.Optional;
import java.util.function.IntConsumer;
import org.twinloop.common.GeoPoint;

/** Looks for the road that a car is driving on. */
final class DrivenSearch {

    /** A position and a heading are both a little wrong; more than this is another road. */
    private static final double TURNED_MAX_DEG = 35;

    /** A second road counts as well when it is farther by less than this. */
    private static final double DOUBT_M = 12;

    private static final double METRES_PER_DEGREE = 111_195;

    private final RoadLines roads;
    private final SegmentGrid grid;
    private final Driven.Roads which;

    DrivenSearch(RoadLines roads, SegmentGrid grid, Driven.Roads which) {
        this.roads = roads;
        this.grid = grid;
        this.which = which;
    }

    /** The nearest road so far that leads the car's way. */
    private static final class Found {
        private int row = -1;
        private boolean forward;
        private double distanceM = Double.POSITIVE_INFINITY;
    }

    Optional<Driven> at(GeoPoint position, double headingDeg, double withinM) {
        double cosine = Math.cos(Math.toRadians(position.lat()));
        Found best = new Found();
        forEachNear(position, withinM, row -> meet(row, position, headingDeg, cosine, best));
        if (best.row < 0 || best.distanceM > withinM) {
            return Optional.empty();
        }
        Found other = new Found();
        forEachNear(position, withinM, row -> {
            if (row != best.row && !which.meet(row, best.row)) {
                meet(row, position, headingDeg, cosine, other);
            }
        });
        return other.distanceM - best.distanceM < DOUBT_M
                ? Optional.empty()
                : Optional.of(new Driven(roads.edge(best.row), best.forward, best.distanceM));
    }

    private void forEachNear(GeoPoint position, double withinM, IntConsumer tell) {
        int last = grid.lastRing(position.lon(), position.lat());
        for (int ring = grid.firstRing(position.lon(), position.lat()); ring <= last; ring++) {
            if (grid.coveredM(ring - 1) > withinM + DOUBT_M) {
                return;
            }
            grid.ring(position.lon(), position.lat(), ring, tell);
        }
    }

    private void meet(int row, GeoPoint position, double headingDeg, double cosine, Found nearest) {
        for (int i = roads.begin(row); i + 3 < roads.end(row); i += 2) {
            double x = (roads.degrees(i) - position.lon()) * cosine;
            double y = roads.degrees(i + 1) - position.lat();
            double dx = (roads.degrees(i + 2) - roads.degrees(i)) * cosine;
            double dy = roads.degrees(i + 3) - roads.degrees(i + 1);
            double square = dx * dx + dy * dy;
            double share = square == 0 ? 0 : Math.max(0, Math.min(1, -(x * dx + y * dy) / square));
            double distanceM = Math.hypot(x + share * dx, y + share * dy) * METRES_PER_DEGREE;
            if (square == 0 || distanceM >= nearest.distanceM) {
                continue;
            }
            double turned = turned(Math.toDegrees(Math.atan2(dx, dy)), headingDeg);
            boolean forward = turned <= TURNED_MAX_DEG;
            boolean along = forward || turned >= 180 - TURNED_MAX_DEG;
            if (along && which.isOpen(row, forward)) {
                nearest.row = row;
                nearest.forward = forward;
                nearest.distanceM = distanceM;
            }
        }
    }

    /** The angle between two directions, 0…180 degrees. */
    private static double turned(double one, double other) {
        double apart = Math.abs(one - other) % 360;
        return apart > 180 ? 360 - apart : apart;
    }
}
