package org.twinloop.trip.approval.rule;

import static org.twinloop.trip.approval.rule.PolicyResult.Said.BLOCK;
import static org.twinloop.trip.approval.rule.PolicyResult.Said.ESCALATE;
import static org.twinloop.trip.approval.rule.PolicyResult.Said.FINDING;
import static org.twinloop.trip.approval.rule.PolicyResult.Said.WARN;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Backfill;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Change;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Decision;
import org.twinloop.trip.approval.rule.Observation.Charge;
import org.twinloop.trip.approval.rule.Observation.DayOfOrders;
import org.twinloop.trip.approval.rule.Observation.Movement;
import org.twinloop.trip.approval.rule.Observation.Parking;
import org.twinloop.trip.approval.rule.Observation.Service;
import org.twinloop.trip.approval.rule.PolicyResult.Said;

/**
 * The rules of official trips, in the order people read them. Each is a plain function; where a rule speaks of two
 * moments (a trip and a claim, a booking and the car), it stands here twice under one number. Where each comes from and
 * since when it holds stands in the settings of the policy.
 */
public final class PolicyRules {
    private static final Class<PolicyQuestion> TRIP = PolicyQuestion.class;
    private static final Class<ExpenseQuestion> CLAIM = ExpenseQuestion.class;

    public static final List<PolicyRule<?>> ALL = List.of(
            rule("PR-01", "有类别，有事由", "It says what for", TRIP, RequestRules::saysWhatFor, BLOCK),
            rule("PR-02", "要素齐全", "Nothing is missing", TRIP, RequestRules::isComplete, BLOCK),
            rule("PR-03", "人人有座", "There is a seat for everybody", TRIP, RequestRules::seatsEverybody, BLOCK),
            rule("PR-04", "及时申请", "It comes in time", TRIP, RequestRules::comesInTime, BLOCK),
            rule(
                    "PR-05",
                    "他人审批",
                    "Somebody else decides",
                    Decision.class,
                    ApprovalRules::isSomebodyElseOfTheChain,
                    BLOCK),
            rule("PR-06", "不出批准范围", "It stays as approved", Change.class, ApprovalRules::staysWithinTheApproval, BLOCK),
            rule(
                    "PR-07",
                    "应急补录",
                    "An emergency is explained",
                    Backfill.class,
                    ApprovalRules::reasonCameInTime,
                    FINDING),
            rule(
                    "PR-10",
                    "节假日封存",
                    "It starts on a working day",
                    TRIP,
                    RequestRules::startsOnAWorkday,
                    BLOCK,
                    ESCALATE,
                    WARN),
            rule("PR-11", "工作时段", "It starts in working hours", TRIP, RequestRules::startsInWorkingHours, ESCALATE),
            rule(
                    "PR-12",
                    "无令不动",
                    "No order, no movement",
                    Movement.class,
                    ObservationRules::standsWithoutOrder,
                    FINDING),
            rule("PR-13", "回单位停放", "A kept car is home", Parking.class, ObservationRules::isHomeAtNight, FINDING),
            rule("PR-20", "不重复享受", "No allowance and official car", TRIP, AllowanceRules::doesNotDoubleDip, BLOCK),
            rule("PR-21", "例外须核凭证", "Exceptions are looked at", TRIP, AllowanceRules::exceptionIsLookedAt, ESCALATE),
            rule("PR-22", "补贴不再报销", "No allowance and claim", CLAIM, AllowanceRules::isNotPaidByTheAllowance, BLOCK),
            rule("PR-23", "包干日不再派车", "No lump sum and trip", TRIP, AllowanceRules::isNotATravelDay, BLOCK),
            rule("PR-23", "包干日不再报销", "No lump sum and claim", CLAIM, AllowanceRules::claimIsNotForATravelDay, BLOCK),
            rule("PR-24", "专车专用", "A kept car serves its purpose", TRIP, VehicleRules::servesItsOwnCategory, BLOCK),
            rule(
                    "PR-25",
                    "不固定给个人",
                    "Not one person's car",
                    Service.class,
                    ObservationRules::servesNotOnePersonOnly,
                    FINDING),
            rule("PR-30", "经济适用", "The cheapest that does", TRIP, CostRules::isNotMuchDearer, WARN),
            rule("PR-31", "费用上限", "It stays under the ceiling", TRIP, CostRules::staysUnderTheCeiling, ESCALATE),
            rule("PR-32", "方式与里程相称", "The mode suits the distance", TRIP, CostRules::suitsTheDistance, WARN),
            rule("PR-33", "通高铁不派车", "Where the train goes, take it", TRIP, CostRules::takesTheRailway, ESCALATE),
            rule("PR-34", "预算之内", "It fits the budget", TRIP, CostRules::fitsTheBudget, BLOCK),
            rule("PR-35", "新能源优先", "Electric first", TRIP, VehicleRules::isElectricWhenOneIsInReach, WARN),
            rule("PR-47", "持证驾驶", "The driver may drive", TRIP, VehicleRules::mayDrive, BLOCK),
            rule(
                    "PR-47",
                    "不得转交",
                    "The named driver drives",
                    DriverQuestion.class,
                    VehicleRules::isTheNamedDriver,
                    BLOCK),
            rule(
                    "PR-50",
                    "一车一户",
                    "The account charges its cars",
                    Charge.class,
                    ObservationRules::chargesOnlyWhatTheCarTakes,
                    FINDING),
            rule("PR-53", "小循环限内部", "The inner loop is the fleet's", TRIP, VehicleRules::mayUseTheInnerLoop, BLOCK),
            rule(
                    "PR-53",
                    "充满即走",
                    "Full cars leave the pile",
                    Charge.class,
                    ObservationRules::leavesThePileWhenFull,
                    WARN),
            rule(
                    "PR-62",
                    "不化整为零",
                    "Orders are not split",
                    DayOfOrders.class,
                    ObservationRules::areNotOneOrderSplit,
                    FINDING));

    private PolicyRules() {}

    /** The numbers of the list. */
    public static Set<String> ids() {
        return ALL.stream().map(PolicyRule::id).collect(Collectors.toCollection(TreeSet::new));
    }

    private static <Q extends Question> PolicyRule<Q> rule(
            String id, String nameZh, String nameEn, Class<Q> about, PolicyRule.Check<Q> check, Said... says) {
        return new PolicyRule<>(id, nameZh, nameEn, about, List.of(says), check);
    }
}
