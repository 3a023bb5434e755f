package org.twinloop.trip.planning.search;

import java.util.List;
import org.twinloop.common.GeoPoint;

/** Ways between points as they are driven, walked and cycled at the asked time. */
public interface Travel {
    /** Seconds where no road leads. */
    int NO_WAY = Integer.MAX_VALUE;

    /** Seconds by car from each (a row) to each (a column), or {@link #NO_WAY}. */
    int[][] driveSeconds(List<GeoPoint> from, List<GeoPoint> to);

    /** Metres of that way, never less than 0.95 of the straight line; asked only where there is a way. */
    int driveMetres(GeoPoint from, GeoPoint to);

    /** Seconds on foot. */
    int walkSeconds(GeoPoint from, GeoPoint to);

    /** Seconds by bicycle. */
    int rideSeconds(GeoPoint from, GeoPoint to);
}
