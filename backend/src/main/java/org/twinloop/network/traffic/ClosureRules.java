package org.twinloop.network.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.common.ProblemException.FieldError;

/** What a closure must say to be one. Each fault is told with its field, its value and how to mend it. */
final class ClosureRules {

    private static final int CORNERS_MIN = 3;
    private static final double M_PER_DEGREE = 111_195;
    private static final double M2_PER_KM2 = 1e6;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final TrafficConfig config;
    private final List<FieldError> faults = new ArrayList<>();

    private ClosureRules(TrafficConfig config) {
        this.config = config;
    }

    /**
     * Refuses a closure that is none.
     *
     * @param known the numbers among its roads that are roads
     */
    static void check(Closure closure, Set<Integer> known, TrafficConfig config, Instant now) {
        ClosureRules rules = new ClosureRules(config);
        rules.time(closure, now);
        if (closure.kind() == Closure.Kind.ROAD) {
            rules.roads(closure, known);
        } else {
            rules.area(closure);
        }
        if (closure.kind() == Closure.Kind.NO_RETURN) {
            rules.unless(
                    closure.modes().isEmpty(),
                    "/modes",
                    "is set; leave it out where cars are not returned, roads stay");
        } else {
            rules.unless(!closure.modes().isEmpty(), "/modes", "is empty; name at least one of CAR, BIKE, FOOT");
        }
        if (closure.kind() == Closure.Kind.AREA) {
            rules.unless(
                    !closure.structures().isEmpty(),
                    "/structures",
                    "is empty; name at least one of GROUND, BRIDGE, ELEVATED, TUNNEL, or leave it out for GROUND");
        } else {
            rules.unless(closure.structures().isEmpty(), "/structures", "is set; only an AREA closure names them");
        }
        if (!rules.faults.isEmpty()) {
            throw new ProblemException(CommonProblem.INVALID, rules.faults.size() + " fault(s)", rules.faults);
        }
    }

    private void unless(boolean right, String pointer, String fault) {
        if (!right) {
            faults.add(new FieldError(pointer, fault));
        }
    }

    private void time(Closure closure, Instant now) {
        Instant from = closure.from();
        Instant latest = now.plus(config.closureAheadMax());
        unless(
                !from.isBefore(EARLIEST) && !from.isAfter(latest),
                "/from",
                "value " + from + "; between " + EARLIEST + " and " + latest);
        if (closure.to() != null) {
            Duration longest = config.closureLastsMax();
            boolean later = closure.to().isAfter(from) && !closure.to().isAfter(from.plus(longest));
            unless(
                    later,
                    "/to",
                    "value " + closure.to() + "; after `from` by " + longest.toDays()
                            + " days at most, or left out until further notice");
        }
    }

    private void roads(Closure closure, Set<Integer> known) {
        unless(!closure.roads().isEmpty(), "/roads", "is empty; name the roads that are closed");
        unless(closure.area().isEmpty(), "/area", "is set; a ROAD closure names roads only");
        for (int i = 0; i < closure.roads().size(); i++) {
            int edge = closure.roads().get(i).edge();
            unless(
                    known.contains(edge),
                    "/roads/" + i + "/edge",
                    "value " + edge + " is no road of the network in use; take it from `edges` of GET /routes");
        }
    }

    private void area(Closure closure) {
        unless(closure.roads().isEmpty(), "/roads", "is set; a closure of an area names no roads");
        List<GeoPoint> corners = closure.area();
        if (corners.size() < CORNERS_MIN) {
            faults.add(new FieldError("/area", "value of " + corners.size() + " corners; give 3 or more"));
            return;
        }
        Polygon polygon = polygon(corners);
        if (!new IsValidOp(polygon).isValid() || polygon.getArea() == 0) {
            faults.add(new FieldError("/area", "crosses or touches itself; give the corners in order, each once"));
            return;
        }
        double km2 = polygon.getArea() / M2_PER_KM2;
        unless(
                km2 <= config.closureAreaMaxKm2(),
                "/area",
                "value of %.1f km²; at most %.1f km²".formatted(km2, config.closureAreaMaxKm2()));
    }

    /** In metres about its first corner. */
    private static Polygon polygon(List<GeoPoint> corners) {
        GeoPoint origin = corners.get(0);
        double shrink = Math.cos(Math.toRadians(origin.lat()));
        Coordinate[] ring = new Coordinate[corners.size() + 1];
        for (int i = 0; i < ring.length; i++) {
            GeoPoint corner = corners.get(i % corners.size());
            ring[i] = new Coordinate(
                    (corner.lon() - origin.lon()) * shrink * M_PER_DEGREE,
                    (corner.lat() - origin.lat()) * M_PER_DEGREE);
        }
        return new GeometryFactory().createPolygon(ring);
    }
}
