package org.twinloop.supervision.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.twinloop.common.Money;
import org.twinloop.trip.approval.TravelMode;

/**
 * PR-31: the settled price is above what the policy lets an order of its mode and length cost. Source: published
 * framework prices, order by order.
 */
final class AboveCeiling implements PostTripRule {

    @Override
    public String id() {
        return "PR-31";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Set<String> after() {
        return Set.of("trip.settled");
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
        long ceiling = trip.policy().ceilingFen(TravelMode.valueOf(past.mode()), took(past));
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

    /** As long as it was booked for or as it took: whoever is back early has not ordered less. */
    private static Duration took(PastTrip past) {
        Instant until = past.endedAt().isAfter(past.arriveAt()) ? past.endedAt() : past.arriveAt();
        return Duration.between(past.departAt(), until);
    }
}
