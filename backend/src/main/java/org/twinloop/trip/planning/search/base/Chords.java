package org.twinloop.trip.planning.search.base;

import java.util.List;
import org.twinloop.common.GeoPoint;

/**
 * Points as places in space: between two of them the chord is told at a few multiplications, where the arc above it
 * takes sines. An arc is never shorter than its chord, and up to 100 km less than {@link #ARC} times as long.
 */
public final class Chords {
    public static final double ARC = 1.000_02;
    /** Chords this long and longer are not compared with arcs. */
    public static final double FAR_M = 100_000;
    /** Mean earth radius, IUGG, as {@link GeoPoint#distanceM} has it. */
    private static final double RADIUS_M = 6_371_008.8;
    /** Taken off each chord, so that no rounding makes it longer than the arc. */
    private static final double ROUNDING_M = 1e-6;

    private final double[] x;
    private final double[] y;
    private final double[] z;

    public Chords(List<GeoPoint> points) {
        x = new double[points.size()];
        y = new double[points.size()];
        z = new double[points.size()];
        for (int i = 0; i < x.length; i++) {
            double lat = Math.toRadians(points.get(i).lat());
            double lon = Math.toRadians(points.get(i).lon());
            x[i] = RADIUS_M * Math.cos(lat) * Math.cos(lon);
            y[i] = RADIUS_M * Math.cos(lat) * Math.sin(lon);
            z[i] = RADIUS_M * Math.sin(lat);
        }
    }

    /** Metres from one of these to one of others. */
    public double metres(int own, Chords others, int other) {
        double dx = x[own] - others.x[other];
        double dy = y[own] - others.y[other];
        double dz = z[own] - others.z[other];
        return Math.max(0, Math.sqrt(dx * dx + dy * dy + dz * dz) - ROUNDING_M);
    }
}
