package org.twinloop.trip.planning.option;

import java.util.List;
import java.util.Map;
import org.twinloop.trip.approval.TravelMode;

/** What one mode has to offer: options, or the reason why there is none. */
public record Offer(List<PlannedOption> options, List<RejectedMode> rejected) {
    static Offer of(PlannedOption option) {
        return new Offer(List.of(option), List.of());
    }

    static Offer none(RejectedMode rejected) {
        return new Offer(List.of(), List.of(rejected));
    }

    static Offer none(
            TravelMode mode, RejectedMode.Reason reason, String detailZh, String detailEn, Map<String, Object> values) {
        return none(RejectedMode.of(mode, reason, detailZh, detailEn, values));
    }
}
