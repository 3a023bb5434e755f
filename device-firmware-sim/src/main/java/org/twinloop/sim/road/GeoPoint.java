package org.twinloop.sim.road;

/** A point in WGS-84 degrees. */
public record GeoPoint(double lon, double lat) {
    private static final double METRES_PER_DEGREE = 111_195;

    public GeoPoint {
        if (!(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) {
            throw new IllegalArgumentException("point " + lon + "," + lat + "; lon must be -180..180, lat -90..90");
        }
    }

    /** Distance on a plane through the middle of both points: within 0.1 % of the great circle inside one city. */
    public double distanceM(GeoPoint other) {
        double x = (other.lon - lon) * Math.cos(Math.toRadians((lat + other.lat) / 2));
        double y = other.lat - lat;
        return Math.sqrt(x * x + y * y) * METRES_PER_DEGREE;
    }

    /** Compass heading towards another point, 0 north, 90 east. */
    public double headingDeg(GeoPoint other) {
        double x = (other.lon - lon) * Math.cos(Math.toRadians((lat + other.lat) / 2));
        double degrees = Math.toDegrees(Math.atan2(x, other.lat - lat));
        return degrees < 0 ? degrees + 360 : degrees;
    }

    /** The point at this fraction of the straight line to another. */
    public GeoPoint towards(GeoPoint other, double fraction) {
        return new GeoPoint(lon + (other.lon - lon) * fraction, lat + (other.lat - lat) * fraction);
    }

    /** The point so many metres east and north of this one. */
    public GeoPoint shifted(double eastM, double northM) {
        double perLon = METRES_PER_DEGREE * Math.cos(Math.toRadians(lat));
        return new GeoPoint(lon + eastM / perLon, lat + northM / METRES_PER_DEGREE);
    }
}
