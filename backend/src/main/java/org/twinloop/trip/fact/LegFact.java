package org.twinloop.trip.fact;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.telematics.ride.Measured;

/** One version of what the car told of a leg. */
record LegFact(RiddenLeg leg, int version, Instant measuredAt, Measured measured) {

    /** Whether another measurement says the same, whenever it was made. */
    boolean says(Measured other) {
        return measured.equals(other);
    }

    UUID tripId() {
        return leg.tripId();
    }
}
