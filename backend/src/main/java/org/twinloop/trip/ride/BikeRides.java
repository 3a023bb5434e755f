package org.twinloop.trip.ride;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;

/** Where a bike operator's record of a ride goes. */
public interface BikeRides {

    /**
     * A ride as its operator recorded it.
     *
     * @param rideNo the operator's number of it; the same number again is the same ride
     * @param bikeId as the operator's feed named the bike before the ride
     * @param orderId the booking it belongs to; null where the operator does not know it
     * @param endedAt null while it is ridden
     */
    record Told(String rideNo, String bikeId, UUID orderId, Instant startedAt, Instant endedAt) {}

    /** The booking a record belongs to, and whether its ride is over. */
    record Heard(UUID orderId, boolean over) {}

    /**
     * Begins or ends the leg the ride belongs to, in an act of its own; what the traveller ended already stays as it
     * is. Refuses with {@code NOT_FOUND} a ride that belongs to no trip, and with {@code WRONG_STATE} one of a trip
     * that was given up.
     */
    Uni<Heard> told(UUID operatorId, Told ride);
}
