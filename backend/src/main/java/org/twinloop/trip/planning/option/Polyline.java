package org.twinloop.trip.planning.option;

import java.util.List;
import org.twinloop.common.GeoPoint;

/** Encoded polyline, precision 5 (about 1 m), as map libraries read it. */
final class Polyline {
    private static final double PRECISION = 1e5;

    private Polyline() {}

    static String encode(List<GeoPoint> points) {
        StringBuilder out = new StringBuilder(points.size() * 8);
        long lastLat = 0;
        long lastLon = 0;
        for (GeoPoint point : points) {
            long lat = Math.round(point.lat() * PRECISION);
            long lon = Math.round(point.lon() * PRECISION);
            append(out, lat - lastLat);
            append(out, lon - lastLon);
            lastLat = lat;
            lastLon = lon;
        }
        return out.toString();
    }

    private static void append(StringBuilder out, long delta) {
        long rest = delta < 0 ? ~(delta << 1) : delta << 1;
        while (rest >= 0x20) {
            out.append((char) ((0x20 | (rest & 0x1f)) + 63));
            rest >>= 5;
        }
        out.append((char) (rest + 63));
    }
}
