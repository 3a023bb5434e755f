package org.twinloop.trip.planning.option;

import java.util.List;
import java.util.Map;
import org.twinloop.trip.approval.TravelMode;

/** What one mode has to offer: options, or the reason why there is none. */
public record Offer(List<PlannedOption> options, List<RejectedMode> rejected) {
    static Offer of(PlannedOption option) {
        return new Offer(List.of(option), List.of());
    }

    static Offer none(
            TravelMode mode, RejectedMode.Code code, String detailZh, String detailEn, Map<String, Object> values) {
        return new Offer(List.of(), List.of(new RejectedMode(mode, code, detailZh, detailEn, values)));
    }
}
