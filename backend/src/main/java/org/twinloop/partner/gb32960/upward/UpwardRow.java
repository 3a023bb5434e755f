package org.twinloop.partner.gb32960.upward;

import java.time.Instant;

/**
 * A report of the history that is to be sent upward. What was not told is null.
 *
 * @param place where it stands
 * @param extra what the sender told beyond our own fields, as JSON
 */
record UpwardRow(
        Place place,
        String vin,
        Double lon,
        Double lat,
        Double speedKmh,
        Long odometerM,
        Double socPercent,
        Boolean locked,
        Boolean charging,
        String extra) {

    Instant eventTime() {
        return place.eventTime();
    }
}
