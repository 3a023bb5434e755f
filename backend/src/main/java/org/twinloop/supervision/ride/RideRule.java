package org.twinloop.supervision.ride;

import java.util.List;
import org.twinloop.supervision.rule.PostTripRule.Verdict;

/** A rule over a ride that is over. */
public interface RideRule {

    /** Every rule. */
    static List<RideRule> all(RideLimits limits) {
        return List.of(
                new OffApprovedWay(limits),
                new SensitiveDwell(limits),
                new LongIdle(limits),
                new EnergyOutlier(limits),
                new Commuting(limits));
    }

    /** Number of the rule as in the policy's source, or a word where it has none. */
    String id();

    /** Grows when the rule's text or its sense changes; its limits stand in the inputs of what it noticed. */
    String version();

    Verdict look(RideFacts ride);
}
