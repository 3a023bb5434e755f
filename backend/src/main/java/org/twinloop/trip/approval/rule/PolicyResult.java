package org.twinloop.trip.approval.rule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twinloop.common.ProblemException;
import org.twinloop.common.ProblemException.FieldError;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.approval.rule.PolicyFinding.Action;

/**
 * The answer of policy to one question, kept with the trip.
 *
 * @param version name of the policy that answered
 * @param findings the rules that had something to say, with what would make the request pass
 * @param rules every rule that was asked and what it said, in the order of the list
 * @param levels how many levels of the chain have to agree, 0 when nobody has to
 * @param inputs the question, so that it can be put again
 */
public record PolicyResult(
        Outcome outcome, String version, List<PolicyFinding> findings, List<Asked> rules, int levels, JsonNode inputs) {

    /** What may happen with the request. */
    public enum Outcome {
        IN_POLICY,
        NEEDS_APPROVAL,
        BLOCKED
    }

    /**
     * What a rule said; LATER when it is asked at a later stage, UNKNOWN when what it needs is not on record, FINDING
     * when a supervisor looks at it afterwards.
     */
    public enum Said {
        PASS,
        LATER,
        UNKNOWN,
        WARN,
        FINDING,
        ESCALATE,
        BLOCK
    }

    /** One rule that was asked. */
    public record Asked(String rule, Said said) {}

    public PolicyResult {
        findings = List.copyOf(findings);
        rules = List.copyOf(rules);
        inputs = PolicyInputs.ordered(inputs);
    }

    /** Whether a rule wants a supervisor to look at it afterwards. */
    @JsonIgnore
    public boolean isFinding() {
        return rules.stream().anyMatch(asked -> asked.said() == Said.FINDING);
    }

    static Outcome outcome(List<PolicyFinding> findings) {
        if (has(findings, Action.BLOCK)) {
            return Outcome.BLOCKED;
        }
        return has(findings, Action.ESCALATE) ? Outcome.NEEDS_APPROVAL : Outcome.IN_POLICY;
    }

    private List<PolicyFinding> blocking() {
        return findings.stream().filter(f -> f.action() == Action.BLOCK).toList();
    }

    /** The edits that make every blocking rule pass, one for each place; of two the stricter rule's, which is later. */
    public List<PolicyChange> changesThatPass() {
        Map<String, PolicyChange> byPath = new LinkedHashMap<>();
        blocking().stream().flatMap(f -> f.changes().stream()).forEach(change -> byPath.put(change.path(), change));
        return List.copyOf(byPath.values());
    }

    /** Refuses with every blocking rule and what would make the request pass. */
    public void requireAllowed() {
        if (outcome != Outcome.BLOCKED) {
            return;
        }
        List<FieldError> errors = blocking().stream()
                .map(f -> new FieldError("/policy/" + f.rule(), f.textZh() + " / " + f.textEn() + " → " + f.fix()))
                .toList();
        String ids =
                String.join(", ", blocking().stream().map(PolicyFinding::rule).toList());
        List<ProblemException.Edit> edits = changesThatPass().stream()
                .map(change -> new ProblemException.Edit(change.op(), change.path(), change.value()))
                .toList();
        throw new ProblemException(
                TripProblem.BLOCKED_BY_POLICY, "policy " + version + " blocks: " + ids, errors, edits);
    }

    private static boolean has(List<PolicyFinding> findings, Action action) {
        return findings.stream().anyMatch(f -> f.action() == action);
    }
}
