package org.twinloop.supervision.ride;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.twinloop.supervision.ride.RideFacts.Told;
import org.twinloop.supervision.rule.PostTripRule.Verdict;

/**
 * PR-44: the car stood at a place of the supervisors' list that nobody approved. A question, never a guilt: the list
 * says where one looks and nothing about who is there. Source: rules.md PR-44, 公车私用.
 */
record SensitiveDwell(RideLimits limits) implements RideRule {

    @Override
    public String id() {
        return "PR-44";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict look(RideFacts ride) {
        if (ride.sensitive().isEmpty()) {
            return Verdict.unknown("sensitivePlaces");
        }
        if (ride.told().isEmpty()) {
            return Verdict.unknown("track");
        }
        return ride.sensitive().stream()
                .map(place -> longest(ride, place).map(stand -> new Dwell(place, stand)))
                .flatMap(Optional::stream)
                .filter(dwell -> dwell.stand().lasted().compareTo(limits.sensitiveFor()) > 0)
                .max(Comparator.comparing(dwell -> dwell.stand().lasted()))
                .map(this::noticed)
                .orElse(Verdict.PASS);
    }

    private record Dwell(Sensitive place, Stand stand) {}

    private Optional<Stand> longest(RideFacts ride, Sensitive place) {
        return Stand.of(ride.told(), told -> place.holds(told) && !isApproved(told, ride)).stream()
                .max(Comparator.comparing(Stand::lasted));
    }

    private boolean isApproved(Told told, RideFacts ride) {
        return ride.places().stream().anyMatch(place -> place.distanceM(told.position()) <= limits.approvedM());
    }

    private Verdict noticed(Dwell dwell) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("place", dwell.place().name());
        inputs.put("kind", dwell.place().kind());
        inputs.put("radiusM", dwell.place().radiusM());
        inputs.put("from", dwell.stand().first().at().toString());
        inputs.put("stood", dwell.stand().lasted().toString());
        inputs.put("sensitiveFor", limits.sensitiveFor().toString());
        long minutes = dwell.stand().lasted().toMinutes();
        return Verdict.noticed(
                inputs,
                "在" + dwell.place().name() + "附近停留 " + minutes + " 分钟，该处未经批准，请说明。",
                "Stood for " + minutes + " min near " + dwell.place().name()
                        + ", which was not approved; please explain.");
    }
}
