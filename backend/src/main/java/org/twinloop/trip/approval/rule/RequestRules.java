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
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.WorkCalendar;
import org.twinloop.trip.approval.rule.PolicyQuestion.End;
import org.twinloop.trip.approval.rule.PolicyQuestion.Stage;
import org.twinloop.trip.approval.rule.PolicyResult.Said;
import org.twinloop.trip.approval.rule.PolicyRule.Verdict;

/** Whether a request is complete, and when it may travel: PR-01 to PR-04, PR-10, PR-11. */
final class RequestRules {
    private RequestRules() {}

    /** PR-01. An emergency names its category now and the rest later (PR-07). */
    static Verdict saysWhatFor(PolicyQuestion q, PolicySettings s) {
        if (q.stage() == Stage.PLAN) {
            return Verdict.LATER;
        }
        Optional<PurposeCategory> category = q.purpose().category();
        String text = q.purpose().text().map(String::strip).orElse("");
        boolean onlyTheName = category.map(c -> text.equals(c.nameZh()) || text.equalsIgnoreCase(c.nameEn()))
                .orElse(false);
        boolean says = text.codePointCount(0, text.length()) >= s.requests().purposeCharacters() && !onlyTheName;
        if (category.isPresent() && (says || q.purpose().emergency())) {
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
            missing.add(PolicyChange.set("/journey/costCentre", firstCostCentre(q)));
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

    private static String firstCostCentre(PolicyQuestion q) {
        return q.facts().budgetsFen().map(Map::keySet).stream()
                .flatMap(java.util.Set::stream)
                .sorted()
                .findFirst()
                .orElse("");
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

    /** PR-04. A driver needs notice, a self-service car does not; an emergency needs none. */
    static Verdict comesInTime(PolicyQuestion q, PolicySettings s) {
        Duration ahead = Duration.between(q.askedAt(), q.journey().departAt());
        boolean withinHorizon = ahead.compareTo(Duration.ofDays(s.requests().horizonDays())) <= 0;
        boolean notPast = ahead.compareTo(Duration.ofMinutes(-s.requests().pastMinutes())) >= 0;
        boolean noticeNeeded = s.requests().noticeModes().contains(q.journey().mode())
                && !q.purpose().emergency();
        boolean noticeGiven = ahead.compareTo(Duration.ofMinutes(s.requests().noticeMinutes())) >= 0;
        if (withinHorizon && notPast && (noticeGiven || !noticeNeeded)) {
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
                .fix("改出发时间，或注明应急", "move the start, or mark an emergency", moved(q, startInTime(q, s, withinHorizon)));
    }

    private static LocalDateTime startInTime(PolicyQuestion q, PolicySettings s, boolean withinHorizon) {
        LocalDateTime soonest = soonest(q, s);
        LocalDateTime latest = Question.local(q.askedAt()).plusDays(s.requests().horizonDays());
        return withinHorizon ? openFrom(soonest, s) : openUntil(latest, s);
    }

    private static LocalDateTime soonest(PolicyQuestion q, PolicySettings s) {
        return Question.local(q.askedAt())
                .plusMinutes(s.requests().noticeMinutes() + 1L)
                .truncatedTo(ChronoUnit.MINUTES);
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

    private static List<PolicyChange> moved(PolicyQuestion q, LocalDateTime start) {
        Duration takes =
                Duration.between(q.journey().departAt(), q.journey().arriveAt()).abs();
        Instant at = Question.instant(start);
        return List.of(
                PolicyChange.set("/journey/departAt", at),
                PolicyChange.set("/journey/arriveAt", at.plus(takes.isZero() ? Duration.ofMinutes(30) : takes)));
    }

    /** PR-10. Judged on the start; a trip that runs over midnight into a rest day is flagged. */
    static Verdict startsOnAWorkday(PolicyQuestion q, PolicySettings s) {
        LocalDate day = q.departLocal().toLocalDate();
        if (s.calendar().isWorkday(day)) {
            return startsBeforeARestDay(q, s);
        }
        boolean excepted = q.purpose().emergency()
                || q.purpose()
                        .category()
                        .map(s.days().restDayPurposes()::contains)
                        .orElse(false);
        LocalDateTime other = otherDay(q, s);
        return Verdict.of(
                        excepted ? Said.ESCALATE : Said.BLOCK,
                        day + " 是休息日，公务用车封存停驶",
                        day + " is a rest day: official travel is locked")
                .fix(
                        "改到 " + other.toLocalDate() + "，或属应急、值班、机要、外事",
                        "travel on " + other.toLocalDate()
                                + ", or for emergency, duty, confidential or foreign-affairs purposes",
                        moved(q, other));
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

    /** The next working day, or the one before when that lies beyond the horizon, at a time the offices work. */
    private static LocalDateTime otherDay(PolicyQuestion q, PolicySettings s) {
        LocalDate day = q.departLocal().toLocalDate();
        LocalTime time = inWindow(q.departLocal().toLocalTime(), s);
        LocalDateTime next = s.calendar().nextWorkday(day).atTime(time);
        LocalDateTime horizon =
                Question.local(q.askedAt()).plusDays(s.requests().horizonDays());
        return next.isAfter(horizon) ? s.calendar().previousWorkday(day).atTime(time) : next;
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
                .fix(
                        "改到工作时段内，或由审批人同意",
                        "start within working hours, or let the approver agree",
                        moved(q, start.toLocalDate().atTime(inWindow(time, s))));
    }
}
