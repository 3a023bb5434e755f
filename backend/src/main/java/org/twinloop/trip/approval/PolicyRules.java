package org.twinloop.trip.approval;

import static org.twinloop.trip.approval.PolicyFinding.Action.BLOCK;
import static org.twinloop.trip.approval.PolicyFinding.Action.ESCALATE;
import static org.twinloop.trip.approval.PolicyFinding.Action.WARN;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.twinloop.common.CityTime;
import org.twinloop.common.Money;
import org.twinloop.trip.approval.PolicyQuestion.Stage;
import org.twinloop.trip.approval.PolicyRule.Verdict;

/** The rules of an official trip, in the order people read them. Each is a plain function below. */
final class PolicyRules {
    private static final WorkCalendar CALENDAR = WorkCalendar.announced();
    /** A request may name a start this far in the past: typing and sending take time. */
    private static final Duration TYPING = Duration.ofMinutes(10);

    private static final Set<PurposeCategory> BEYOND_ALLOWANCE = Set.of(
            PurposeCategory.EMERGENCY_DUTY,
            PurposeCategory.CONFIDENTIAL,
            PurposeCategory.ENFORCEMENT,
            PurposeCategory.FOREIGN_AFFAIRS);

    static final List<PolicyRule> ALL = List.of(
            new PolicyRule(
                    "PR-01",
                    "机关事务管理条例 art 26",
                    PolicyRules::statesAPurpose,
                    (q, s) -> q.with(q.purpose().saying(PurposeCategory.MEETING, "参加区政府协调会"))),
            new PolicyRule("PR-02", "DB32/T 3826-2020 7.7", PolicyRules::isComplete, PolicyRules::completed),
            new PolicyRule(
                    "PR-03",
                    "道路交通安全法",
                    PolicyRules::seatsEverybody,
                    (q, s) ->
                            q.with(q.purpose().carrying(Math.max(1, q.journey().seats())))),
            new PolicyRule("PR-04", "county and Guizhou practice", PolicyRules::comesInTime, PolicyRules::inTime),
            new PolicyRule("PR-10", "党政机关公务用车管理办法", PolicyRules::startsOnAWorkday, PolicyRules::onTheNextWorkday),
            new PolicyRule("PR-11", "Beijing practice", PolicyRules::startsInWorkingHours, PolicyRules::inWorkingHours),
            new PolicyRule(
                    "PR-20",
                    "党政机关公务用车管理办法, 六个不得",
                    PolicyRules::doesNotDoubleDip,
                    (q, s) -> q.with(q.journey().by(TravelMode.EV))),
            new PolicyRule(
                    "PR-24",
                    "党政机关公务用车管理办法",
                    PolicyRules::servesItsOwnCategory,
                    (q, s) -> q.with(q.journey().by(TravelMode.EV))),
            new PolicyRule(
                    "PR-30",
                    "党政机关厉行节约反对浪费条例",
                    PolicyRules::isNotMuchDearer,
                    (q, s) -> q.with(q.purpose().because("随带会议展板和资料箱"))),
            new PolicyRule(
                    "PR-31",
                    "price practice",
                    PolicyRules::staysUnderTheCeiling,
                    (q, s) -> q.with(q.journey().costing(Math.min(ceiling(q, s), s.tripCeilingFen())))),
            new PolicyRule(
                    "PR-32",
                    "公共机构节能条例 art 34",
                    PolicyRules::suitsTheDistance,
                    (q, s) -> q.with(q.journey().by(TravelMode.EV))),
            new PolicyRule(
                    "PR-34",
                    "机关事务管理条例 art 12",
                    PolicyRules::fitsTheBudget,
                    (q, s) -> q.with(q.journey()
                            .costing(Math.max(0, q.budgetAvailableFen().orElse(0))))),
            new PolicyRule(
                    "PR-47",
                    "道路交通安全法",
                    PolicyRules::mayDrive,
                    (q, s) -> q.with(q.journey().by(TravelMode.TRANSIT_ESTIMATE))));

    private PolicyRules() {}

    /** PR-01: a purpose from the list and words that say more than its name. */
    private static Optional<Verdict> statesAPurpose(PolicyQuestion q, PolicySettings s) {
        if (q.stage() == Stage.PLAN) {
            return Optional.empty();
        }
        String text = q.purpose().text().map(String::strip).orElse("");
        boolean onlyTheName = q.purpose()
                .category()
                .map(c -> text.equals(c.nameZh()) || text.equalsIgnoreCase(c.nameEn()))
                .orElse(true);
        boolean stated = q.purpose().category().isPresent() && !onlyTheName;
        if (stated && text.codePointCount(0, text.length()) >= s.minimumTextLength()) {
            return Optional.empty();
        }
        return verdict(
                BLOCK,
                "事由须选类别并写明至少" + s.minimumTextLength() + "个字，不能只写类别名",
                "A purpose needs a category and at least " + s.minimumTextLength()
                        + " characters that say more than its name",
                "补写事由，例如“参加区政府协调会”",
                "say what for, e.g. “coordination meeting at the district government”");
    }

    /** PR-02: a start before its end and somebody on board. */
    private static Optional<Verdict> isComplete(PolicyQuestion q, PolicySettings s) {
        boolean timeRuns = q.journey().departAt().isBefore(q.journey().arriveAt());
        if (timeRuns && q.purpose().passengers() >= 1) {
            return Optional.empty();
        }
        return verdict(
                BLOCK,
                "开始时间须早于结束时间，且至少一人乘坐",
                "The start must lie before the end, with at least one person on board",
                "改正时间和人数",
                "correct times and number of people");
    }

    private static PolicyQuestion completed(PolicyQuestion q, PolicySettings s) {
        PolicyQuestion timed =
                q.with(q.journey().arriving(q.journey().departAt().plus(Duration.ofMinutes(30))));
        return timed.with(q.purpose().carrying(Math.max(1, q.purpose().passengers())));
    }

    /** PR-03: a seat for each; a bicycle carries one. */
    private static Optional<Verdict> seatsEverybody(PolicyQuestion q, PolicySettings s) {
        int seats = q.journey().mode() == TravelMode.BIKE ? 1 : q.journey().seats();
        if (seats == 0 || q.purpose().passengers() <= seats) {
            return Optional.empty();
        }
        return verdict(
                BLOCK,
                q.purpose().passengers() + "人超过" + seats + "座",
                q.purpose().passengers() + " people do not fit " + seats + " seats",
                "减至" + seats + "人或另选车型",
                "travel with at most " + seats + " or choose a larger vehicle");
    }

    /** PR-04: not in the past, not too far ahead; a driver needs notice, a self-service car does not. */
    private static Optional<Verdict> comesInTime(PolicyQuestion q, PolicySettings s) {
        Duration ahead = Duration.between(q.askedAt(), q.journey().departAt());
        boolean withinHorizon = ahead.compareTo(Duration.ofDays(s.horizonDays())) <= 0;
        boolean notPast = ahead.compareTo(TYPING.negated()) >= 0;
        boolean noticeGiven = ahead.compareTo(Duration.ofMinutes(s.leadMinutes())) >= 0;
        boolean noticeNeeded =
                q.journey().mode() == TravelMode.CHAUFFEUR && !q.purpose().emergency();
        if (!withinHorizon || !notPast || (noticeNeeded && !noticeGiven)) {
            return verdict(
                    BLOCK,
                    "出发时间须在现在之后、" + s.horizonDays() + "天之内；派车服务至少提前" + s.leadMinutes() + "分钟",
                    "The start must lie ahead and within " + s.horizonDays() + " days; a chauffeured car needs "
                            + s.leadMinutes() + " minutes' notice",
                    "改出发时间，或注明应急",
                    "move the start, or mark an emergency");
        }
        return Optional.empty();
    }

    private static PolicyQuestion inTime(PolicyQuestion q, PolicySettings s) {
        return q.with(q.journey().departing(q.askedAt().plus(Duration.ofMinutes(s.leadMinutes()))));
    }

    /** PR-10: rest days are locked; a few purposes may go with approval. Judged on the start. */
    private static Optional<Verdict> startsOnAWorkday(PolicyQuestion q, PolicySettings s) {
        LocalDate day = q.departLocal().toLocalDate();
        if (CALENDAR.isWorkday(day)) {
            return Optional.empty();
        }
        boolean excepted =
                q.purpose().category().map(s.holidayPurposes()::contains).orElse(false);
        String next = CALENDAR.nextWorkday(day).toString();
        return verdict(
                excepted ? ESCALATE : BLOCK,
                day + " 是休息日，公务用车封存停驶",
                day + " is a rest day: official travel is locked",
                "改到 " + next + "，或属应急、值班、机要、外事",
                "travel on " + next + ", or for emergency, duty, confidential or foreign-affairs purposes");
    }

    private static PolicyQuestion onTheNextWorkday(PolicyQuestion q, PolicySettings s) {
        LocalDateTime start = q.departLocal();
        LocalDateTime moved = CALENDAR.nextWorkday(start.toLocalDate()).atTime(start.toLocalTime());
        return q.with(q.journey().departing(moved.atZone(CityTime.ZONE).toInstant()));
    }

    /** PR-11: outside the working-hours window somebody decides; a make-up Saturday is a working day. */
    private static Optional<Verdict> startsInWorkingHours(PolicyQuestion q, PolicySettings s) {
        LocalTime time = q.departLocal().toLocalTime();
        boolean inWindow = !time.isBefore(s.workFrom()) && !time.isAfter(s.workTo());
        if (inWindow || !CALENDAR.isWorkday(q.departLocal().toLocalDate())) {
            return Optional.empty();
        }
        return verdict(
                ESCALATE,
                "出发时间在工作时段 " + s.workFrom() + "–" + s.workTo() + " 之外",
                "The start lies outside working hours " + s.workFrom() + "–" + s.workTo(),
                "改到工作时段内，或由审批人同意",
                "start within working hours, or let the approver agree");
    }

    private static PolicyQuestion inWorkingHours(PolicyQuestion q, PolicySettings s) {
        LocalDateTime start = q.departLocal().toLocalDate().atTime(s.workFrom());
        return q.with(q.journey().departing(start.atZone(CityTime.ZONE).toInstant()));
    }

    /** PR-20, with the exceptions of PR-21: who draws a transport allowance pays ordinary city trips from it. */
    private static Optional<Verdict> doesNotDoubleDip(PolicyQuestion q, PolicySettings s) {
        boolean officialCar =
                q.journey().mode() == TravelMode.CHAUFFEUR || q.journey().retained();
        boolean group = q.purpose().passengers() >= s.groupPassengers();
        boolean excepted = q.purpose().emergency()
                || q.purpose().category().map(BEYOND_ALLOWANCE::contains).orElse(false);
        Optional<Boolean> inside = insideTheAllowanceArea(q, s);
        if (!officialCar || group || excepted || inside.equals(Optional.of(false))) {
            return Optional.empty();
        }
        Optional<Boolean> allowance = q.applicant().drawsAllowance();
        if (allowance.isEmpty() || inside.isEmpty()) {
            return verdict(
                    WARN,
                    "交通补贴情况或行程所在区未登记，无法判断是否重复享受",
                    "Whether a transport allowance covers this trip is not on record",
                    "由单位登记补贴情况，或选登记过的地点",
                    "have the unit record the allowance, or choose a listed place");
        }
        return allowance.get()
                ? verdict(
                        BLOCK,
                        "已领取公务交通补贴，保障区域内普通出行不得再用公务车",
                        "A transport allowance already covers ordinary trips inside the allowance area",
                        "改乘地铁、单车或自驾租车；应急、机要、三人以上同行除外",
                        "take metro, bike or a rental car; emergencies, confidential mail and groups are excepted")
                : Optional.empty();
    }

    private static Optional<Boolean> insideTheAllowanceArea(PolicyQuestion q, PolicySettings s) {
        Set<String> own = q.applicant().allowanceArea();
        Set<String> area = own.isEmpty() ? s.allowanceDistricts() : own;
        Optional<Boolean> from = q.journey().fromDistrict().map(area::contains);
        Optional<Boolean> to = q.journey().toDistrict().map(area::contains);
        if (from.equals(Optional.of(false)) || to.equals(Optional.of(false))) {
            return Optional.of(false);
        }
        return from.isPresent() && to.isPresent() ? Optional.of(true) : Optional.empty();
    }

    /** PR-24: a car kept by a unit serves what it was kept for, and nothing else. */
    private static Optional<Verdict> servesItsOwnCategory(PolicyQuestion q, PolicySettings s) {
        boolean own =
                q.purpose().category().map(PurposeCategory::mayUseRetainedCars).orElse(false);
        if (!q.journey().retained() || own) {
            return Optional.empty();
        }
        return verdict(
                BLOCK,
                "保留公务用车只用于机要、应急、执法和外事",
                "A car kept by the unit serves confidential, emergency, enforcement and foreign-affairs trips only",
                "改用租赁车",
                "take a rental car");
    }

    /** PR-30: much dearer than the cheapest adequate mode needs a reason. */
    private static Optional<Verdict> isNotMuchDearer(PolicyQuestion q, PolicySettings s) {
        if (q.cheapestAdequateFen().isEmpty()
                || q.purpose()
                        .reason()
                        .map(String::strip)
                        .filter(r -> r.length() >= 6)
                        .isPresent()) {
            return Optional.empty();
        }
        long cheapest = q.cheapestAdequateFen().getAsLong();
        long tolerated = Math.max(s.dearerFen(), Math.multiplyExact(cheapest, s.dearerPercent()) / 100);
        long dearer = q.journey().estimateFen() - cheapest;
        if (dearer <= tolerated) {
            return Optional.empty();
        }
        return verdict(
                WARN,
                "比最便宜的合适方式贵" + Money.fen(dearer),
                "Dearer than the cheapest adequate mode by " + Money.fen(dearer),
                "在备注中说明理由，或选较便宜的方式",
                "give a reason in the note, or choose the cheaper mode");
    }

    /** PR-31: above the ceiling of its mode or of a single trip somebody decides. */
    private static Optional<Verdict> staysUnderTheCeiling(PolicyQuestion q, PolicySettings s) {
        long ceiling = Math.min(ceiling(q, s), s.tripCeilingFen());
        if (q.journey().estimateFen() <= ceiling) {
            return Optional.empty();
        }
        return verdict(
                ESCALATE,
                "预计费用" + Money.fen(q.journey().estimateFen()) + "超过上限" + Money.fen(ceiling),
                "The estimate " + Money.fen(q.journey().estimateFen()) + " exceeds the ceiling " + Money.fen(ceiling),
                "选上限以内的方案，或由审批人同意",
                "choose an option under the ceiling, or let the approver agree");
    }

    private static long ceiling(PolicyQuestion q, PolicySettings s) {
        return Objects.requireNonNullElse(s.ceilingFen().get(q.journey().mode()), s.tripCeilingFen());
    }

    /** PR-32: short ways on foot, by bike or metro; a driver from 15 km or for three people. */
    private static Optional<Verdict> suitsTheDistance(PolicyQuestion q, PolicySettings s) {
        boolean driver = q.journey().mode() == TravelMode.CHAUFFEUR;
        boolean car = driver || q.journey().mode() == TravelMode.EV;
        boolean group = q.purpose().passengers() >= s.groupPassengers();
        double metres = q.journey().distanceM();
        boolean tooShortForACar = car && metres < s.shortDistanceM();
        boolean tooShortForADriver = driver && metres <= s.longDistanceM();
        if (group || !(tooShortForACar || tooShortForADriver)) {
            return Optional.empty();
        }
        String km = "%.1f".formatted(metres / 1000);
        return verdict(
                WARN,
                "路程" + km + "公里，建议" + (tooShortForACar ? "步行、骑行或地铁" : "地铁或自驾租车"),
                "For " + km + " km " + (tooShortForACar ? "walking, cycling or metro" : "metro or a rental car")
                        + " is recommended",
                "选建议的方式",
                "choose the recommended mode");
    }

    /** PR-34: the cost centre has what the trip would hold. */
    private static Optional<Verdict> fitsTheBudget(PolicyQuestion q, PolicySettings s) {
        if (q.budgetAvailableFen().isEmpty()
                || q.journey().estimateFen() <= q.budgetAvailableFen().getAsLong()) {
            return Optional.empty();
        }
        Money available = Money.fen(Math.max(0, q.budgetAvailableFen().getAsLong()));
        return verdict(
                BLOCK,
                "预算余额" + available + "不足，需" + Money.fen(q.journey().estimateFen()),
                "The budget has " + available + " left, the trip needs "
                        + Money.fen(q.journey().estimateFen()),
                "选不超过" + available + "的方案或另选预算",
                "choose an option of at most " + available + " or another cost centre");
    }

    /** PR-47: who drives holds a licence for cars that is valid on the day of return. */
    private static Optional<Verdict> mayDrive(PolicyQuestion q, PolicySettings s) {
        if (q.journey().mode() != TravelMode.EV) {
            return Optional.empty();
        }
        LocalDate back = LocalDate.ofInstant(q.journey().arriveAt(), CityTime.ZONE);
        if (q.applicant().mayDriveOn(back)) {
            return Optional.empty();
        }
        return verdict(
                BLOCK,
                "没有登记在用车当日有效的小型汽车驾驶证",
                "No car driving licence valid on the day of the trip is on record",
                "选有司机的方式或公共交通，或由单位更新驾驶证登记",
                "choose a chauffeured car or public transport, or have the unit update the licence record");
    }

    private static Optional<Verdict> verdict(
            PolicyFinding.Action action, String textZh, String textEn, String fixZh, String fixEn) {
        return Optional.of(new Verdict(action, textZh, textEn, fixZh, fixEn));
    }
}
