package org.twinloop.trip.approval;

import java.util.List;
import java.util.Optional;

/**
 * The rules with the thresholds in force at one moment.
 *
 * @param version name of the thresholds; a trip keeps it
 */
public record PolicyVersion(String version, PolicySettings settings) {

    /** Asks every rule, in the order of the list. */
    public PolicyResult judge(PolicyQuestion question) {
        List<PolicyFinding> findings = PolicyRules.ALL.stream()
                .map(rule -> rule.judge(question, settings))
                .flatMap(Optional::stream)
                .toList();
        return PolicyResult.of(version, findings);
    }
}
