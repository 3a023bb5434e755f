package org.twinloop.partner.gbfs;

import com.fasterxml.jackson.databind.JsonNode;
import org.twinloop.common.GeoPoint;

/**
 * Coordinates of a record, or why there are none.
 *
 * @param point null when absent or not to be trusted
 * @param remark null when all is well
 */
record Position(GeoPoint point, String remark) {

    private static final Position ABSENT = new Position(null, null);

    static Position of(JsonNode record) {
        JsonNode latNode = record.path("lat");
        JsonNode lonNode = record.path("lon");
        Double lat = Lenient.number(latNode);
        Double lon = Lenient.number(lonNode);
        if (lat == null && lon == null && latNode.isMissingNode() && lonNode.isMissingNode()) {
            return ABSENT;
        }
        if (lat == null || lon == null) {
            return new Position(null, "lat or lon is no number");
        }
        if (Math.abs(lat) < 1e-6 && Math.abs(lon) < 1e-6) {
            return new Position(null, "lat and lon are 0");
        }
        if (!inChina(lon, lat) && inChina(lat, lon)) {
            return new Position(null, "lat and lon look swapped: lat " + lat + ", lon " + lon);
        }
        if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
            return new Position(null, "lat " + lat + ", lon " + lon + " is nowhere on earth");
        }
        return new Position(new GeoPoint(lon, lat), null);
    }

    /** A rough box, only to tell swapped coordinates. */
    private static boolean inChina(double lon, double lat) {
        return lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54;
    }
}
