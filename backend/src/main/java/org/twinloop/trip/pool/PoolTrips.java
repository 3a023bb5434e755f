package org.twinloop.trip.pool;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.twinloop.trip.planning.option.BookingTerms;

/** What pooling needs of the trips; in the running act, which has locked their rows. */
public interface PoolTrips {

    /**
     * Closes a booked trip whose people ride along on another: everything it holds is free, nothing is owed, and it is
     * told as {@code trip.pooled}.
     *
     * @param actorId who accepted last, of whichever of the two trips
     */
    Uni<Void> giveUp(UUID tripId, UUID actorId, String why);

    /**
     * Keeps the car of a booked trip, its bay and the pile there for as long as a longer way takes. Refuses like an
     * extension when the next booking is in the way, and then the act is lost.
     */
    Uni<Void> lengthen(UUID tripId, BookingTerms longer);
}
