package org.twinloop.trip.approval.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.WorkCalendar;
import org.twinloop.trip.approval.rule.PolicyQuestion.End;
import org.twinloop.trip.approval.rule.PolicyQuestion.Stage;
import org.twinloop.trip.approval.rule.PolicyResult.Said;
import org.twinloop.trip.approval.rule.PolicyRule.Verdict;

/** Whether a request is complete, and when it may travel: PR-01 to PR-04, PR-10, PR-11. */
final class RequestRules {
    private static final PolicyChange NO_EMERGENCY = PolicyChange.set("/purpose/emergency", false);

    private RequestRules() {}

    /** PR-01. An emergency names its category now and the rest later (PR-07). */
    static Verdict saysWhatFor(PolicyQuestion q, PolicySettings s) {
        if (q.stage() == Stage.PLAN) {
            return Verdict.LATER;
        }
        Optional<PurposeCategory> category = q.purpose().category();
        String text = q.purpose().text().map(String::strip).orElse("");
        boolean says = says(text, category, s);
        if (category.isPresent() && (says || q.isEmergency(s))) {
            return Verdict.PASS;
        }
        PurposeCategory stated = category.orElse(PurposeCategory.OTHER);
        return Verdict.of(
                        Said.BLOCK,
                        "事由须选类别并写明至少" + s.requests().purposeCharacters() + "个字，不能只写类别名",
                        "A purpose needs a category and at least "
                                + s.requests().purposeCharacters() + " characters that say more than its name")
                .fix(
                        "补写事由，例如“" + suggestion(q, stated) + "”",
                        "say what for, e.g. “coordination meeting at the district government”",
                        PolicyChange.set("/purpose/category", stated),
                        PolicyChange.set("/purpose/text", says ? text : suggestion(q, stated)));
    }

    /** Long enough, and more than the name of its category. */
    static boolean says(String text, Optional<PurposeCategory> category, PolicySettings s) {
        boolean onlyTheName = category.map(c -> text.equals(c.nameZh()) || text.equalsIgnoreCase(c.nameEn()))
                .orElse(false);
        return text.codePointCount(0, text.length()) >= s.requests().purposeCharacters() && !onlyTheName;
    }

    private static String suggestion(PolicyQuestion q, PurposeCategory category) {
        String where = q.journey().to().map(End::name).orElse("目的地");
        LocalDate day = q.departLocal().toLocalDate();
        return "%d月%d日赴%s办理%s事宜，同行%d人"
                .formatted(
                        day.getMonthValue(),
                        day.getDayOfMonth(),
                        where,
                        category.nameZh(),
                        q.purpose().passengers());
    }

    /** PR-02. The mode is there, since no question can be put without one. */
    static Verdict isComplete(PolicyQuestion q, PolicySettings s) {
        List<PolicyChange> missing = new ArrayList<>();
        PolicyQuestion.Journey journey = q.journey();
        if (journey.from().isEmpty()) {
            missing.add(PolicyChange.set("/journey/from", seat(q)));
        }
        if (journey.to().isEmpty()) {
            missing.add(PolicyChange.set("/journey/to", seat(q)));
        }
        if (!journey.departAt().isBefore(journey.arriveAt())) {
            missing.add(PolicyChange.set("/journey/arriveAt", journey.departAt().plus(Duration.ofMinutes(30))));
        }
        if (q.purpose().passengers() < 1) {
            missing.add(PolicyChange.set("/purpose/passengers", 1));
        }
        if (journey.costCentre().isEmpty() && q.stage() == Stage.SUBMIT) {
            missing.addAll(costCentre(q));
        }
        if (missing.isEmpty()) {
            return Verdict.PASS;
        }
        String where =
                String.join(", ", missing.stream().map(PolicyChange::path).toList());
        return Verdict.of(
                        Said.BLOCK,
                        "起点、终点、早于结束的开始时间、至少一名乘车人和预算科目缺一不可：" + where,
                        "Origin, destination, a start before the end, a person on board and a cost centre are all "
                                + "needed: " + where)
                .fix("补全或改正所列各项", "complete or correct what is listed", missing);
    }

    private static End seat(PolicyQuestion q) {
        return q.facts().seat().orElse(new End("单位", Optional.empty()));
    }

    /** One that has enough (PR-34); where none has, any, and the way that needs no money. */
    private static List<PolicyChange> costCentre(PolicyQuestion q) {
        Map<String, Long> budgets = new TreeMap<>(q.facts().budgetsFen().orElse(Map.of()));
        boolean free = !q.journey().isBilled() || q.journey().toHoldFen() == 0;
        Optional<String> enough = budgets.keySet().stream()
                .filter(code -> free || budgets.get(code) >= q.journey().toHoldFen())
                .findFirst();
        List<PolicyChange> changes = new ArrayList<>();
        changes.add(PolicyChange.set(
                "/journey/costCentre",
                enough.orElseGet(() -> budgets.keySet().stream().findFirst().orElse(""))));
        if (enough.isEmpty() && !free && !budgets.isEmpty()) {
            changes.addAll(AllowanceRules.byMetro());
        }
        return changes;
    }

    /** PR-03: a seat for each; a bicycle carries one. */
    static Verdict seatsEverybody(PolicyQuestion q, PolicySettings s) {
        boolean bike = q.journey().mode() == TravelMode.BIKE;
        int seats =
                bike ? 1 : q.journey().vehicle().map(PolicyQuestion.Car::seats).orElse(Integer.MAX_VALUE);
        int people = q.purpose().passengers();
        if (people <= seats) {
            return Verdict.PASS;
        }
        return Verdict.of(Said.BLOCK, people + "人超过" + seats + "座", people + " people do not fit " + seats + " seats")
                .fix(
                        "减至" + seats + "人或另选车型",
                        "travel with at most " + seats + " or choose a larger vehicle",
                        PolicyChange.set("/purpose/passengers", seats));
    }

    /**
     * PR-04. A driver needs notice, counted from the submission; a self-service car and an emergency need none. Whoever
     * has time to ask is no emergency.
     */
    static Verdict comesInTime(PolicyQuestion q, PolicySettings s) {
        Duration ahead = Duration.between(q.askedAt(), q.journey().departAt());
        boolean withinHorizon = ahead.compareTo(Duration.ofDays(s.requests().horizonDays())) <= 0;
        boolean notPast = ahead.compareTo(Duration.ofMinutes(-s.requests().pastMinutes())) >= 0;
        boolean noticeGiven = Duration.between(q.noticeFrom(), q.journey().departAt())
                        .compareTo(Duration.ofMinutes(s.requests().noticeMinutes()))
                >= 0;
        boolean inTime = withinHorizon && notPast && (noticeGiven || !needsNotice(q, s));
        if (q.purpose().emergency() && !q.isEmergency(s)) {
            return isNoEmergency(q, s, inTime);
        }
        if (inTime) {
            return Verdict.PASS;
        }
        return Verdict.of(
                        Said.BLOCK,
                        "出发时间须在现在之后、" + s.requests().horizonDays() + "天之内；派车服务至少提前"
                                + s.requests().noticeMinutes() + "分钟",
                        "The start must lie ahead and within " + s.requests().horizonDays()
                                + " days; a chauffeured car needs "
                                + s.requests().noticeMinutes()
                                + " minutes' notice")
                .fix(
                        "改出发时间，或注明应急",
                        "move the start, or mark an emergency",
                        q.isEmergency(s) ? moved(q, s, soonest(q, s)) : moved(q, s));
    }

    private static Verdict isNoEmergency(PolicyQuestion q, PolicySettings s, boolean inTime) {
        int minutes = s.requests().emergencyMinutes();
        return Verdict.of(
                        Said.BLOCK,
                        "应急用车须在" + minutes + "分钟内出发；尚有时间的，应按常规申请审批",
                        "An emergency leaves within " + minutes + " minutes; with more time than that one asks first")
                .fix(
                        "取消应急标记，按常规申请",
                        "ask as for any trip, not as an emergency",
                        inTime ? List.of(NO_EMERGENCY) : moved(q, s));
    }

    private static boolean needsNotice(PolicyQuestion q, PolicySettings s) {
        return s.requests().noticeModes().contains(q.journey().mode()) && !q.isEmergency(s);
    }

    private static LocalDateTime soonest(PolicyQuestion q, PolicySettings s) {
        return Question.local(q.askedAt())
                .plusMinutes(needsNotice(q, s) ? s.requests().noticeMinutes() + 1L : 1L)
                .truncatedTo(ChronoUnit.MINUTES);
    }

    /**
     * The start that PR-04, PR-10 and PR-11 all agree to, as near to the wish as there is one; the same for each of
     * them, so that what they ask for does not contradict. Empty when the horizon has no such moment.
     */
    private static Optional<LocalDateTime> start(PolicyQuestion q, PolicySettings s) {
        WorkCalendar calendar = s.calendar();
        LocalDateTime soonest = soonest(q, s);
        LocalDateTime latest = Question.local(q.askedAt()).plusDays(s.requests().horizonDays());
        LocalDateTime wish = q.departLocal();
        LocalDate day = wish.toLocalDate();
        LocalTime time = inWindow(wish.toLocalTime(), s);
        LocalDateTime next = (calendar.isWorkday(day) ? day : calendar.nextWorkday(day)).atTime(time);
        LocalDateTime previous = calendar.previousWorkday(day).atTime(time);
        LocalDateTime first = openFrom(soonest, s);
        LocalDateTime last = openUntil(latest, s);
        Stream<LocalDateTime> nearest =
                wish.isAfter(latest) ? Stream.of(next, previous, last, first) : Stream.of(next, previous, first, last);
        return nearest.filter(at -> !at.isBefore(soonest) && !at.isAfter(latest))
                .findFirst();
    }

    /** The first moment from here on that is in working hours. */
    private static LocalDateTime openFrom(LocalDateTime from, PolicySettings s) {
        WorkCalendar calendar = s.calendar();
        LocalDate day = from.toLocalDate();
        if (calendar.isWorkday(day) && !from.toLocalTime().isAfter(s.days().workTo())) {
            return from.toLocalTime().isBefore(s.days().workFrom())
                    ? day.atTime(s.days().workFrom())
                    : from;
        }
        return calendar.nextWorkday(day).atTime(s.days().workFrom());
    }

    /** The last moment up to here that is in working hours. */
    private static LocalDateTime openUntil(LocalDateTime until, PolicySettings s) {
        WorkCalendar calendar = s.calendar();
        LocalDate day = until.toLocalDate();
        if (calendar.isWorkday(day) && !until.toLocalTime().isBefore(s.days().workFrom())) {
            return until.toLocalTime().isAfter(s.days().workTo())
                    ? day.atTime(s.days().workTo())
                    : until;
        }
        return calendar.previousWorkday(day).atTime(s.days().workTo());
    }

    private static List<PolicyChange> moved(PolicyQuestion q, PolicySettings s) {
        return start(q, s).map(at -> moved(q, s, at)).orElse(List.of());
    }

    /** Whoever leaves later than an emergency may is none any more. */
    private static List<PolicyChange> moved(PolicyQuestion q, PolicySettings s, LocalDateTime start) {
        Duration takes =
                Duration.between(q.journey().departAt(), q.journey().arriveAt()).abs();
        Instant at = Question.instant(start);
        List<PolicyChange> changes = new ArrayList<>();
        changes.add(PolicyChange.set("/journey/departAt", at));
        changes.add(PolicyChange.set("/journey/arriveAt", at.plus(takes.isZero() ? Duration.ofMinutes(30) : takes)));
        if (q.purpose().emergency() && !q.isNear(at, s)) {
            changes.add(NO_EMERGENCY);
        }
        return changes;
    }

    /** PR-10. Judged on the start; a trip that runs over midnight into a rest day is flagged. */
    static Verdict startsOnAWorkday(PolicyQuestion q, PolicySettings s) {
        LocalDate day = q.departLocal().toLocalDate();
        if (s.calendar().isWorkday(day)) {
            return startsBeforeARestDay(q, s);
        }
        boolean excepted = q.isEmergency(s)
                || q.purpose()
                        .category()
                        .map(s.days().restDayPurposes()::contains)
                        .orElse(false);
        String other = start(q, s).map(at -> at.toLocalDate().toString()).orElse("其他工作日 / another working day");
        return Verdict.of(
                        excepted ? Said.ESCALATE : Said.BLOCK,
                        day + " 是休息日，公务用车封存停驶",
                        day + " is a rest day: official travel is locked")
                .fix(
                        "改到 " + other + "，或属应急、值班、机要、外事",
                        "travel on " + other + ", or for emergency, duty, confidential or foreign-affairs purposes",
                        moved(q, s));
    }

    private static Verdict startsBeforeARestDay(PolicyQuestion q, PolicySettings s) {
        LocalDate back = Question.day(q.journey().arriveAt());
        if (back.isAfter(q.departLocal().toLocalDate()) && !s.calendar().isWorkday(back)) {
            return Verdict.of(
                    Said.WARN,
                    "行程跨入休息日 " + back + "，按出发日判定",
                    "The trip runs into " + back + ", a rest day; its start counts");
        }
        return s.calendar().isAnnounced(q.departLocal().toLocalDate())
                ? Verdict.PASS
                : Verdict.of(
                        Said.UNKNOWN,
                        q.departLocal().getYear() + "年节假日安排尚未登记",
                        "The holidays of " + q.departLocal().getYear() + " are not on record yet");
    }

    private static LocalTime inWindow(LocalTime time, PolicySettings s) {
        if (time.isBefore(s.days().workFrom())) {
            return s.days().workFrom();
        }
        return time.isAfter(s.days().workTo()) ? s.days().workTo() : time;
    }

    /** PR-11. Rest days are the business of PR-10; a make-up Saturday is a working day. */
    static Verdict startsInWorkingHours(PolicyQuestion q, PolicySettings s) {
        LocalDateTime start = q.departLocal();
        LocalTime time = start.toLocalTime();
        boolean inWindow =
                !time.isBefore(s.days().workFrom()) && !time.isAfter(s.days().workTo());
        if (inWindow || !s.calendar().isWorkday(start.toLocalDate())) {
            return Verdict.PASS;
        }
        return Verdict.of(
                        Said.ESCALATE,
                        "出发时间在工作时段 " + s.days().workFrom() + "–" + s.days().workTo() + " 之外",
                        "The start lies outside working hours " + s.days().workFrom() + "–"
                                + s.days().workTo())
                .fix("改到工作时段内，或由审批人同意", "start within working hours, or let the approver agree", moved(q, s));
    }
}
