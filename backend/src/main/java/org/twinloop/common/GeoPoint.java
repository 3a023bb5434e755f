package org.twinloop.common;

/**
 * A position on the earth, WGS-84 (EPSG:4326).
 *
 * @param lon degrees east, −180…180
 * @param lat degrees north, −90…90
 */
public record GeoPoint(double lon, double lat) {

    /** Mean earth radius, IUGG. */
    private static final double EARTH_RADIUS_M = 6_371_008.8;
    /** Up to this sine, some 60 km, three terms of the arc sine are exact to the last bits of a double. */
    private static final double NEAR = 0.005;

    public GeoPoint {
        if (!(lon >= -180 && lon <= 180)) {
            throw new IllegalArgumentException("lon " + lon + " is not within -180…180");
        }
        if (!(lat >= -90 && lat <= 90)) {
            throw new IllegalArgumentException("lat " + lat + " is not within -90…90");
        }
    }

    /** Great-circle distance in metres (haversine). */
    public double distanceM(GeoPoint other) {
        double lat1 = Math.toRadians(lat);
        double lat2 = Math.toRadians(other.lat);
        double sinLat = Math.sin((lat2 - lat1) / 2);
        double sinLon = Math.sin(Math.toRadians(other.lon - lon) / 2);
        double a = sinLat * sinLat + Math.cos(lat1) * Math.cos(lat2) * sinLon * sinLon;
        return 2 * EARTH_RADIUS_M * arcSine(Math.min(1, Math.sqrt(a)));
    }

    /** The library's own takes longer than all the rest of a distance, and plans ask for a hundred thousand. */
    private static double arcSine(double sine) {
        double square = sine * sine;
        return sine > NEAR
                ? Math.asin(sine)
                : sine * (1 + square * (1 / 6.0 + square * (3 / 40.0 + square * 15 / 336)));
    }
}
