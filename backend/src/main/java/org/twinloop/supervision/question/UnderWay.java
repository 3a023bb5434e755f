package org.twinloop.supervision.question;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.GeoPoint;

/**
 * A trip that runs, as a rule sees it.
 *
 * @param bookedById who asked for the trip
 * @param windowTo until when it has the car
 * @param seen the newest position of the car within the ride; empty when there is none
 */
record UnderWay(
        UUID tripId,
        UUID unitId,
        UUID travellerId,
        UUID bookedById,
        Instant now,
        Instant windowTo,
        Optional<Fix> seen) {

    /**
     * A position, measured against what was approved.
     *
     * @param at time of the fix
     * @param accuracyM radius within which the true place lies; 0 where the car tells none
     * @param speedKmh null where the car tells none
     * @param offWayM from the planned way, which is {@code wayM} long; null without a planned way
     * @param placeM to the nearest end of a leg or stop; null when there is none
     * @param loop how far outside the area of its loop; null for cars that may go anywhere
     * @param city how far outside the municipality; null where its boundary is not known
     */
    record Fix(
            Instant at,
            GeoPoint point,
            double accuracyM,
            Double speedKmh,
            Double offWayM,
            double wayM,
            Double placeM,
            Outside loop,
            Outside city) {}

    /**
     * How far something lies outside an area, metres; 0 inside.
     *
     * @param car the car now
     * @param ends the farthest end of the approved way
     */
    record Outside(double car, double ends) {}
}
