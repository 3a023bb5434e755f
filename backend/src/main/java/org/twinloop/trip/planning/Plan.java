package org.twinloop.trip.planning;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.ProblemException;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.planning.option.RejectedMode;

/**
 * What was offered to one person at one moment.
 *
 * @param validUntil options can be booked until then
 * @param metricVersion version of the road travel times used
 * @param bodyHash of the request, so that a repeated call is told from another one under the same id
 */
public record Plan(
        UUID id,
        UUID unitId,
        UUID personId,
        Instant createdAt,
        Instant validUntil,
        long metricVersion,
        String bodyHash,
        PlanRequest request,
        List<PlannedOption> options,
        List<RejectedMode> rejected) {

    public Plan {
        options = List.copyOf(options);
        rejected = List.copyOf(rejected);
    }

    /** The option a request may name now. */
    public PlannedOption bookable(UUID optionId, Instant at) {
        if (at.isAfter(validUntil)) {
            throw new ProblemException(TripProblem.PLAN_EXPIRED, "plan " + id + " was valid until " + validUntil);
        }
        PlannedOption option = options.stream()
                .filter(o -> o.option().id().equals(optionId))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        TripProblem.OPTION_NOT_FOUND, "plan " + id + " has no option " + optionId));
        if (option.terms() == null) {
            throw new ProblemException(
                    TripProblem.OPTION_NOT_BOOKABLE,
                    "option " + optionId + " (" + option.option().mode() + ") is shown for comparison");
        }
        return option;
    }
}
