package org.twinloop.supervision.rule;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.CityTime;
import org.twinloop.trip.approval.rule.PolicySettings;
import org.twinloop.trip.approval.rule.PolicyVersion;

/**
 * PR-11: on a working day (make-up workdays included) the ride began or ended outside working hours although it was
 * approved inside them, without an emergency. Days of rest are PR-10's. Source: practice of Beijing, terminals that
 * tell of use outside working time.
 */
final class OutsideHours implements PostTripRule {

    @Override
    public String id() {
        return "PR-11";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Verdict look(TripFacts trip) {
        Optional<Instant> started = trip.startedAt();
        Optional<Instant> ended = trip.endedAt();
        Optional<Instant> departAt = trip.at("departAt");
        Optional<Instant> arriveAt = trip.at("arriveAt");
        if (started.isEmpty() || ended.isEmpty() || departAt.isEmpty() || arriveAt.isEmpty()) {
            return Verdict.unknown("departAt, arriveAt, startedAt, endedAt");
        }
        PolicyVersion policy = trip.policy();
        LocalTime from = policy.settings().days().workFrom();
        LocalTime until = policy.settings().days().workTo();
        boolean startedOutside = isOutside(started.get(), policy) && !isOutside(departAt.get(), policy);
        boolean endedOutside = isOutside(ended.get(), policy) && !isOutside(arriveAt.get(), policy);
        if (trip.isEmergency() || !startedOutside && !endedOutside) {
            return Verdict.PASS;
        }
        String at = CityTime.clock(startedOutside ? started.get() : ended.get());
        return Verdict.noticed(
                Map.of(
                        "startedAt", started.get().toString(),
                        "endedAt", ended.get().toString(),
                        "hoursFrom", from.toString(),
                        "hoursTo", until.toString()),
                at + " 用车，在工作时间 " + from + "–" + until + " 之外且未经批准，请说明。",
                "Used at " + at + ", outside the hours " + from + "–" + until
                        + " and not approved for then; please explain.");
    }

    /** The ends of working hours belong to them. */
    private static boolean isOutside(Instant at, PolicyVersion policy) {
        ZonedDateTime local = at.atZone(CityTime.ZONE);
        LocalTime time = local.toLocalTime();
        PolicySettings.Days days = policy.settings().days();
        return policy.calendar().isWorkday(local.toLocalDate())
                && (time.isBefore(days.workFrom()) || time.isAfter(days.workTo()));
    }
}
