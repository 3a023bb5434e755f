package org.twinloop.trip.heal;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlannedOption;

/**
 * A trip under way or leaving soon with something that will not be fit.
 *
 * @param bookingId of the car, pile or bay
 * @param planned what was booked, {@code request} what was asked for then
 * @param terms what the traveller was promised, changes of the trip included
 * @param offeredUntil until when other options are on offer already, or nobody is told again that there are none
 * @param stranded whether the last told was that there are none
 * @param underWay whether the ride has begun
 */
record Promise(
        UUID tripId,
        UUID unitId,
        UUID travellerId,
        UUID bookingId,
        Unfit unfit,
        PlannedOption planned,
        PlanRequest request,
        Terms terms,
        Optional<Instant> offeredUntil,
        boolean stranded,
        boolean underWay) {

    /** When, for how many, and for how much; fen. */
    record Terms(Instant departAt, Instant arriveAt, Instant windowTo, int passengers, long quotedFen, long heldFen) {}

    /** What is asked for instead: the same, from now on, for all who ride, as long as the trip keeps the car. */
    PlanRequest wish(Instant now) {
        if (unfit == Unfit.DECLINED && request.passengers() >= terms.passengers()) {
            return request.notBefore(now);
        }
        boolean longer = terms.windowTo().isAfter(planned.terms().windowTo());
        PlanRequest same = longer ? request.until(terms.windowTo()) : request;
        return same.changing(tripId, Math.max(request.passengers(), terms.passengers()))
                .notBefore(now);
    }

    /** Whether the traveller knows: what is on offer, or that there is nothing as long as there is nothing. */
    boolean isTold(Instant now, boolean anyChoice) {
        return offeredUntil.filter(now::isBefore).isPresent() && !(stranded && anyChoice);
    }
}
