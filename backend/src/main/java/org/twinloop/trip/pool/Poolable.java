package org.twinloop.trip.pool;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.planning.option.PlanOption.Stage;
import org.twinloop.trip.planning.option.PlanOption.StageKind;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlannedOption;

/**
 * A booked trip that might be merged with another.
 *
 * @param version of its row when it was read
 * @param windowTo until when it has its car
 * @param approved whether somebody approved it, so that destination, window and mode are bound
 * @param planned what was booked; {@code request} what was asked for, {@code policy} what was said of it
 */
record Poolable(
        UUID tripId,
        UUID unitId,
        UUID travellerId,
        UUID actorId,
        int version,
        Instant departAt,
        Instant arriveAt,
        Instant windowTo,
        int persons,
        long quotedFen,
        boolean approved,
        PlannedOption planned,
        PlanRequest request,
        PolicyResult policy) {

    /** Two trips that leave at about the same time from about the same place. */
    record Pair(Poolable one, Poolable other) {}

    Stage drive() {
        return planned.option().legs().stream()
                .filter(leg -> leg.kind() == StageKind.DRIVE)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("trip " + tripId + " drives no car"));
    }

    /** When its people are at the car. */
    Instant atCar() {
        return planned.option().legs().get(0).arriveAt();
    }

    /** When the car is given back: on return, or when it is wanted longer. */
    Instant keptUntil() {
        var legs = planned.option().legs();
        Instant returned = legs.get(legs.size() - 1).departAt();
        return request.returnBy().filter(returned::isBefore).orElse(returned);
    }

    /** Whether one of the two travels on both, or asked for both. */
    boolean sharesPeopleWith(Poolable other) {
        return travellerId.equals(other.travellerId) || actorId.equals(other.actorId);
    }
}
