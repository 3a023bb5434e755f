package org.twinloop.trip.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.common.CityTime;
import org.twinloop.trip.approval.PolicyFinding.Action;
import org.twinloop.trip.approval.PolicyQuestion.Applicant;
import org.twinloop.trip.approval.PolicyQuestion.Journey;
import org.twinloop.trip.approval.PolicyQuestion.Purpose;
import org.twinloop.trip.approval.PolicyQuestion.Stage;
import org.twinloop.trip.approval.PolicyResult.Outcome;

/** Each rule with a passing, a failing and a boundary case; the dates are those of the State Council's notices. */
class PolicyRulesTest {
    private static final PolicySettings SETTINGS = new PolicySettings(
            30,
            15,
            LocalTime.of(7, 0),
            LocalTime.of(20, 0),
            Set.of(PurposeCategory.EMERGENCY_DUTY, PurposeCategory.ON_DUTY),
            Set.of("黄浦", "静安"),
            3,
            2_000,
            50,
            Map.of(TravelMode.EV, 20_000L, TravelMode.CHAUFFEUR, 70_000L),
            30_000,
            3_000,
            15_000,
            6);
    private static final PolicyVersion POLICY = new PolicyVersion("test", SETTINGS);
    private static final Applicant DRIVER =
            new Applicant(Optional.of(true), Set.of(), Optional.of("C1"), Optional.of(LocalDate.of(2027, 1, 1)));
    private static final Purpose MEETING =
            new Purpose(Optional.of(PurposeCategory.MEETING), Optional.of("参加虹桥枢纽协调会"), Optional.empty(), 2, false);

    @Test
    void an_ordinary_trip_by_rental_car_is_in_policy() {
        PolicyResult result = POLICY.judge(onDay("2026-11-23T10:00"));

        assertEquals(
                Outcome.IN_POLICY, result.outcome(), () -> result.findings().toString());
        assertEquals("test", result.version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"会议", "meeting", "MEETING", "去开会", "     "})
    void a_purpose_that_says_no_more_than_its_name_is_refused(String text) {
        Purpose vague = new Purpose(MEETING.category(), Optional.of(text), Optional.empty(), 1, false);

        assertEquals(
                Optional.of(Action.BLOCK),
                judged("PR-01", onDay("2026-11-23T10:00").with(vague)));
    }

    @Test
    void a_purpose_of_exactly_six_characters_is_enough() {
        assertEquals(
                Optional.empty(),
                judged("PR-01", onDay("2026-11-23T10:00").with(MEETING.saying(PurposeCategory.MEETING, "参加工作例会"))));
    }

    @Test
    void while_planning_nobody_is_asked_for_a_purpose() {
        Purpose unknown = new Purpose(Optional.empty(), Optional.empty(), Optional.empty(), 1, false);
        PolicyQuestion submitted = onDay("2026-11-23T10:00").with(unknown);

        assertEquals(Optional.empty(), judged("PR-01", at(Stage.PLAN, submitted)));
        assertEquals(Optional.of(Action.BLOCK), judged("PR-01", submitted));
    }

    @Test
    void a_trip_that_ends_before_it_starts_is_refused() {
        PolicyQuestion question = onDay("2026-11-23T10:00");
        Instant start = question.journey().departAt();

        assertEquals(
                Optional.of(Action.BLOCK),
                judged("PR-02", question.with(question.journey().arriving(start))));
        assertEquals(
                Optional.empty(),
                judged("PR-02", question.with(question.journey().arriving(start.plusSeconds(1)))));
    }

    @ParameterizedTest
    @CsvSource({"EV,5,", "EV,6,BLOCK", "BIKE,1,", "BIKE,2,BLOCK"})
    void there_is_a_seat_for_everybody(TravelMode mode, int people, Action expected) {
        PolicyQuestion question = onDay("2026-11-23T10:00");

        assertEquals(
                Optional.ofNullable(expected),
                judged("PR-03", question.with(question.journey().by(mode)).with(MEETING.carrying(people))));
    }

    @ParameterizedTest
    @CsvSource({"EV,0,", "EV,-9,", "EV,-11,BLOCK", "EV,21600,", "EV,21601,BLOCK", "CHAUFFEUR,29,BLOCK", "CHAUFFEUR,30,"
    })
    void a_driver_needs_half_an_hours_notice_and_nobody_books_beyond_fifteen_days(
            TravelMode mode, long minutesAhead, Action expected) {
        PolicyQuestion question = onDay("2026-11-23T10:00");
        Instant start = question.askedAt().plus(Duration.ofMinutes(minutesAhead));
        Journey journey = question.journey().by(mode).departing(start);

        assertEquals(Optional.ofNullable(expected), judged("PR-04", question.with(journey)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-10-10T10:00",
                "2026-02-14T10:00",
                "2026-02-28T10:00",
                "2026-05-09T10:00",
                "2026-09-20T10:00",
                "2026-01-04T10:00",
                "2026-11-23T10:00"
            })
    void a_make_up_saturday_or_sunday_is_a_working_day(String start) {
        assertEquals(Optional.empty(), judged("PR-10", onDay(start)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-10-01T10:00",
                "2026-10-07T23:59",
                "2026-02-15T00:00",
                "2026-02-23T10:00",
                "2026-11-21T10:00",
                "2026-11-22T10:00"
            })
    void on_a_rest_day_travel_is_locked_except_on_duty(String start) {
        assertEquals(Optional.of(Action.BLOCK), judged("PR-10", onDay(start)));
        assertEquals(
                Optional.of(Action.ESCALATE),
                judged("PR-10", onDay(start).with(MEETING.saying(PurposeCategory.ON_DUTY, "国庆值班巡查"))));
    }

    @Test
    void a_trip_over_midnight_is_judged_on_its_start() {
        PolicyQuestion lateOnWednesday = onDay("2026-09-30T23:50");

        assertEquals(Optional.empty(), judged("PR-10", lateOnWednesday));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T07:00,",
        "2026-11-23T06:59,ESCALATE",
        "2026-11-23T20:00,",
        "2026-11-23T20:01,ESCALATE",
        "2026-10-10T21:00,ESCALATE",
        "2026-10-10T12:00,",
        "2026-10-01T21:00,"
    })
    void outside_working_hours_somebody_decides(String start, Action expected) {
        assertEquals(Optional.ofNullable(expected), judged("PR-11", onDay(start)));
    }

    @Test
    void who_draws_an_allowance_takes_no_chauffeured_car_for_an_ordinary_city_trip() {
        PolicyQuestion chauffeured = chauffeured("黄浦", "静安");

        assertEquals(Optional.of(Action.BLOCK), judged("PR-20", chauffeured));
        assertEquals(Optional.empty(), judged("PR-20", chauffeured("黄浦", "浦东")), "outside the area");
        assertEquals(Optional.empty(), judged("PR-20", chauffeured.with(MEETING.carrying(3))), "a group of three");
        assertEquals(
                Optional.empty(),
                judged("PR-20", chauffeured.with(MEETING.saying(PurposeCategory.CONFIDENTIAL, "送机要文件两份"))));
        assertEquals(
                Optional.empty(),
                judged("PR-20", chauffeured.with(chauffeured.journey().by(TravelMode.EV))),
                "a rental car is no official car");
    }

    @Test
    void an_allowance_that_is_not_on_record_is_said_to_be_unknown() {
        PolicyQuestion chauffeured = chauffeured("黄浦", "静安");
        Applicant unknown = new Applicant(Optional.empty(), Set.of(), Optional.of("C1"), Optional.empty());

        assertEquals(Optional.of(Action.WARN), judged("PR-20", of(unknown, chauffeured)));
        assertEquals(Optional.of(Action.WARN), judged("PR-20", chauffeured(null, "静安")));
    }

    @ParameterizedTest
    @CsvSource({"MEETING,true,BLOCK", "CONFIDENTIAL,true,", "ENFORCEMENT,true,", "MEETING,false,"})
    void a_car_kept_by_the_unit_serves_only_what_it_was_kept_for(
            PurposeCategory purpose, boolean retained, Action expected) {
        Journey j = onDay("2026-11-23T10:00").journey();
        Journey journey = new Journey(
                TravelMode.EV, j.departAt(), j.arriveAt(), j.fromDistrict(), j.toDistrict(), 9_000, 5, retained, 0);

        assertEquals(
                Optional.ofNullable(expected),
                judged("PR-24", onDay("2026-11-23T10:00").with(journey).with(MEETING.saying(purpose, "机要文件两份"))));
    }

    @ParameterizedTest
    @CsvSource({"2400,400,", "2401,400,WARN", "9000,6000,", "9001,6000,WARN"})
    void much_dearer_than_the_cheapest_adequate_mode_wants_a_reason(long fen, long cheapest, Action expected) {
        PolicyQuestion question = onDay("2026-11-23T10:00");
        PolicyQuestion priced = new PolicyQuestion(
                question.askedAt(),
                Stage.SUBMIT,
                question.journey().costing(fen),
                MEETING,
                DRIVER,
                OptionalLong.of(cheapest),
                OptionalLong.empty());

        assertEquals(Optional.ofNullable(expected), judged("PR-30", priced));
        assertEquals(Optional.empty(), judged("PR-30", priced.with(MEETING.because("随带会议展板和资料箱"))));
    }

    @ParameterizedTest
    @CsvSource({"EV,20000,", "EV,20001,ESCALATE", "CHAUFFEUR,30000,", "CHAUFFEUR,30001,ESCALATE"})
    void above_the_ceiling_somebody_decides(TravelMode mode, long fen, Action expected) {
        PolicyQuestion question = onDay("2026-11-23T10:00");

        assertEquals(
                Optional.ofNullable(expected),
                judged("PR-31", question.with(question.journey().by(mode).costing(fen))));
    }

    @ParameterizedTest
    @CsvSource({"EV,2999,2,WARN", "EV,3000,2,", "CHAUFFEUR,15000,2,WARN", "CHAUFFEUR,15001,2,", "CHAUFFEUR,5000,3,"})
    void a_mode_suits_its_distance(TravelMode mode, double metres, int people, Action expected) {
        Journey j = onDay("2026-11-23T10:00").journey();
        Journey journey = new Journey(
                mode, j.departAt(), j.arriveAt(), j.fromDistrict(), j.toDistrict(), metres, 5, false, 1_500);

        assertEquals(
                Optional.ofNullable(expected),
                judged("PR-32", onDay("2026-11-23T10:00").with(journey).with(MEETING.carrying(people))));
    }

    @ParameterizedTest
    @CsvSource({"1500,1500,", "1501,1500,BLOCK", "1,0,BLOCK", "0,0,"})
    void a_trip_beyond_the_budget_is_refused(long fen, long available, Action expected) {
        PolicyQuestion question = onDay("2026-11-23T10:00");
        PolicyQuestion priced = new PolicyQuestion(
                question.askedAt(),
                Stage.SUBMIT,
                question.journey().costing(fen),
                MEETING,
                DRIVER,
                OptionalLong.empty(),
                OptionalLong.of(available));

        assertEquals(Optional.ofNullable(expected), judged("PR-34", priced));
    }

    @ParameterizedTest
    @CsvSource({"C1,2026-11-23,", "C1,2026-11-22,BLOCK", "A2,2030-01-01,", "D,2030-01-01,BLOCK", ",,BLOCK"})
    void who_drives_has_a_car_licence_valid_on_that_day(String licence, LocalDate until, Action expected) {
        Applicant applicant =
                new Applicant(Optional.of(false), Set.of(), Optional.ofNullable(licence), Optional.ofNullable(until));

        assertEquals(Optional.ofNullable(expected), judged("PR-47", of(applicant, onDay("2026-11-23T10:00"))));
    }

    static Stream<PolicyQuestion> refusedRequests() {
        PolicyQuestion question = onDay("2026-11-23T10:00");
        Applicant pedestrian = new Applicant(Optional.of(true), Set.of(), Optional.empty(), Optional.empty());
        return Stream.of(
                question.with(MEETING.saying(PurposeCategory.MEETING, "会议")),
                question.with(question.journey().arriving(question.journey().departAt())),
                question.with(MEETING.carrying(9)),
                question.with(question.journey().departing(question.askedAt().plus(Duration.ofDays(20)))),
                onDay("2026-10-01T10:00"),
                onDay("2026-11-23T22:00"),
                chauffeured("黄浦", "静安"),
                of(pedestrian, question),
                question.with(question.journey().costing(40_000)),
                new PolicyQuestion(
                        question.askedAt(),
                        Stage.SUBMIT,
                        question.journey(),
                        MEETING,
                        DRIVER,
                        OptionalLong.of(100),
                        OptionalLong.of(500)));
    }

    @ParameterizedTest
    @MethodSource("refusedRequests")
    void the_remedy_of_a_finding_makes_its_rule_pass(PolicyQuestion refused) {
        List<PolicyFinding> findings = POLICY.judge(refused).findings();
        assertFalse(findings.isEmpty());

        for (PolicyFinding finding : findings) {
            PolicyRule rule = rule(finding.rule());
            assertEquals(
                    Optional.empty(),
                    rule.judge(rule.remedy().apply(refused, SETTINGS), SETTINGS),
                    () -> finding.rule() + " still refuses after: " + finding.fix());
            assertTrue(finding.fix().contains(" / "), "the fix is said in both languages");
        }
    }

    @Test
    void the_calendar_reaches_only_as_far_as_the_announcements() {
        WorkCalendar calendar = WorkCalendar.announced();

        assertTrue(calendar.isAnnounced(LocalDate.of(2026, 12, 31)));
        assertFalse(calendar.isAnnounced(LocalDate.of(2027, 1, 1)));
        assertEquals(LocalDate.of(2026, 10, 8), calendar.nextWorkday(LocalDate.of(2026, 9, 30)));
    }

    private static Optional<Action> judged(String rule, PolicyQuestion question) {
        return rule(rule).judge(question, SETTINGS).map(PolicyFinding::action);
    }

    private static PolicyRule rule(String id) {
        return PolicyRules.ALL.stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A trip of two by rental car, asked for an hour ahead. */
    private static PolicyQuestion onDay(String localStart) {
        Instant start =
                java.time.LocalDateTime.parse(localStart).atZone(CityTime.ZONE).toInstant();
        Journey journey = new Journey(
                TravelMode.EV,
                start,
                start.plus(Duration.ofMinutes(40)),
                Optional.of("黄浦"),
                Optional.of("静安"),
                12_000,
                5,
                false,
                2_000);
        return new PolicyQuestion(
                start.minus(Duration.ofHours(1)),
                Stage.SUBMIT,
                journey,
                MEETING,
                DRIVER,
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static PolicyQuestion chauffeured(String from, String to) {
        Journey j = onDay("2026-11-23T10:00").journey();
        return onDay("2026-11-23T10:00")
                .with(new Journey(
                        TravelMode.CHAUFFEUR,
                        j.departAt(),
                        j.arriveAt(),
                        Optional.ofNullable(from),
                        Optional.ofNullable(to),
                        18_000,
                        5,
                        false,
                        16_000));
    }

    private static PolicyQuestion of(Applicant applicant, PolicyQuestion q) {
        return new PolicyQuestion(
                q.askedAt(),
                q.stage(),
                q.journey(),
                q.purpose(),
                applicant,
                q.cheapestAdequateFen(),
                q.budgetAvailableFen());
    }

    private static PolicyQuestion at(Stage stage, PolicyQuestion q) {
        return new PolicyQuestion(
                q.askedAt(),
                stage,
                q.journey(),
                q.purpose(),
                q.applicant(),
                q.cheapestAdequateFen(),
                q.budgetAvailableFen());
    }
}
