package org.twinloop.trip.planning.option;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.twinloop.trip.approval.TravelMode;

/** What one mode has to offer: options, or the reason why there is none. */
public record Offer(List<PlannedOption> options, List<RejectedMode> rejected) {
    static Offer of(PlannedOption option) {
        return new Offer(List.of(option), List.of());
    }

    /** The same at full minutes, but for whom that would be too early or too late. */
    public Offer toTheMinute(PlanRequest request) {
        Instant by = request.arriveBy().orElse(Instant.MAX);
        return new Offer(
                options.stream()
                        .map(one -> new PlannedOption(one.option().toTheMinute(request.departAt(), by), one.terms()))
                        .toList(),
                rejected);
    }

    static Offer none(RejectedMode rejected) {
        return new Offer(List.of(), List.of(rejected));
    }

    static Offer none(
            TravelMode mode, RejectedMode.Reason reason, String detailZh, String detailEn, Map<String, Object> values) {
        return none(RejectedMode.of(mode, reason, detailZh, detailEn, values));
    }
}
