package org.twinloop.supervision.rule;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.twinloop.common.Money;
import org.twinloop.trip.approval.TravelMode;

/** PR-31: the settled price is above the ceiling of its mode. Source: published framework prices, order by order. */
final class AboveCeiling implements PostTripRule {

    private final RuleLimits limits;

    AboveCeiling(RuleLimits limits) {
        this.limits = limits;
    }

    @Override
    public String id() {
        return "PR-31";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public String after() {
        return "trip.settled";
    }

    @Override
    public Verdict look(TripFacts trip) {
        if (!trip.event().hasNonNull("receiptFen")) {
            return Verdict.unknown("receiptFen");
        }
        if (trip.trip().isEmpty()) {
            return Verdict.unknown("mode");
        }
        PastTrip past = trip.trip().get();
        long fen = trip.event().get("receiptFen").asLong();
        long ceiling = ceilingFen(past);
        if (fen <= ceiling) {
            return Verdict.PASS;
        }
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("receiptFen", fen);
        inputs.put("ceilingFen", ceiling);
        inputs.put("mode", past.mode());
        inputs.put("quotedFen", past.quotedFen());
        return Verdict.noticed(
                inputs,
                "费用 " + Money.fen(fen) + " 超过该出行方式的上限 " + Money.fen(ceiling) + "，请说明。",
                "The price " + Money.fen(fen) + " is above the ceiling " + Money.fen(ceiling)
                        + " of this way to travel; please explain.");
    }

    private long ceilingFen(PastTrip past) {
        Duration used = Duration.between(past.departAt(), past.endedAt());
        long days = Math.max(1, (used.toSeconds() + 86_399) / 86_400);
        if (past.mode().equals(TravelMode.BIKE.name())) {
            return limits.ceilingBikeFen();
        }
        if (!past.mode().equals(TravelMode.CHAUFFEUR.name())) {
            return days * limits.ceilingSelfDrivenDayFen();
        }
        return used.compareTo(limits.halfDay()) <= 0
                ? limits.ceilingChauffeuredHalfDayFen()
                : days * limits.ceilingChauffeuredDayFen();
    }
}
