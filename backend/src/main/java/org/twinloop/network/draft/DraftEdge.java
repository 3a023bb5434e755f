package org.twinloop.network.draft;

import org.twinloop.network.osm.tag.Road;

/**
 * A road from one junction to another in a network in the making.
 *
 * @param ref its name in the source, the same in every import of the same data: {@code w62906030.2}
 * @param from number of a junction, as {@code to}; never the same
 * @param points longitude and latitude by turns in 1e-7 degrees, from the first junction to the last
 * @param lengthM along the points, at least 1 cm
 */
public record DraftEdge(int number, String ref, int from, int to, Road road, int[] points, double lengthM) {

    private static final double EARTH_RADIUS_M = 6_371_008.8;
    private static final double RADIANS_PER_UNIT = Math.PI / 180 / 1e7;
    private static final double LENGTH_MIN_M = 0.01;

    /** Metres along points, on the sphere (haversine, mean radius of IUGG). */
    static double lengthM(int[] points) {
        double lengthM = 0;
        for (int i = 2; i < points.length; i += 2) {
            lengthM += stepM(points[i - 2], points[i - 1], points[i], points[i + 1]);
        }
        return Math.max(LENGTH_MIN_M, lengthM);
    }

    private static double stepM(int lon1, int lat1, int lon2, int lat2) {
        double sinLat = Math.sin(((double) lat2 - lat1) * RADIANS_PER_UNIT / 2);
        double sinLon = Math.sin(((double) lon2 - lon1) * RADIANS_PER_UNIT / 2);
        double cosines = Math.cos(lat1 * RADIANS_PER_UNIT) * Math.cos(lat2 * RADIANS_PER_UNIT);
        return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(sinLat * sinLat + cosines * sinLon * sinLon)));
    }
}
