package org.twinloop.trip.approval.rule;

import java.util.List;

/**
 * What one rule says about one question.
 *
 * @param rule id in the list of rules, as {@code PR-11}
 * @param action what follows from it
 * @param fix what would make the request pass, zh and en; null when nothing the asker can do would
 * @param changes the same as edits of the inputs, empty when a person has to find the words
 */
public record PolicyFinding(
        String rule, Action action, String textZh, String textEn, String fix, List<PolicyChange> changes) {

    /** BLOCK refuses, ESCALATE asks a person, WARN only says so; ordered from mild to strict. */
    public enum Action {
        WARN,
        ESCALATE,
        BLOCK
    }

    public PolicyFinding {
        changes = changes == null ? List.of() : List.copyOf(changes);
    }
}
