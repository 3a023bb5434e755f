package org.twinloop.telematics.ride;

import java.time.Instant;
import org.twinloop.common.GeoPoint;

/**
 * One report as a ride needs it; null where the car did not tell it.
 *
 * @param position WGS-84
 * @param accuracyM of the position, metres
 */
record Reading(
        Instant at,
        GeoPoint position,
        Double accuracyM,
        Long odometerM,
        Double socPercent,
        Boolean locked,
        Boolean plugged) {

    double accuracy() {
        return accuracyM == null ? 0 : accuracyM;
    }
}
