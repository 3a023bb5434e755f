package org.twinloop.common.geo;

import java.util.ArrayList;
import java.util.List;
import org.twinloop.common.GeoPoint;

/** Encoded polyline, precision 5 (about 1 m), as map libraries read it. */
public final class Polyline {
    private static final double PRECISION = 1e5;
    private static final int CHUNK_BITS = 5;
    private static final int MORE = 0x20;
    private static final int PRINTABLE = 63;

    private Polyline() {}

    public static String encode(List<GeoPoint> points) {
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

    /** Reads back what {@link #encode} wrote; anything else is an {@link IllegalArgumentException}. */
    public static List<GeoPoint> decode(String encoded) {
        List<GeoPoint> points = new ArrayList<>(encoded.length() / 8 + 1);
        long[] sums = new long[2];
        int at = 0;
        for (int axis = 0; at < encoded.length(); axis = 1 - axis) {
            long value = 0;
            int chunk = MORE;
            for (int shift = 0; (chunk & MORE) != 0; shift += CHUNK_BITS, at++) {
                if (at == encoded.length() || shift > 30) {
                    throw new IllegalArgumentException("a polyline ends or runs wild at character " + at);
                }
                chunk = encoded.charAt(at) - PRINTABLE;
                value |= (long) (chunk & 0x1f) << shift;
            }
            sums[axis] += (value & 1) == 0 ? value >> 1 : ~(value >> 1);
            if (axis == 1) {
                points.add(new GeoPoint(sums[1] / PRECISION, sums[0] / PRECISION));
            }
        }
        return points;
    }

    private static void append(StringBuilder out, long delta) {
        long rest = delta < 0 ? ~(delta << 1) : delta << 1;
        while (rest >= MORE) {
            out.append((char) ((MORE | (rest & 0x1f)) + PRINTABLE));
            rest >>= CHUNK_BITS;
        }
        out.append((char) (rest + PRINTABLE));
    }
}
