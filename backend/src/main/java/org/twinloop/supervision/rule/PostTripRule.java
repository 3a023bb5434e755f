package org.twinloop.supervision.rule;

import java.util.List;
import java.util.Map;

/** A rule over the facts of a trip: finds something, or not, or says which fact is missing. */
public interface PostTripRule {

    /** Every rule, in the order of its number. */
    static List<PostTripRule> all(RuleLimits limits) {
        return List.of(
                new BeyondWindow(limits),
                new MissingReason(),
                new HolidayUse(),
                new OutsideHours(limits),
                new AboveCeiling(limits),
                new LongerThanRoute(limits),
                new RepeatedNoShow(limits),
                new SplitOrders(limits));
    }

    /** Number of the rule, as in the policy's source: {@code PR-43}. */
    String id();

    /** Grows when the rule's text or its sense changes; its limits stand in the inputs of what it noticed. */
    String version();

    /** Type of the event that tells the facts. */
    default String after() {
        return "trip.finished";
    }

    Verdict look(TripFacts trip);

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

        static final Verdict PASS = new Verdict(Said.PASS, Map.of(), null, null, null);

        static Verdict noticed(Map<String, Object> inputs, String textZh, String textEn) {
            return new Verdict(Said.NOTICED, inputs, textZh, textEn, null);
        }

        static Verdict unknown(String missing) {
            return new Verdict(Said.UNKNOWN, Map.of(), null, null, missing);
        }
    }
}
