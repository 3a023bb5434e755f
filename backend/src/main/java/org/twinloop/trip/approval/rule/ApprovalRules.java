package org.twinloop.trip.approval.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Backfill;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Change;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Decision;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Decision.Candidate;
import org.twinloop.trip.approval.rule.PolicyResult.Said;
import org.twinloop.trip.approval.rule.PolicyRule.Verdict;

/** Who may decide, what a decision covers, and what is told afterwards: PR-05 to PR-07. */
final class ApprovalRules {
    private ApprovalRules() {}

    /** PR-05: somebody of the chain, active and of the unit, who neither travels, nor asked, nor decided before. */
    static Verdict isSomebodyElseOfTheChain(Decision q, PolicySettings s) {
        boolean fit = q.facts().candidates().stream()
                .filter(one -> one.personId().equals(q.request().approverId()))
                .anyMatch(one -> mayDecide(one, q));
        if (fit) {
            return Verdict.PASS;
        }
        List<PolicyChange> changes = q.facts().candidates().stream()
                .filter(one -> mayDecide(one, q))
                .findFirst()
                .map(one -> List.of(PolicyChange.set("/request/approverId", one.personId())))
                .orElse(List.of());
        return Verdict.of(
                        Said.BLOCK,
                        "审批人须为本级在岗审批人，不得审批自己的申请，一人不得审批两级，委托期间由受托人审批",
                        "Who decides is an active holder of this level, not the traveller or requester, decides one "
                                + "level only, and not while the right is handed on")
                .fix("由本级其他审批人或受托人审批", "let another holder of the level, or the delegate, decide", changes);
    }

    private static boolean mayDecide(Candidate one, Decision q) {
        boolean own = q.facts().ownersIds().contains(one.personId())
                || one.inSteadOf().filter(q.facts().ownersIds()::contains).isPresent();
        boolean again = q.facts().decidedBefore().contains(one.personId());
        return one.active() && one.ofUnit() && !one.delegatedAway() && !own && !again;
    }

    /** PR-06: an approval covers destinations, window, mode and ceiling; beyond its tolerance it is asked anew. */
    static Verdict staysWithinTheApproval(Change q, PolicySettings s) {
        Duration tolerance = Duration.ofMinutes(s.approvals().windowMinutes());
        Instant earliest = q.facts().from().minus(tolerance);
        Instant latest = q.facts().to().plus(tolerance);
        long ceiling =
                Math.multiplyExact(q.facts().ceilingFen(), 100L + s.approvals().costPercent()) / 100;
        List<PolicyChange> back = new ArrayList<>();
        if (!q.request().destinations().equals(q.facts().destinations())) {
            back.add(PolicyChange.set("/request/destinations", q.facts().destinations()));
        }
        if (q.request().from().isBefore(earliest)) {
            back.add(PolicyChange.set("/request/from", earliest));
        }
        if (q.request().to().isAfter(latest)) {
            back.add(PolicyChange.set("/request/to", latest));
        }
        if (q.request().mode() != q.facts().mode()) {
            back.add(PolicyChange.set("/request/mode", q.facts().mode()));
        }
        if (q.request().costFen() > ceiling) {
            back.add(PolicyChange.set("/request/costFen", ceiling));
        }
        if (back.isEmpty()) {
            return Verdict.PASS;
        }
        String what = String.join(", ", back.stream().map(PolicyChange::path).toList());
        return Verdict.of(Said.BLOCK, "变更超出已批准的目的地、时间、方式或费用范围：" + what, "The change leaves what was approved: " + what)
                .fix("保持在批准范围内，或重新审批", "stay within the approval, or have it decided anew", back);
    }

    /** PR-07: the reason of an emergency is on record in time. */
    static Verdict reasonCameInTime(Backfill q, PolicySettings s) {
        Instant due = due(q.facts().requestedAt(), s);
        Optional<Instant> reasonAt = q.request().reasonAt();
        if (reasonAt.filter(at -> !at.isAfter(due)).isPresent()) {
            return Verdict.PASS;
        }
        if (reasonAt.isEmpty() && !q.askedAt().isAfter(due)) {
            return Verdict.LATER;
        }
        return Verdict.of(
                        Said.FINDING,
                        "应急用车未在 " + Question.local(due) + " 前补录事由",
                        "The reason of an emergency trip was not on record by " + Question.local(due))
                .fix("补录事由并说明迟延", "give the reason and say why it is late", PolicyChange.set("/request/reasonAt", due));
    }

    /** Until when an emergency's reason, or a decision after the trip, is due. */
    static Instant due(Instant from, PolicySettings s) {
        LocalDate last =
                s.calendar().workdaysAfter(Question.day(from), s.approvals().backfillWorkdays());
        return Question.instant(last.atTime(s.approvals().backfillBy()));
    }

    /** Over eight hours (settable) or over night: another level agrees too. */
    static boolean isLong(PolicyQuestion q, PolicySettings s) {
        Duration takes = Duration.between(q.journey().departAt(), q.journey().arriveAt());
        boolean overNight =
                !Question.day(q.journey().arriveAt()).equals(q.departLocal().toLocalDate());
        return overNight || takes.compareTo(Duration.ofHours(s.approvals().longTripHours())) > 0;
    }
}
