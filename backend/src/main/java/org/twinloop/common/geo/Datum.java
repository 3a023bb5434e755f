package org.twinloop.common.geo;

import org.twinloop.common.GeoPoint;

/**
 * What a pair of degrees is measured against. Inside the service everything is WGS-84; the two others live at the edge,
 * where maps and feeds of China meet us. The constants are spelled as in the URL.
 *
 * <p>GCJ-02 is WGS-84 shifted by a published formula over the Krasovsky ellipsoid (19…710 m within the box below, about
 * 480 m in Shanghai); BD-09 is GCJ-02 shifted once more. Only the shift has a formula, so the way back is found by
 * repeating it: exact to {@value #TOLERANCE_DEG} degrees, about 0.1 mm. Outside the box GCJ-02 equals WGS-84; a point
 * within 700 m of the box's rim may come back shifted.
 */
public enum Datum {
    wgs84,
    gcj02,
    bd09;

    private static final double TOLERANCE_DEG = 1e-9;
    private static final int ROUNDS_MAX = 10;

    /** Major axis in metres and squared eccentricity of the Krasovsky 1940 ellipsoid. */
    private static final double AXIS_M = 6_378_245.0;

    private static final double ECCENTRICITY2 = 0.00669342162296594323;
    private static final double BD_ANGLE = Math.PI * 3000 / 180;

    /** The box within which the shift applies; it is wider than the border. */
    private static final double WEST = 72.004;

    private static final double EAST = 137.8347;
    private static final double SOUTH = 0.8293;
    private static final double NORTH = 55.8271;

    /** From WGS-84: the pair {lon, lat} under which this datum knows a position. */
    public double[] of(GeoPoint point) {
        return shifted(point.lon(), point.lat());
    }

    /** To WGS-84: the position that this datum knows under a pair of degrees within ±180 and ±90. */
    public GeoPoint toWgs84(double lon, double lat) {
        if (this == wgs84 || (this == gcj02 && !inBox(lon, lat))) {
            return new GeoPoint(lon, lat);
        }
        double foundLon = lon;
        double foundLat = lat;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            double[] met = shifted(foundLon, foundLat);
            double missLon = met[0] - lon;
            double missLat = met[1] - lat;
            foundLon -= missLon;
            foundLat -= missLat;
            if (Math.max(Math.abs(missLon), Math.abs(missLat)) < TOLERANCE_DEG) {
                break;
            }
        }
        return new GeoPoint(within(foundLon, 180), within(foundLat, 90));
    }

    private double[] shifted(double lon, double lat) {
        if (this == wgs84) {
            return new double[] {lon, lat};
        }
        double[] gcj = inBox(lon, lat) ? gcjShifted(lon, lat) : new double[] {lon, lat};
        return this == gcj02 ? gcj : bdShifted(gcj[0], gcj[1]);
    }

    private static boolean inBox(double lon, double lat) {
        return lon >= WEST && lon <= EAST && lat >= SOUTH && lat <= NORTH;
    }

    private static double[] gcjShifted(double lon, double lat) {
        double x = lon - 105;
        double y = lat - 35;
        double ripple = (20 * Math.sin(6 * Math.PI * x) + 20 * Math.sin(2 * Math.PI * x)) * 2 / 3;
        double north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + ripple;
        north += (20 * Math.sin(Math.PI * y) + 40 * Math.sin(Math.PI * y / 3)) * 2 / 3;
        north += (160 * Math.sin(Math.PI * y / 12) + 320 * Math.sin(Math.PI * y / 30)) * 2 / 3;
        double east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + ripple;
        east += (20 * Math.sin(Math.PI * x) + 40 * Math.sin(Math.PI * x / 3)) * 2 / 3;
        east += (150 * Math.sin(Math.PI * x / 12) + 300 * Math.sin(Math.PI * x / 30)) * 2 / 3;
        double sine = Math.sin(Math.toRadians(lat));
        double flatness = 1 - ECCENTRICITY2 * sine * sine;
        double meridianM = AXIS_M * (1 - ECCENTRICITY2) / (flatness * Math.sqrt(flatness));
        double parallelM = AXIS_M / Math.sqrt(flatness) * Math.cos(Math.toRadians(lat));
        return new double[] {lon + Math.toDegrees(east / parallelM), lat + Math.toDegrees(north / meridianM)};
    }

    private static double[] bdShifted(double lon, double lat) {
        double radius = Math.hypot(lon, lat) + 0.00002 * Math.sin(lat * BD_ANGLE);
        double angle = Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * BD_ANGLE);
        return new double[] {radius * Math.cos(angle) + 0.0065, radius * Math.sin(angle) + 0.006};
    }

    private static double within(double degrees, double limit) {
        return Math.max(-limit, Math.min(limit, degrees));
    }
}
