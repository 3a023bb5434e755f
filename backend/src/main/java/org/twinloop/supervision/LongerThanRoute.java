package org.twinloop.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * PR-43: the kilometres of a trip exceed 1.3 times those of its route, and by more than 2 km. Source: fuel and distance
 * per car, 单车核算, 机关事务管理条例 (2012) article 26.
 */
final class LongerThanRoute implements PostTripRule {

    private static final double FACTOR = 1.3;
    private static final double SLACK_KM = 2;

    @Override
    public String id() {
        return "PR-43";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Optional<Noticed> look(JsonNode finishedTrip) {
        double km = 0;
        double routeKm = 0;
        for (JsonNode leg : finishedTrip.path("legs")) {
            if (leg.hasNonNull("km") && leg.hasNonNull("routeKm")) {
                km += leg.get("km").asDouble();
                routeKm += leg.get("routeKm").asDouble();
            }
        }
        if (routeKm <= 0 || km <= routeKm * FACTOR || km - routeKm <= SLACK_KM) {
            return Optional.empty();
        }
        Map<String, Object> inputs = Map.of("km", km, "routeKm", routeKm, "factor", FACTOR, "slackKm", SLACK_KM);
        return Optional.of(new Noticed(
                inputs,
                String.format(Locale.ROOT, "实际行驶 %.1f 公里，规划路线 %.1f 公里，超出 30%%，请说明。", km, routeKm),
                String.format(
                        Locale.ROOT,
                        "Driven %.1f km on a route of %.1f km, more than 30 %% over; please explain.",
                        km,
                        routeKm)));
    }
}
