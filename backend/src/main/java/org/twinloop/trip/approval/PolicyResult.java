package org.twinloop.trip.approval;

import java.util.List;

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

    public List<PolicyFinding> blocking() {
        return findings.stream()
                .filter(f -> f.action() == PolicyFinding.Action.BLOCK)
                .toList();
    }

    private static boolean has(List<PolicyFinding> findings, PolicyFinding.Action action) {
        return findings.stream().anyMatch(f -> f.action() == action);
    }
}
