package org.twinloop.supervision.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * PR-43: the kilometres of a trip exceed 1.3 times those of its route, and by more than 2 km. Source: fuel and distance
 * per car, 单车核算, 机关事务管理条例 (2012) article 26.
 */
final class LongerThanRoute implements PostTripRule {

    private final double factor;
    private final double slackKm;

    LongerThanRoute(RuleLimits limits) {
        factor = limits.routeFactor();
        slackKm = limits.routeSlackKm();
    }

    @Override
    public String id() {
        return "PR-43";
    }

    @Override
    public String version() {
        return "3";
    }

    /** With what the ride ended; and with the distance believed once its reports have settled, and when corrected. */
    @Override
    public Set<String> after() {
        return Set.of("trip.finished", "trip.measured");
    }

    /**
     * A car that told no odometer is priced by its planned way, which says nothing about the way it took. A car whose
     * reports still settle is judged when they have.
     */
    @Override
    public Verdict look(TripFacts trip) {
        List<JsonNode> told = trip.legs()
                .filter(leg -> leg.hasNonNull("km") && leg.hasNonNull("routeKm"))
                .filter(leg -> leg.path("kmMeasured").asBoolean(true))
                .filter(leg -> !leg.path("measuredLater").asBoolean(false))
                .toList();
        double km = told.stream().mapToDouble(leg -> leg.get("km").asDouble()).sum();
        double routeKm =
                told.stream().mapToDouble(leg -> leg.get("routeKm").asDouble()).sum();
        if (routeKm <= 0) {
            return Verdict.unknown("km, routeKm");
        }
        if (km <= routeKm * factor || km - routeKm <= slackKm) {
            return Verdict.PASS;
        }
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("km", km);
        inputs.put("routeKm", routeKm);
        inputs.put("factor", factor);
        inputs.put("slackKm", slackKm);
        sources(told).ifPresent(sources -> inputs.put("sources", sources));
        return Verdict.noticed(
                inputs,
                String.format(Locale.ROOT, "实际行驶 %.1f 公里，规划路线 %.1f 公里，超过 %.1f 倍，请说明。", km, routeKm, factor),
                String.format(
                        Locale.ROOT,
                        "Driven %.1f km on a route of %.1f km, more than %.1f times as much; please explain.",
                        km,
                        routeKm,
                        factor));
    }

    /** By which rule each distance is believed, beside those that are not. */
    private static Optional<List<Map<String, Object>>> sources(List<JsonNode> legs) {
        List<Map<String, Object>> sources = new ArrayList<>();
        for (JsonNode leg : legs) {
            if (leg.hasNonNull("rule")) {
                Map<String, Object> source = new LinkedHashMap<>();
                for (String field : List.of("rule", "odometerM", "odometerState", "gpsM", "matchedM")) {
                    if (leg.hasNonNull(field)) {
                        source.put(field, leg.get(field));
                    }
                }
                sources.add(source);
            }
        }
        return sources.isEmpty() ? Optional.empty() : Optional.of(sources);
    }
}
