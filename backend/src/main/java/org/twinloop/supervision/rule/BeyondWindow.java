package org.twinloop.supervision.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.CityTime;

/**
 * PR-06: the ride began or ended farther outside the approved time than the policy tolerates. A later end that was
 * asked for and granted on the way counts as approved. Source: report of the Shanghai administration of 2019-07-19,
 * uniform approval.
 */
final class BeyondWindow implements PostTripRule {

    @Override
    public String id() {
        return "PR-06";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Verdict look(TripFacts trip) {
        Duration slack = Duration.ofMinutes(trip.policy().settings().approvals().windowMinutes());
        Optional<Instant> from = trip.at("departAt");
        Optional<Instant> until = trip.at("windowTo").or(() -> trip.at("arriveAt"));
        Optional<Instant> started = trip.startedAt();
        Optional<Instant> ended = trip.endedAt();
        if (from.isEmpty() || until.isEmpty()) {
            return Verdict.unknown("departAt, windowTo");
        }
        if (started.isEmpty() || ended.isEmpty()) {
            return Verdict.unknown("startedAt, endedAt");
        }
        boolean early = started.get().isBefore(from.get().minus(slack));
        boolean late = ended.get().isAfter(until.get().plus(slack));
        if (!early && !late) {
            return Verdict.PASS;
        }
        String used = CityTime.clock(started.get()) + " – " + CityTime.clock(ended.get());
        String approved = CityTime.clock(from.get()) + " – " + CityTime.clock(until.get());
        return Verdict.noticed(
                Map.of(
                        "approvedFrom", from.get().toString(),
                        "approvedTo", until.get().toString(),
                        "startedAt", started.get().toString(),
                        "endedAt", ended.get().toString(),
                        "slack", slack.toString()),
                "实际用车 " + used + "，批准时段 " + approved + "，超出允许偏差，请说明。",
                "Used " + used + ", approved " + approved + ": beyond the tolerance; please explain.");
    }
}
