package org.twinloop.trip.planning.option;

import java.time.Instant;
import java.util.Optional;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.approval.PurposeCategory;

/**
 * What was asked: from where to where, when, for how many.
 *
 * @param returnBy until when the car is wanted, empty when it is only needed to get there
 * @param purpose category if the traveller already knows it, so that policy can say more
 */
public record PlanRequest(
        Spot from,
        Spot to,
        Instant departAt,
        int passengers,
        Optional<Instant> returnBy,
        Optional<PurposeCategory> purpose) {

    /**
     * An end of a journey: a listed place or any point.
     *
     * @param placeId null for a free point
     * @param district null for a free point
     */
    public record Spot(String placeId, String name, String district, GeoPoint point) {}
}
