package org.twinloop.trip.approval;

import java.util.List;
import org.twinloop.common.ProblemException;
import org.twinloop.common.ProblemException.FieldError;

/** The answer of policy to one question, kept with the trip. */
public record PolicyResult(Outcome outcome, String version, List<PolicyFinding> findings) {
    /** What may happen with the request. */
    public enum Outcome {
        IN_POLICY,
        NEEDS_APPROVAL,
        BLOCKED
    }

    public PolicyResult {
        findings = List.copyOf(findings);
    }

    static PolicyResult of(String version, List<PolicyFinding> findings) {
        boolean blocked = has(findings, PolicyFinding.Action.BLOCK);
        boolean escalated = has(findings, PolicyFinding.Action.ESCALATE);
        Outcome outcome = blocked ? Outcome.BLOCKED : escalated ? Outcome.NEEDS_APPROVAL : Outcome.IN_POLICY;
        return new PolicyResult(outcome, version, findings);
    }

    private List<PolicyFinding> blocking() {
        return findings.stream()
                .filter(f -> f.action() == PolicyFinding.Action.BLOCK)
                .toList();
    }

    /** Refuses with every blocking rule and what would make the request pass. */
    public void requireAllowed() {
        if (outcome != Outcome.BLOCKED) {
            return;
        }
        List<FieldError> errors = blocking().stream()
                .map(f -> new FieldError("/policy/" + f.rule(), f.textZh() + " / " + f.textEn() + " → " + f.fix()))
                .toList();
        String rules =
                String.join(", ", blocking().stream().map(PolicyFinding::rule).toList());
        throw new ProblemException(TripProblem.BLOCKED_BY_POLICY, "policy " + version + " blocks: " + rules, errors);
    }

    private static boolean has(List<PolicyFinding> findings, PolicyFinding.Action action) {
        return findings.stream().anyMatch(f -> f.action() == action);
    }
}
