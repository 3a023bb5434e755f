package org.twinloop.trip.heal;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.twinloop.trip.planning.option.PlannedOption;

/** What healing needs of the trip. */
public interface CarExchange {

    /**
     * Another car instead of the booked one.
     *
     * @param bookingId of the car that is given up
     * @param planId of the plan that has {@code next}
     */
    record Exchange(UUID tripId, UUID bookingId, Unfit unfit, UUID planId, PlannedOption next) {}

    /**
     * Frees what the booked car held and holds what the other needs, in the running act, and tells of it. Answers
     * whether it did: a trip that has moved on, or whose approval does not cover the other option, stays as it is.
     * Refuses like a booking when somebody else was faster.
     */
    Uni<Boolean> exchange(Exchange wish);
}
