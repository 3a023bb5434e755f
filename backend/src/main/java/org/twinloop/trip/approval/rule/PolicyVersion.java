package org.twinloop.trip.approval.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
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
        return judge(question, Question.day(question.askedAt()));
    }

    /**
     * The same with the rules that hold on another day, whenever the question was asked.
     *
     * @param day a rule counts when it holds on it
     */
    public PolicyResult judge(Question question, LocalDate day) {
        List<Answer> answers = PolicyRules.ALL.stream()
                .filter(rule -> rule.answers(question) && settings.holds(rule.id(), day))
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

    /** PR-01 for words that come after the trip: whether they say what it was for. */
    public boolean isReason(String text, PurposeCategory category) {
        return RequestRules.says(text.strip(), Optional.of(category), settings);
    }

    /** Whether an emergency asked for at one time may still start at another one (PR-04). */
    public boolean isNear(Instant departAt, Instant askedAt) {
        return !departAt.isAfter(
                askedAt.plus(Duration.ofMinutes(settings.requests().emergencyMinutes())));
    }

    /** The working days this policy counts with. */
    public WorkCalendar calendar() {
        return settings.calendar();
    }

    /** Whether the settings have a rule at work on the day of an instant. */
    public boolean holds(String rule, Instant at) {
        return settings.holds(rule, Question.day(at));
    }

    /** What an order of a mode may cost without a decision (PR-31); modes that cost the unit nothing have 0. */
    public long ceilingFen(TravelMode mode, Duration takes) {
        return CostRules.ceilingFen(mode, takes, settings);
    }

    /** Whether somebody of the chain decides about trips of a purpose when they are over. */
    public boolean isDecidedAfterTrip(PurposeCategory purpose) {
        return settings.approvals().afterTripPurposes().contains(purpose);
    }

    /** Until when what was left for afterwards has to be there: a reason, or a decision (PR-07). */
    public Instant dueAfterwards(Instant from) {
        return ApprovalRules.due(from, settings);
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
