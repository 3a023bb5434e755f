package org.twinloop.trip.approval.rule;

import java.util.List;
import java.util.Optional;
import org.twinloop.trip.approval.rule.PolicyFinding.Action;
import org.twinloop.trip.approval.rule.PolicyResult.Said;

/**
 * One named rule of the list.
 *
 * @param id as people quote it, {@code PR-11}
 * @param nameZh the rule in a sentence
 * @param about the kind of question it answers
 * @param says what it may object
 * @param check the rule itself
 */
public record PolicyRule<Q extends Question>(
        String id, String nameZh, String nameEn, Class<Q> about, List<Said> says, Check<Q> check) {

    public PolicyRule {
        says = List.copyOf(says);
    }

    /** Looks at a question under the settings of a policy. */
    @FunctionalInterface
    interface Check<Q> {
        Verdict of(Q question, PolicySettings settings);
    }

    /**
     * What a rule said, before it knows its name.
     *
     * @param textZh why, null when there is nothing to tell
     * @param changes edits of the inputs that make the rule pass
     */
    record Verdict(Said said, String textZh, String textEn, String fixZh, String fixEn, List<PolicyChange> changes) {

        static final Verdict PASS = new Verdict(Said.PASS, null, null, null, null, List.of());
        static final Verdict LATER = new Verdict(Said.LATER, null, null, null, null, List.of());

        /** What the rule needs is not on record, and nothing depends on it for the person who asks. */
        static final Verdict UNKNOWN = new Verdict(Said.UNKNOWN, null, null, null, null, List.of());

        static Verdict of(Said said, String textZh, String textEn) {
            return new Verdict(said, textZh, textEn, null, null, List.of());
        }

        Verdict fix(String zh, String en, PolicyChange... edits) {
            return fix(zh, en, List.of(edits));
        }

        Verdict fix(String zh, String en, List<PolicyChange> edits) {
            return new Verdict(said, textZh, textEn, zh, en, List.copyOf(edits));
        }

        private Optional<PolicyFinding> finding(String rule) {
            if (textZh == null) {
                return Optional.empty();
            }
            Action action = switch (said) {
                case BLOCK -> Action.BLOCK;
                case ESCALATE -> Action.ESCALATE;
                case PASS, LATER, UNKNOWN, WARN, FINDING -> Action.WARN;
            };
            String fix = fixZh == null ? null : fixZh + " / " + fixEn;
            return Optional.of(new PolicyFinding(rule, action, textZh, textEn, fix, changes));
        }
    }

    /** One answer with the rule it comes from. */
    record Answer(String rule, Verdict verdict) {
        Optional<PolicyFinding> finding() {
            return verdict.finding(rule);
        }
    }

    boolean answers(Question question) {
        return about.isInstance(question);
    }

    Answer ask(Question question, PolicySettings settings) {
        return new Answer(id, check.of(about.cast(question), settings));
    }
}
