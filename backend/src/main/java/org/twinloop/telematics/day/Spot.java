package org.twinloop.telematics.day;

import org.twinloop.common.GeoPoint;

/** A position to a tenth of a metre, WGS-84; answers leave the service in the datum that was asked for. */
record Spot(double lon, double lat) {

    /** Null for null. */
    static Spot of(GeoPoint point) {
        return point == null ? null : new Spot(rounded(point.lon()), rounded(point.lat()));
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }
}
