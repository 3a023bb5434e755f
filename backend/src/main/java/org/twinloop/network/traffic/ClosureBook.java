package org.twinloop.network.traffic;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.RoadTable;

/**
 * All closures that are not over, as one version of them stands, over the roads of one network. Immutable.
 *
 * @param version grows with every change of a closure
 */
record ClosureBook(long version, List<Stretch> stretches, List<Area> noReturns) {

    static final ClosureBook NONE = new ClosureBook(-1, List.of(), List.of());

    /** A road that is closed for a time; {@code to} is null until further notice. */
    record Stretch(int edge, Closure.Direction direction, Set<Mode> modes, Instant from, Instant to) {}

    /** An area where cars are not returned. */
    record Area(UUID id, String nameZh, String nameEn, Instant from, Instant to, List<GeoPoint> corners) {

        /** By the rule of even and odd crossings of a line to the east. */
        boolean covers(GeoPoint point) {
            boolean inside = false;
            GeoPoint before = corners.get(corners.size() - 1);
            for (GeoPoint corner : corners) {
                if (corner.lat() > point.lat() != before.lat() > point.lat()) {
                    double share = (point.lat() - corner.lat()) / (before.lat() - corner.lat());
                    if (point.lon() < corner.lon() + share * (before.lon() - corner.lon())) {
                        inside = !inside;
                    }
                }
                before = corner;
            }
            return inside;
        }
    }

    /**
     * The directions of roads that are closed to a mode at any moment of a time.
     *
     * @param to not before {@code from}; a moment where both are the same
     * @return 2 × row, plus 1 backward
     */
    BitSet closed(RoadTable roads, Mode mode, Instant from, Instant to) {
        BitSet closed = new BitSet();
        for (Stretch stretch : stretches) {
            int row = roads.row(stretch.edge());
            if (row >= 0 && stretch.modes().contains(mode) && meets(stretch.from(), stretch.to(), from, to)) {
                if (stretch.direction() != Closure.Direction.BACKWARD) {
                    closed.set(2 * row);
                }
                if (stretch.direction() != Closure.Direction.FORWARD) {
                    closed.set(2 * row + 1);
                }
            }
        }
        return closed;
    }

    /** Whether a car may not be returned there then, and why. */
    Optional<NoReturn> noReturn(GeoPoint point, Instant at) {
        return noReturns.stream()
                .filter(area -> meets(area.from(), area.to(), at, at) && area.covers(point))
                .findFirst()
                .map(area -> new NoReturn(area.id(), area.nameZh(), area.nameEn(), area.to()));
    }

    /** When cars may not be returned there; the times may touch and overlap, in any order. */
    List<NoReturn.Time> noReturnTimes(GeoPoint point) {
        return noReturns.stream()
                .filter(area -> area.covers(point))
                .map(area -> new NoReturn.Time(area.from(), area.to()))
                .toList();
    }

    private static boolean meets(Instant begins, Instant ends, Instant from, Instant to) {
        return !begins.isAfter(to) && (ends == null || ends.isAfter(from));
    }
}
