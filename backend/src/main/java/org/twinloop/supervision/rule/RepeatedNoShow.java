package org.twinloop.supervision.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * PR-61: nobody came for a booked car, again and again within a month; what that costs by one's own fault is a person's
 * to decide. Source: 党政机关厉行节约反对浪费条例.
 */
final class RepeatedNoShow implements PostTripRule {

    private final int times;
    private final Duration period;

    RepeatedNoShow(RuleLimits limits) {
        times = limits.noShows();
        period = limits.noShowPeriod();
    }

    @Override
    public String id() {
        return "PR-61";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Set<String> after() {
        return Set.of("trip.no-show");
    }

    @Override
    public Verdict look(TripFacts trip) {
        Optional<Instant> departAt = trip.at("departAt");
        if (departAt.isEmpty()) {
            return Verdict.unknown("departAt");
        }
        Instant since = departAt.get().minus(period);
        long met = 1
                + trip.others().stream()
                        .filter(other -> other.outcome() == PastTrip.Outcome.NO_SHOW)
                        .filter(other -> !other.departAt().isBefore(since))
                        .filter(other -> !other.departAt().isAfter(departAt.get()))
                        .count();
        if (met < times) {
            return Verdict.PASS;
        }
        return Verdict.noticed(
                Map.of("noShows", met, "limit", times, "period", period.toString()),
                period.toDays() + " 天内第 " + met + " 次预订后未取车，请说明。",
                "The car was not picked up for the " + met + ". time in " + period.toDays() + " days; please explain.");
    }
}
