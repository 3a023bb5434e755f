package org.twinloop.trip.planning.option;

import java.time.Instant;
import java.util.Optional;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.planning.search.Wish;

/**
 * What was asked: from where to where, when, for how many.
 *
 * @param departAt nobody leaves before
 * @param arriveBy when to be there at the latest; empty to leave at {@code departAt}
 * @param luggage large pieces; like {@code arriveBy} and {@code chargeThere} not known of plans of before
 * @param chargeThere whether the car is to be charged where it is returned
 * @param returnBy until when the car is wanted, empty when it is only needed to get there
 * @param purpose category if the traveller already knows it, so that policy can say more
 */
public record PlanRequest(
        Spot from,
        Spot to,
        Instant departAt,
        Optional<Instant> arriveBy,
        int passengers,
        Integer luggage,
        Boolean chargeThere,
        Optional<Instant> returnBy,
        Optional<PurposeCategory> purpose) {

    public PlanRequest {
        arriveBy = arriveBy == null ? Optional.empty() : arriveBy;
        luggage = luggage == null ? 0 : luggage;
        chargeThere = chargeThere != null && chargeThere;
    }

    /**
     * An end of a journey: a listed place or any point.
     *
     * @param placeId null for a free point
     * @param district null for a free point
     */
    public record Spot(String placeId, String name, String district, GeoPoint point) {}

    /** The same way, leaving at a certain time. */
    PlanRequest leaving(Instant at) {
        return new PlanRequest(from, to, at, Optional.empty(), passengers, luggage, chargeThere, returnBy, purpose);
    }

    /** The same way, leaving no earlier than at a certain time. */
    public PlanRequest notBefore(Instant at) {
        return departAt.isBefore(at)
                ? new PlanRequest(from, to, at, arriveBy, passengers, luggage, chargeThere, returnBy, purpose)
                : this;
    }

    /**
     * The same for the search.
     *
     * @param celsius outside
     */
    Wish wish(double celsius) {
        return new Wish(
                from.point(),
                to.point(),
                arriveBy.orElse(departAt).getEpochSecond(),
                arriveBy.isPresent(),
                departAt.getEpochSecond(),
                passengers,
                luggage,
                chargeThere,
                returnBy.map(Instant::getEpochSecond).orElse(0L),
                celsius);
    }

    /** When the traffic counts: at the arrival where one has to be there in time and still can be. */
    public Instant busyAt() {
        return arriveBy.filter(by -> by.isAfter(departAt)).orElse(departAt);
    }
}
