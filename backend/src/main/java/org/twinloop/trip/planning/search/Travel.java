package org.twinloop.trip.planning.search;

import java.util.List;
import org.twinloop.common.GeoPoint;

/** Ways between points as they are driven, walked and cycled at the asked time. */
public interface Travel {
    /** Seconds where no road leads. */
    int NO_WAY = Integer.MAX_VALUE;

    /**
     * Seconds by car from each (a row) to each (a column), or {@link #NO_WAY}: never more than by way of a third place.
     */
    int[][] driveSeconds(List<GeoPoint> from, List<GeoPoint> to);

    /** Metres of that way, never less than 0.95 of the straight line; asked only where there is a way. */
    int driveMetres(GeoPoint from, GeoPoint to);

    /** Seconds on foot from each (a row) to each (a column), or {@link #NO_WAY}. */
    int[][] walkSeconds(List<GeoPoint> from, List<GeoPoint> to);

    /** The same by bicycle. */
    int[][] rideSeconds(List<GeoPoint> from, List<GeoPoint> to);

    /** One way behind another: {@link #NO_WAY} where one of them is none. */
    static int joined(int seconds, int more) {
        return seconds == NO_WAY || more == NO_WAY ? NO_WAY : seconds + more;
    }
}
