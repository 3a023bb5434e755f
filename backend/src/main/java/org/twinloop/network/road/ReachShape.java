package org.twinloop.network.road;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.buffer.BufferOp;
import org.locationtech.jts.operation.buffer.BufferParameters;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;
import org.twinloop.common.GeoPoint;

/**
 * The area around roads that can be reached, as polygons: rings of points in WGS-84, the outer one of each polygon
 * first and then its holes, each closed. Built in a plane in which a metre is a metre near the middle of the area.
 *
 * @param polygons none where nothing is reached
 */
public record ReachShape(List<List<List<GeoPoint>>> polygons) {

    private static final double METRES_PER_DEGREE = 111_195;
    private static final int QUADRANT_SEGMENTS = 4;
    private static final int CIRCLE_SEGMENTS = 8;
    /** Corners that move the edge by less than this share of the distance beside the road are left out. */
    private static final double TOLERANCE = 0.15;
    /** Lines buffered at once: one buffer of many lines takes more than its share of time. */
    private static final int BATCH = 256;

    /**
     * Everything within a distance of what is reached.
     *
     * @param besideM metres, above 0
     */
    public static ReachShape around(Reached reached, double besideM) {
        if (!(besideM > 0)) {
            throw new IllegalArgumentException("besideM is " + besideM + "; it must be above 0");
        }
        if (reached.isEmpty()) {
            return new ReachShape(List.of());
        }
        List<List<GeoPoint>> lines = reached.lines();
        Plane plane = new Plane(lines.get(0).get(0));
        GeometryFactory factory = new GeometryFactory();
        List<Geometry> parts = new ArrayList<>();
        for (int begin = 0; begin < lines.size(); begin += BATCH) {
            LineString[] batch = lines.subList(begin, Math.min(lines.size(), begin + BATCH)).stream()
                    .map(line -> factory.createLineString(plane.of(line)))
                    .toArray(LineString[]::new);
            parts.add(BufferOp.bufferOp(
                    factory.createMultiLineString(batch), besideM, new BufferParameters(QUADRANT_SEGMENTS)));
        }
        return shape(plane, TopologyPreservingSimplifier.simplify(UnaryUnionOp.union(parts), besideM * TOLERANCE));
    }

    /**
     * Everything within a straight distance of any of several points.
     *
     * @param radiusM metres, above 0
     */
    public static ReachShape circles(List<GeoPoint> points, double radiusM) {
        if (points.isEmpty()) {
            return new ReachShape(List.of());
        }
        Plane plane = new Plane(points.get(0));
        Geometry centres = new GeometryFactory().createMultiPointFromCoords(plane.of(points));
        return shape(plane, BufferOp.bufferOp(centres, radiusM, new BufferParameters(CIRCLE_SEGMENTS)));
    }

    private static ReachShape shape(Plane plane, Geometry area) {
        List<List<List<GeoPoint>>> polygons = new ArrayList<>();
        for (int i = 0; i < area.getNumGeometries(); i++) {
            polygons.add(plane.rings((Polygon) area.getGeometryN(i)));
        }
        return new ReachShape(polygons);
    }

    /** Metres east and north of a point. */
    private record Plane(GeoPoint origin, double shrink) {
        Plane(GeoPoint origin) {
            this(origin, Math.cos(Math.toRadians(origin.lat())));
        }

        Coordinate[] of(List<GeoPoint> line) {
            return line.stream()
                    .map(point -> new Coordinate(
                            (point.lon() - origin.lon()) * shrink * METRES_PER_DEGREE,
                            (point.lat() - origin.lat()) * METRES_PER_DEGREE))
                    .toArray(Coordinate[]::new);
        }

        List<List<GeoPoint>> rings(Polygon polygon) {
            List<List<GeoPoint>> rings = new ArrayList<>();
            rings.add(ring(polygon.getExteriorRing()));
            for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
                rings.add(ring(polygon.getInteriorRingN(i)));
            }
            return rings;
        }

        private List<GeoPoint> ring(LinearRing ring) {
            List<GeoPoint> points = new ArrayList<>();
            for (Coordinate corner : ring.getCoordinates()) {
                points.add(new GeoPoint(
                        origin.lon() + corner.x / METRES_PER_DEGREE / shrink,
                        origin.lat() + corner.y / METRES_PER_DEGREE));
            }
            return points;
        }
    }
}
