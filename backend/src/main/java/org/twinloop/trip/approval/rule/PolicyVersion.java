package org.twinloop.trip.approval.rule;

import java.util.List;
import java.util.Optional;
import org.twinloop.trip.approval.WorkCalendar;
import org.twinloop.trip.approval.rule.PolicyFinding.Action;
import org.twinloop.trip.approval.rule.PolicyResult.Asked;
import org.twinloop.trip.approval.rule.PolicyResult.Outcome;
import org.twinloop.trip.approval.rule.PolicyRule.Answer;

/**
 * The rules with the settings in force at one moment.
 *
 * @param version name of the settings; a trip keeps it
 */
public record PolicyVersion(String version, PolicySettings settings) {

    /** Asks every rule that is on and answers such a question, in the order of the list. */
    public PolicyResult judge(Question question) {
        List<Answer> answers = PolicyRules.ALL.stream()
                .filter(rule -> rule.answers(question) && settings.holds(rule.id(), Question.day(question.askedAt())))
                .map(rule -> rule.ask(question, settings))
                .toList();
        List<PolicyFinding> findings =
                answers.stream().map(Answer::finding).flatMap(Optional::stream).toList();
        Outcome outcome = PolicyResult.outcome(findings);
        int levels = outcome == Outcome.NEEDS_APPROVAL ? levels(question, findings) : 0;
        return new PolicyResult(
                outcome,
                version,
                findings,
                answers.stream()
                        .map(answer -> new Asked(answer.rule(), answer.verdict().said()))
                        .toList(),
                levels,
                PolicyInputs.tree(question));
    }

    /** The working days this policy counts with. */
    public WorkCalendar calendar() {
        return settings.calendar();
    }

    private int levels(Question question, List<PolicyFinding> findings) {
        int asked = findings.stream()
                .filter(finding -> finding.action() == Action.ESCALATE)
                .mapToInt(finding -> settings.standing(finding.rule()).level())
                .max()
                .orElse(1);
        boolean isLong = question instanceof PolicyQuestion trip && ApprovalRules.isLong(trip, settings);
        return isLong ? Math.max(asked, settings.approvals().longTripLevel()) : asked;
    }
}
