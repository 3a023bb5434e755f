package org.twinloop.trip.inspection;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.CityTime;
import org.twinloop.common.ProblemException;
import org.twinloop.trip.inspection.Inspection.Phase;

/**
 * A trip as far as an inspection needs it.
 *
 * @param vehicleId null when nobody drives a car themselves
 * @param windowFrom from when it has the car
 * @param endedAt null before its end
 * @param stands whether the car, by its newest report, is not moving
 */
record InspectedTrip(
        UUID id,
        UUID unitId,
        UUID travellerId,
        UUID actorId,
        String state,
        UUID vehicleId,
        Instant windowFrom,
        Instant endedAt,
        boolean stands) {

    boolean isOf(UUID personId) {
        return travellerId.equals(personId) || actorId.equals(personId);
    }

    /** Refuses what is told too long before the pick-up or after the return, and what is told in between. */
    void requireOpen(Phase phase, InspectionConfig config, Instant now) {
        if (vehicleId == null) {
            throw closed("行程没有自驾车辆 / nobody drives a car of this trip themselves");
        }
        if (phase == Phase.BEFORE) {
            requireBefore(config.beforeAhead(), now);
        } else {
            requireAfter(config.afterWithin(), now);
        }
    }

    private void requireBefore(Duration ahead, Instant now) {
        Instant from = windowFrom.minus(ahead);
        if (!state.equals("BOOKED") || now.isBefore(from)) {
            String at = CityTime.clock(from);
            throw closed("用车前验车须在 " + at + " 之后、开车之前完成 / the car is inspected from " + at + " until the ride begins");
        }
    }

    private void requireAfter(Duration within, Instant now) {
        boolean open = state.equals("IN_PROGRESS") ? stands : endedAt != null && within(endedAt, within, now);
        if (!open) {
            throw closed("还车验车须在停稳后还车时，或还车后 " + within.toMinutes() + " 分钟内完成 / the car is inspected when "
                    + "it stands to be handed back and " + within.toMinutes() + " minutes after the end");
        }
    }

    private ProblemException closed(String why) {
        String since = endedAt == null ? "" : ", ended at " + CityTime.clock(endedAt);
        return new ProblemException(InspectionProblem.NOT_OPEN, why + " (trip " + id + " is " + state + since + ")");
    }

    private static boolean within(Instant since, Duration span, Instant now) {
        return since != null && !since.plus(span).isBefore(now);
    }
}
