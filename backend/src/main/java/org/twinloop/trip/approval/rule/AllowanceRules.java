package org.twinloop.trip.approval.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.twinloop.common.Money;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.ExpenseQuestion.Bearer;
import org.twinloop.trip.approval.rule.PolicyQuestion.Applicant;
import org.twinloop.trip.approval.rule.PolicyQuestion.End;
import org.twinloop.trip.approval.rule.PolicyQuestion.TravelDay;
import org.twinloop.trip.approval.rule.PolicyResult.Said;
import org.twinloop.trip.approval.rule.PolicyRule.Verdict;

/** Nobody is paid twice for one way: PR-20 to PR-23. */
final class AllowanceRules {
    /** Evidence that can be checked has at least this many characters: a document number has more. */
    private static final int EVIDENCE_CHARACTERS = 4;

    private AllowanceRules() {}

    /** PR-20: who draws a transport allowance pays ordinary city trips from it. */
    static Verdict doesNotDoubleDip(PolicyQuestion q, PolicySettings s) {
        Optional<Boolean> inside = insideTheArea(q, s);
        if (!q.journey().isOfficialCar() || inside.equals(Optional.of(false)) || isExempt(q, s)) {
            return Verdict.PASS;
        }
        Optional<Boolean> allowance = q.applicant().drawsAllowance();
        if (allowance.equals(Optional.of(false))) {
            return Verdict.PASS;
        }
        if (allowance.isEmpty() || inside.isEmpty()) {
            return Verdict.of(
                            Said.UNKNOWN,
                            "交通补贴情况或行程所在区未登记，无法判断是否重复享受",
                            "Whether a transport allowance covers this trip is not on record")
                    .fix("由单位登记补贴情况，或选登记过的地点", "have the unit record the allowance, or choose a listed place");
        }
        return Verdict.of(
                        Said.BLOCK,
                        "已领取公务交通补贴，保障区域内普通出行不得再用公务车",
                        "A transport allowance already covers ordinary trips inside the allowance area")
                .fix(
                        "改乘地铁、单车或自费；应急、机要、执法、" + s.allowances().groupPassengers() + "人以上同行、大件或涉密携带等须附凭证",
                        "take metro, bike or pay yourself; emergencies, confidential mail, enforcement, groups of "
                                + s.allowances().groupPassengers()
                                + " and loads with evidence are excepted",
                        byMetro());
    }

    /** The way that costs the unit nothing and is open to everybody. */
    static List<PolicyChange> byMetro() {
        return List.of(
                PolicyChange.set("/journey/mode", TravelMode.TRANSIT_ESTIMATE),
                PolicyChange.set("/journey/estimateFen", 0));
    }

    /** PR-21: an exception to PR-20 is no matter of course; somebody looks at its evidence. */
    static Verdict exceptionIsLookedAt(PolicyQuestion q, PolicySettings s) {
        boolean covered = q.applicant().drawsAllowance().orElse(false)
                && insideTheArea(q, s).orElse(false)
                && q.journey().isOfficialCar();
        if (!covered || !isExempt(q, s)) {
            return Verdict.PASS;
        }
        return Verdict.of(
                        Said.ESCALATE,
                        "领取补贴人员在保障区域内用公务车，凭例外事由：" + exception(q, s),
                        "An official car inside the allowance area under an exception: " + exception(q, s))
                .fix("由审批人核对凭证，或改乘地铁", "let the approver check the evidence, or take the metro", byMetro());
    }

    private static boolean isExempt(PolicyQuestion q, PolicySettings s) {
        return !exception(q, s).isEmpty();
    }

    /** What takes the trip out of the allowance, in words; empty when nothing does. */
    private static String exception(PolicyQuestion q, PolicySettings s) {
        if (q.isEmergency(s)) {
            return "应急 / emergency";
        }
        if (q.purpose().passengers() >= s.allowances().groupPassengers()) {
            return "集体出行 / group of " + q.purpose().passengers();
        }
        Optional<String> purpose = q.purpose()
                .category()
                .filter(s.allowances().exemptPurposes()::contains)
                .map(c -> c.nameZh() + " / " + c.nameEn());
        return purpose.or(() -> q.purpose()
                        .exemption()
                        .filter(claim -> claim.evidence().strip().length() >= EVIDENCE_CHARACTERS)
                        .map(claim -> claim.kind() + " (" + claim.evidence().strip() + ")"))
                .orElse("");
    }

    private static Optional<Boolean> insideTheArea(PolicyQuestion q, PolicySettings s) {
        return inside(
                q.applicant(),
                q.journey().from().flatMap(End::district),
                q.journey().districts(),
                s);
    }

    /** Wholly inside, or not; empty when a district is not known and the other does not settle it. */
    private static Optional<Boolean> inside(
            Applicant applicant, Optional<String> from, List<Optional<String>> to, PolicySettings s) {
        Collection<String> own = applicant.allowanceArea();
        Collection<String> area = own.isEmpty() ? s.allowances().districts() : own;
        List<Optional<String>> all = new ArrayList<>(to);
        all.add(from);
        if (all.stream().anyMatch(district -> district.isPresent() && !area.contains(district.get()))) {
            return Optional.of(false);
        }
        return all.stream().allMatch(Optional::isPresent) ? Optional.of(true) : Optional.empty();
    }

    /** PR-22: what the allowance pays is not paid again from a claim. */
    static Verdict isNotPaidByTheAllowance(ExpenseQuestion q, PolicySettings s) {
        if (q.request().bearer() == Bearer.SELF
                || q.applicant().drawsAllowance().equals(Optional.of(false))) {
            return Verdict.PASS;
        }
        Optional<Boolean> inside = inside(
                q.applicant(), q.request().fromDistrict(), List.of(q.request().toDistrict()), s);
        if (inside.equals(Optional.of(false))) {
            return Verdict.PASS;
        }
        if (inside.isEmpty() || q.applicant().drawsAllowance().isEmpty()) {
            return Verdict.of(
                    Said.UNKNOWN,
                    "交通补贴情况或行程所在区未登记，无法判断能否报销",
                    "Whether the transport allowance covers this line is not on record");
        }
        return Verdict.of(
                        Said.BLOCK,
                        "领取公务交通补贴人员在保障区域内的市内交通费不予报销",
                        "Local transport inside the allowance area is not reimbursed to who draws the allowance")
                .fix("由个人补贴承担", "it is borne by the allowance", PolicyChange.set("/request/bearer", Bearer.SELF));
    }

    /** PR-23, for trips booked here. */
    static Verdict isNotATravelDay(PolicyQuestion q, PolicySettings s) {
        if (!q.journey().isBilled() || q.journey().estimateFen() == 0) {
            return Verdict.PASS;
        }
        return paidThatDay(q.applicant(), q.departLocal().toLocalDate(), s, byMetro());
    }

    /** PR-23, for claims. */
    static Verdict claimIsNotForATravelDay(ExpenseQuestion q, PolicySettings s) {
        if (q.request().bearer() == Bearer.SELF) {
            return Verdict.PASS;
        }
        return paidThatDay(
                q.applicant(), q.request().day(), s, List.of(PolicyChange.set("/request/bearer", Bearer.SELF)));
    }

    private static Verdict paidThatDay(
            Applicant applicant, LocalDate day, PolicySettings s, List<PolicyChange> changes) {
        if (applicant.travelDays().isEmpty()) {
            return Verdict.UNKNOWN;
        }
        Optional<TravelDay> paid = applicant.travelDays().get().stream()
                .filter(travel -> travel.day().equals(day)
                        && travel.city().equals(s.allowances().city())
                        && travel.localTransportFen() > 0)
                .findFirst();
        return paid.map(travel -> Verdict.of(
                                Said.BLOCK,
                                day + "已按出差包干领取市内交通费" + Money.fen(travel.localTransportFen()),
                                "On " + day + " local transport is paid as a lump sum of "
                                        + Money.fen(travel.localTransportFen()))
                        .fix("由包干费用承担，改乘地铁或自费", "use the lump sum: take the metro or pay yourself", changes))
                .orElse(Verdict.PASS);
    }
}
