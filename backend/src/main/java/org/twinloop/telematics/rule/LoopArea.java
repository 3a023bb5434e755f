package org.twinloop.telematics.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.twinloop.common.GeoPoint;

/**
 * The hull around the stops of a loop, in metres around its middle. A plane is good enough: a loop is some ten
 * kilometres wide, and what is asked for are some kilometres beside it.
 */
final class LoopArea {

    /** For cars that may go wherever they like. */
    static final LoopArea NONE = new LoopArea("", 0, 0, new double[0], new double[0]);

    private static final double M_PER_DEGREE = 111_195;

    private final String loop;
    private final double midLon;
    private final double midLat;
    private final double mPerLon;
    /** Corners of the hull, counter-clockwise; two for a line, one for a point. */
    private final double[] x;

    private final double[] y;

    private LoopArea(String loop, double midLon, double midLat, double[] x, double[] y) {
        this.loop = loop;
        this.midLon = midLon;
        this.midLat = midLat;
        mPerLon = M_PER_DEGREE * Math.cos(Math.toRadians(midLat));
        this.x = x;
        this.y = y;
    }

    static LoopArea around(String loop, List<GeoPoint> stops) {
        double midLon = stops.stream().mapToDouble(GeoPoint::lon).average().orElseThrow();
        double midLat = stops.stream().mapToDouble(GeoPoint::lat).average().orElseThrow();
        LoopArea origin = new LoopArea(loop, midLon, midLat, new double[0], new double[0]);
        List<double[]> points = stops.stream()
                .map(stop -> new double[] {origin.x(stop.lon()), origin.y(stop.lat())})
                .sorted(Comparator.<double[]>comparingDouble(point -> point[0]).thenComparingDouble(point -> point[1]))
                .toList();
        List<double[]> hull = new ArrayList<>(half(points));
        List<double[]> back = new ArrayList<>(points);
        java.util.Collections.reverse(back);
        hull.addAll(half(back));
        if (hull.isEmpty()) {
            hull.add(points.get(0));
        }
        return new LoopArea(
                loop,
                midLon,
                midLat,
                hull.stream().mapToDouble(point -> point[0]).toArray(),
                hull.stream().mapToDouble(point -> point[1]).toArray());
    }

    /** One side of the hull without its last corner (Andrew's monotone chain). */
    private static List<double[]> half(List<double[]> points) {
        List<double[]> side = new ArrayList<>();
        for (double[] point : points) {
            while (side.size() >= 2
                    && cross(
                                    side.get(side.size() - 2)[0],
                                    side.get(side.size() - 2)[1],
                                    side.get(side.size() - 1)[0],
                                    side.get(side.size() - 1)[1],
                                    point[0],
                                    point[1])
                            <= 0) {
                side.remove(side.size() - 1);
            }
            side.add(point);
        }
        side.remove(side.size() - 1);
        return side;
    }

    /** Above zero when the third point lies to the left of the way from the first to the second. */
    private static double cross(double ax, double ay, double bx, double by, double px, double py) {
        return (bx - ax) * (py - ay) - (by - ay) * (px - ax);
    }

    private double x(double lon) {
        return (lon - midLon) * mPerLon;
    }

    private double y(double lat) {
        return (lat - midLat) * M_PER_DEGREE;
    }

    String loop() {
        return loop;
    }

    /** Metres from the hull to a point outside, 0 inside. Some ten multiplications for a point inside. */
    double outsideM(double lon, double lat) {
        double px = x(lon);
        double py = y(lat);
        boolean inside = x.length > 2;
        for (int i = 0, before = x.length - 1; inside && i < x.length; before = i++) {
            inside = cross(x[before], y[before], x[i], y[i], px, py) >= 0;
        }
        if (inside) {
            return 0;
        }
        double least = Double.MAX_VALUE;
        for (int i = 0, before = x.length - 1; i < x.length; before = i++) {
            least = Math.min(least, squareToSide(before, i, px, py));
        }
        return Math.sqrt(least);
    }

    private double squareToSide(int from, int to, double px, double py) {
        double alongX = x[to] - x[from];
        double alongY = y[to] - y[from];
        double square = alongX * alongX + alongY * alongY;
        double part = square == 0 ? 0 : ((px - x[from]) * alongX + (py - y[from]) * alongY) / square;
        double near = Math.max(0, Math.min(1, part));
        double dx = px - x[from] - near * alongX;
        double dy = py - y[from] - near * alongY;
        return dx * dx + dy * dy;
    }
}
