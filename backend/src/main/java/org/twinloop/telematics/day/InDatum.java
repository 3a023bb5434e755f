package org.twinloop.telematics.day;

import org.twinloop.common.GeoPoint;
import org.twinloop.common.geo.Datum;

/** Positions as the map of the caller knows them. */
record InDatum(Datum datum) {

    /** Degrees of the datum, to a tenth of a metre. */
    record Spot(double lon, double lat) {}

    /** Null for null. */
    Spot of(GeoPoint point) {
        if (point == null) {
            return null;
        }
        double[] degrees = datum.of(point);
        return new Spot(rounded(degrees[0]), rounded(degrees[1]));
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }
}
