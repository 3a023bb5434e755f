package org.twinloop.supervision.rule;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.twinloop.common.CityTime;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Backfill;

/**
 * PR-07: the reason of an emergency trip was not given in time, or nobody agreed to a ride that was to be decided about
 * afterwards. The trip keeps that time and tells when it has passed; without the time of the request that is all there
 * is. Source: field practice of Xiangyang,
 * emergency use (紧急用车).
 */
final class MissingReason implements PostTripRule {

    private static final String GIVEN = "trip.backfilled";
    private static final String REFUSED = "trip.approval-refused";
    private static final String MISSING = "trip.backfill-missing";

    @Override
    public String id() {
        return "PR-07";
    }

    @Override
    public String version() {
        return "3";
    }

    @Override
    public Set<String> after() {
        return Set.of(MISSING, GIVEN, "trip.approval-missing", REFUSED);
    }

    @Override
    public Verdict look(TripFacts trip) {
        if (trip.type().startsWith("trip.approval-")) {
            return notAgreed(trip, trip.type().equals(REFUSED));
        }
        if (!trip.event().hasNonNull("emergency")) {
            return Verdict.unknown("emergency");
        }
        if (!trip.isEmergency()) {
            return Verdict.PASS;
        }
        Optional<Instant> requestedAt = trip.at("requestedAt");
        Optional<Instant> reasonAt = trip.type().equals(GIVEN) ? Optional.of(trip.at()) : Optional.empty();
        if (requestedAt.isEmpty()) {
            return reasonAt.isPresent() ? Verdict.unknown("requestedAt") : late(trip, Optional.empty());
        }
        Backfill question =
                new Backfill(trip.at(), new Backfill.Request(reasonAt), new Backfill.Facts(requestedAt.get()));
        return trip.policy().judge(question).isFinding()
                ? late(trip, Optional.of(trip.policy().dueAfterwards(requestedAt.get())))
                : Verdict.PASS;
    }

    private static Verdict notAgreed(TripFacts trip, boolean refused) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("emergency", trip.isEmergency());
        inputs.put("purposeCategory", trip.text("purposeCategory"));
        inputs.put("approval", refused ? "REFUSED" : "MISSING");
        if (refused) {
            inputs.put("objection", trip.text("reason"));
        }
        return Verdict.noticed(
                inputs,
                refused ? "先用车后审批的行程未获同意，请说明。" : "先用车后审批的行程到期无人审批，请说明。",
                refused
                        ? "The approver did not agree to the ride afterwards; please explain."
                        : "Nobody decided about the ride afterwards in time; please explain.");
    }

    private static Verdict late(TripFacts trip, Optional<Instant> due) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("emergency", true);
        inputs.put("purposeCategory", trip.text("purposeCategory"));
        due.ifPresent(at -> inputs.put("dueAt", at.toString()));
        return Verdict.noticed(
                inputs,
                "应急用车未在" + due.map(at -> " " + CityTime.clock(at) + " ").orElse("规定时间") + "前补录事由，请说明。",
                "No reason was given for the emergency trip by "
                        + due.map(CityTime::clock).orElse("the time that policy sets") + "; please explain.");
    }
}
