package org.twinloop.telematics.day;

import java.time.Instant;
import org.twinloop.common.GeoPoint;

/**
 * One report as the day needs it; null where the car did not tell it.
 *
 * @param position WGS-84
 * @param accuracyM of the position, metres
 */
record Told(
        Instant at,
        GeoPoint position,
        Double accuracyM,
        Double speedKmh,
        Long odometerM,
        Double socPercent,
        Boolean plugged) {

    /** Metres by the odometer until a later report; null where one of them did not tell it. */
    Long odometerTo(Told later) {
        return odometerM == null || later.odometerM == null ? null : later.odometerM - odometerM;
    }

    double accuracy() {
        return accuracyM == null ? 0 : accuracyM;
    }

    boolean isMoving(double fromKmh) {
        return speedKmh != null && speedKmh >= fromKmh;
    }
}
