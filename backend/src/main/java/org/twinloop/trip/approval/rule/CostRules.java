package org.twinloop.trip.approval.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.Money;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.PolicyQuestion.Journey;
import org.twinloop.trip.approval.rule.PolicyResult.Said;
import org.twinloop.trip.approval.rule.PolicyRule.Verdict;

/** The cheapest way that does, within its ceiling and its budget: PR-30 to PR-34. */
final class CostRules {
    /** A reason that says something has at least this many characters, as a purpose has. */
    private static final int REASON_CHARACTERS = 6;

    private static final long DAY_MINUTES = Duration.ofDays(1).toMinutes();

    private CostRules() {}

    /** PR-30: much dearer than the cheapest adequate mode needs a reason. */
    static Verdict isNotMuchDearer(PolicyQuestion q, PolicySettings s) {
        boolean reasoned = q.purpose()
                .reason()
                .map(String::strip)
                .filter(r -> r.codePointCount(0, r.length()) >= REASON_CHARACTERS)
                .isPresent();
        if (q.facts().cheapestAdequateFen().isEmpty() || reasoned) {
            return Verdict.PASS;
        }
        long cheapest = q.facts().cheapestAdequateFen().getAsLong();
        long tolerated = Math.max(
                s.costs().dearerFen(),
                Math.multiplyExact(cheapest, s.costs().dearerPercent().longValue()) / 100);
        long dearer = q.journey().estimateFen() - cheapest;
        if (dearer <= tolerated) {
            return Verdict.PASS;
        }
        return Verdict.of(
                        Said.WARN,
                        "比最便宜的合适方式贵" + Money.fen(dearer),
                        "Dearer than the cheapest adequate mode by " + Money.fen(dearer))
                .fix(
                        "在备注中说明理由，或选较便宜的方式",
                        "give a reason in the note, or choose the cheaper mode",
                        PolicyChange.set("/journey/estimateFen", cheapest));
    }

    /** PR-31: above the ceiling of its mode somebody decides. */
    static Verdict staysUnderTheCeiling(PolicyQuestion q, PolicySettings s) {
        long ceiling = ceilingFen(q.journey().mode(), takes(q.journey()), s);
        long estimate = q.journey().estimateFen();
        if (!q.journey().isBilled() || estimate <= ceiling) {
            return Verdict.PASS;
        }
        return Verdict.of(
                        Said.ESCALATE,
                        "预计费用" + Money.fen(estimate) + "超过上限" + Money.fen(ceiling),
                        "The estimate " + Money.fen(estimate) + " exceeds the ceiling " + Money.fen(ceiling))
                .fix(
                        "选上限以内的方案，或由审批人同意",
                        "choose an option under the ceiling, or let the approver agree",
                        PolicyChange.set("/journey/estimateFen", ceiling));
    }

    private static Duration takes(Journey journey) {
        return Duration.between(journey.departAt(), journey.arriveAt());
    }

    /** What an order of a mode may cost without a decision; modes that cost the unit nothing have 0. */
    static long ceilingFen(TravelMode mode, Duration takes, PolicySettings s) {
        long days = Math.max(1, (takes.toMinutes() + DAY_MINUTES - 1) / DAY_MINUTES);
        return switch (mode) {
            case BIKE -> s.costs().bikeFen();
            case EV -> days * s.costs().carSharePerDayFen();
            case CHAUFFEUR -> {
                if (takes.compareTo(Duration.ofHours(s.costs().chauffeurTripHours())) <= 0) {
                    yield s.costs().chauffeurTripFen();
                }
                boolean halfDay = takes.compareTo(Duration.ofHours(s.costs().halfDayHours())) <= 0;
                yield halfDay
                        ? s.costs().chauffeurHalfDayFen()
                        : days * s.costs().chauffeurDayFen();
            }
            case WALK, TRANSIT_ESTIMATE -> 0;
        };
    }

    /** PR-32: short ways on foot, by bike or metro; a driver from far enough, or for a group. */
    static Verdict suitsTheDistance(PolicyQuestion q, PolicySettings s) {
        boolean driver = q.journey().mode() == TravelMode.CHAUFFEUR;
        boolean group = q.purpose().passengers() >= s.allowances().groupPassengers();
        double metres = q.journey().distanceM();
        boolean tooShortForACar = q.journey().isCar() && metres < s.modes().shortDistanceM();
        boolean tooShortForADriver = driver && metres <= s.modes().longDistanceM();
        if (group || !(tooShortForACar || tooShortForADriver)) {
            return Verdict.PASS;
        }
        String km = "%.1f".formatted(metres / 1000);
        TravelMode better = tooShortForACar ? TravelMode.BIKE : TravelMode.TRANSIT_ESTIMATE;
        return Verdict.of(
                        Said.WARN,
                        "路程" + km + "公里，建议" + (tooShortForACar ? "步行、骑行或地铁" : "地铁或自驾租车"),
                        "For " + km + " km " + (tooShortForACar ? "walking, cycling or metro" : "metro or a rental car")
                                + " is recommended")
                .fix("选建议的方式", "choose the recommended mode", PolicyChange.set("/journey/mode", better));
    }

    /** PR-33: where the high-speed railway goes one takes it. */
    static Verdict takesTheRailway(PolicyQuestion q, PolicySettings s) {
        List<Optional<String>> all = q.journey().districts();
        Optional<String> there = all.stream()
                .flatMap(Optional::stream)
                .filter(s.modes().railwayCities()::contains)
                .findFirst();
        if (!q.journey().isCar() || there.isEmpty() && all.stream().allMatch(Optional::isPresent)) {
            return Verdict.PASS;
        }
        if (there.isEmpty()) {
            return Verdict.UNKNOWN;
        }
        return Verdict.of(
                        Said.ESCALATE,
                        there.get() + "通高铁，原则上不派车",
                        there.get() + " is on a high-speed line: in principle no car goes there")
                .fix("改乘高铁，或由审批人同意", "go by train, or let the approver agree", AllowanceRules.byMetro());
    }

    /** PR-34: the cost centre has what the trip would hold. The ledger decides; this says so beforehand. */
    static Verdict fitsTheBudget(PolicyQuestion q, PolicySettings s) {
        long needed = q.journey().toHoldFen();
        Optional<Long> left =
                q.journey().costCentre().flatMap(code -> q.facts().budgetsFen().map(all -> all.getOrDefault(code, 0L)));
        if (left.isEmpty()) {
            return q.stage() == PolicyQuestion.Stage.PLAN ? Verdict.LATER : Verdict.UNKNOWN;
        }
        if (!q.journey().isBilled() || needed == 0 || needed <= left.get()) {
            return Verdict.PASS;
        }
        Money available = Money.fen(Math.max(0, left.get()));
        return Verdict.of(
                        Said.BLOCK,
                        "预算余额" + available + "不足，需冻结" + Money.fen(needed),
                        "The budget has " + available + " left, the trip would hold " + Money.fen(needed))
                .fix(
                        "选冻结不超过" + available + "的方案或另选预算",
                        "choose an option that holds at most " + available + " or another cost centre",
                        affordable(q.facts().budgetsFen().orElse(Map.of()), needed));
    }

    /** Another budget that has enough, or the way that needs none. */
    private static List<PolicyChange> affordable(Map<String, Long> budgets, long needed) {
        return budgets.entrySet().stream()
                .filter(budget -> budget.getValue() >= needed)
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .map(code -> List.of(PolicyChange.set("/journey/costCentre", code)))
                .orElseGet(AllowanceRules::byMetro);
    }
}
