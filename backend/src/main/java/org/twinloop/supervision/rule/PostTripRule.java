package org.twinloop.supervision.rule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.twinloop.trip.approval.rule.PolicyRules;
import org.twinloop.trip.approval.rule.PolicyVersion;

/** A rule over the facts of a trip: finds something, or not, or says which fact is missing. */
public interface PostTripRule {

    /** Every rule, in the order of its number. */
    static List<PostTripRule> all(RuleLimits limits) {
        return List.of(
                new AboveEstimate(limits),
                new BeyondWindow(),
                new MissingReason(),
                new HolidayUse(),
                new OutsideHours(),
                new AboveCeiling(),
                new LongerThanRoute(limits),
                new RepeatedNoShow(limits),
                new SplitOrders());
    }

    /** Number of the rule, as in the policy's source: {@code PR-43}. */
    String id();

    /** Grows when the rule's text or its sense changes; its limits stand in the inputs of what it noticed. */
    String version();

    /** Types of the events that tell the facts: a ride, and one in a shared car. */
    default Set<String> after() {
        return Set.of("trip.finished", "trip.pool-rode");
    }

    Verdict look(TripFacts trip);

    /** Whether the policy in force at the departure has switched the rule of this number off. */
    default boolean isOff(PolicyVersion policy, Instant at) {
        return PolicyRules.ids().contains(id()) && !policy.holds(id(), at);
    }

    /** What a rule says. */
    enum Said {
        PASS,
        NOTICED,
        UNKNOWN
    }

    /**
     * The answer of a rule.
     *
     * @param inputs the values it saw, so that a person can check the explanation; empty unless NOTICED
     * @param missing name of the fact that is not on record; null unless UNKNOWN
     */
    record Verdict(Said said, Map<String, Object> inputs, String textZh, String textEn, String missing) {

        public static final Verdict PASS = new Verdict(Said.PASS, Map.of(), null, null, null);

        public static Verdict noticed(Map<String, Object> inputs, String textZh, String textEn) {
            return new Verdict(Said.NOTICED, inputs, textZh, textEn, null);
        }

        public static Verdict unknown(String missing) {
            return new Verdict(Said.UNKNOWN, Map.of(), null, null, missing);
        }
    }
}
