package org.twinloop.supervision.rule;

import java.util.Map;

/**
 * PR-07: the reason of an emergency trip was not given by 18:00 of the next working day. The trip itself keeps that
 * time and tells when it has passed. Source: field practice of Xiangyang, emergency use (紧急用车).
 */
final class MissingReason implements PostTripRule {

    @Override
    public String id() {
        return "PR-07";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public String after() {
        return "trip.backfill-missing";
    }

    @Override
    public Verdict look(TripFacts trip) {
        if (!trip.event().hasNonNull("emergency")) {
            return Verdict.unknown("emergency");
        }
        return trip.isEmergency()
                ? Verdict.noticed(
                        Map.of("emergency", true, "purposeCategory", trip.text("purposeCategory")),
                        "应急用车未在次一工作日 18:00 前补录事由，请说明。",
                        "No reason was given for the emergency trip by 18:00 of the next working day; please explain.")
                : Verdict.PASS;
    }
}
