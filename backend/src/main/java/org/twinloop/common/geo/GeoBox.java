package org.twinloop.common.geo;

import java.util.Collection;
import java.util.Optional;
import org.twinloop.common.GeoPoint;

/** What lies between two meridians and two parallels, WGS-84, degrees; it does not reach over the date line. */
public record GeoBox(double west, double south, double east, double north) {

    private static final double METRES_PER_DEGREE = 111_195;

    public GeoBox {
        if (!(west >= -180 && west <= east && east <= 180 && south >= -90 && south <= north && north <= 90)) {
            throw new IllegalArgumentException(
                    "box from %s to %s and from %s to %s".formatted(west, east, south, north));
        }
    }

    /** The smallest that holds all of some points; nothing where there are none. */
    public static Optional<GeoBox> around(Collection<GeoPoint> points) {
        return points.stream()
                .map(point -> new GeoBox(point.lon(), point.lat(), point.lon(), point.lat()))
                .reduce(GeoBox::with);
    }

    private GeoBox with(GeoBox other) {
        return new GeoBox(
                Math.min(west, other.west),
                Math.min(south, other.south),
                Math.max(east, other.east),
                Math.max(north, other.north));
    }

    /** This with everything so many metres around it, as far as there are degrees. */
    public GeoBox grown(double metres) {
        double up = metres / METRES_PER_DEGREE;
        double least = Math.cos(Math.toRadians(Math.min(89, Math.max(Math.abs(south), Math.abs(north)) + up)));
        double aside = up / least;
        return new GeoBox(
                Math.max(-180, west - aside),
                Math.max(-90, south - up),
                Math.min(180, east + aside),
                Math.min(90, north + up));
    }

    /** Whether a longitude lies within it. */
    public boolean coversLon(double lon) {
        return lon >= west && lon <= east;
    }

    /** Whether a latitude lies within it. */
    public boolean coversLat(double lat) {
        return lat >= south && lat <= north;
    }

    public boolean covers(GeoPoint point) {
        return coversLon(point.lon()) && coversLat(point.lat());
    }
}
