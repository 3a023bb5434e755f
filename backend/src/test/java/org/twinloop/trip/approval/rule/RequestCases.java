package org.twinloop.trip.approval.rule;

import static org.twinloop.trip.approval.rule.Asked.chauffeured;
import static org.twinloop.trip.approval.rule.Asked.trip;
import static org.twinloop.trip.approval.rule.Case.boundary;
import static org.twinloop.trip.approval.rule.Case.fails;
import static org.twinloop.trip.approval.rule.Case.passes;
import static org.twinloop.trip.approval.rule.Case.unknown;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.PolicyQuestion.Stage;
import org.twinloop.trip.approval.rule.PolicyResult.Said;

/** PR-01 to PR-04, PR-10, PR-11; the dates are those of the State Council's notices. */
final class RequestCases {
    private RequestCases() {}

    static Stream<Case> all() {
        return Stream.of(purpose(), completeness(), seats(), notice(), lateDecisions(), restDays(), hours())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> purpose() {
        return Stream.of(
                passes("PR-01", "a purpose that says what for", trip().put()),
                passes(
                        "PR-01",
                        "an emergency that only names its category",
                        trip().emergency().but(t -> t.text = Optional.of("应急")).put()),
                boundary(
                        "PR-01",
                        Said.PASS,
                        "six characters",
                        trip().but(t -> t.text = Optional.of("参加工作例会")).put()),
                boundary(
                        "PR-01",
                        Said.BLOCK,
                        "five characters",
                        trip().but(t -> t.text = Optional.of("参加碰头会")).put()),
                fails(
                        "PR-01",
                        Said.BLOCK,
                        "only the name",
                        trip().but(t -> t.text = Optional.of("会议")).put()),
                fails(
                        "PR-01",
                        Said.BLOCK,
                        "only the English name, long enough",
                        trip().but(t -> t.category = Optional.of(PurposeCategory.FOREIGN_AFFAIRS))
                                .but(t -> t.text = Optional.of("Foreign affairs or major event"))
                                .put()),
                fails(
                        "PR-01",
                        Said.BLOCK,
                        "blanks",
                        trip().but(t -> t.text = Optional.of("          ")).put()),
                fails(
                        "PR-01",
                        Said.BLOCK,
                        "no category",
                        trip().but(t -> t.category = Optional.empty()).put()),
                fails(
                        "PR-01",
                        Said.BLOCK,
                        "nothing at all",
                        trip().but(t -> t.text = Optional.empty()).put()),
                new Case(
                        "PR-01",
                        Case.Kind.PASSES,
                        trip().but(t -> t.stage = Stage.PLAN)
                                .but(t -> t.text = Optional.empty())
                                .put(),
                        Said.LATER,
                        "while planning nobody is asked for a purpose"));
    }

    private static Stream<Case> completeness() {
        return Stream.of(
                passes("PR-02", "everything is there", trip().put()),
                passes(
                        "PR-02",
                        "a plan needs no cost centre yet",
                        trip().but(t -> t.stage = Stage.PLAN)
                                .but(t -> t.costCentre = Optional.empty())
                                .put()),
                boundary(
                        "PR-02",
                        Said.PASS,
                        "a second long",
                        trip().but(t -> t.takes = Duration.ofSeconds(1)).put()),
                boundary(
                        "PR-02",
                        Said.BLOCK,
                        "no time at all",
                        trip().but(t -> t.takes = Duration.ZERO).put()),
                fails(
                        "PR-02",
                        Said.BLOCK,
                        "back before it leaves",
                        trip().but(t -> t.takes = Duration.ofHours(-1)).put()),
                fails(
                        "PR-02",
                        Said.BLOCK,
                        "no origin",
                        trip().but(t -> t.from = Optional.empty()).put()),
                fails(
                        "PR-02",
                        Said.BLOCK,
                        "no destination",
                        trip().but(t -> t.to = Optional.empty()).put()),
                fails(
                        "PR-02",
                        Said.BLOCK,
                        "nobody on board",
                        trip().but(t -> t.people = 0).put()),
                fails(
                        "PR-02",
                        Said.BLOCK,
                        "no budget item",
                        trip().but(t -> t.costCentre = Optional.empty()).put()));
    }

    private static Stream<Case> seats() {
        return Stream.of(
                passes("PR-03", "two of five", trip().put()),
                passes(
                        "PR-03",
                        "nine on foot",
                        trip().but(t -> t.mode = TravelMode.WALK)
                                .but(t -> t.people = 9)
                                .put()),
                boundary(
                        "PR-03",
                        Said.PASS,
                        "five of five",
                        trip().but(t -> t.people = 5).put()),
                boundary(
                        "PR-03",
                        Said.BLOCK,
                        "six of five",
                        trip().but(t -> t.people = 6).put()),
                boundary(
                        "PR-03",
                        Said.PASS,
                        "one on a bicycle",
                        trip().but(t -> t.mode = TravelMode.BIKE)
                                .but(t -> t.people = 1)
                                .put()),
                fails(
                        "PR-03",
                        Said.BLOCK,
                        "two on a bicycle",
                        trip().but(t -> t.mode = TravelMode.BIKE).put()));
    }

    private static Stream<Case> notice() {
        return Stream.of(
                passes("PR-04", "an hour ahead", trip().put()),
                passes(
                        "PR-04",
                        "a self-service car now",
                        trip().but(t -> t.ahead = Duration.ZERO).put()),
                passes(
                        "PR-04",
                        "a driver at once in an emergency",
                        chauffeured()
                                .emergency()
                                .but(t -> t.ahead = Duration.ZERO)
                                .put()),
                boundary(
                        "PR-04",
                        Said.PASS,
                        "a driver with 30 minutes",
                        chauffeured().but(t -> t.ahead = Duration.ofMinutes(30)).put()),
                boundary(
                        "PR-04",
                        Said.BLOCK,
                        "a driver with 29 minutes 59",
                        chauffeured()
                                .but(t -> t.ahead = Duration.ofSeconds(1_799))
                                .put()),
                boundary(
                        "PR-04",
                        Said.PASS,
                        "15 days ahead",
                        trip().but(t -> t.ahead = Duration.ofDays(15)).put()),
                boundary(
                        "PR-04",
                        Said.BLOCK,
                        "15 days and a second",
                        trip().but(t -> t.ahead = Duration.ofDays(15).plusSeconds(1))
                                .put()),
                boundary(
                        "PR-04",
                        Said.PASS,
                        "ten minutes of typing",
                        trip().but(t -> t.ahead = Duration.ofMinutes(-10)).put()),
                fails(
                        "PR-04",
                        Said.BLOCK,
                        "eleven minutes ago",
                        trip().but(t -> t.ahead = Duration.ofMinutes(-11)).put()),
                fails(
                        "PR-04",
                        Said.BLOCK,
                        "in three weeks",
                        trip().but(t -> t.ahead = Duration.ofDays(21)).put()),
                fails(
                        "PR-04",
                        Said.BLOCK,
                        "a driver at once",
                        chauffeured().but(t -> t.ahead = Duration.ZERO).put()));
    }

    /** Notice counts from the submission, however long a decision takes. */
    private static Stream<Case> lateDecisions() {
        return Stream.of(
                boundary(
                        "PR-04",
                        Said.PASS,
                        "a driver asked for 30 minutes ahead, decided about 5 minutes ahead",
                        chauffeured()
                                .but(t -> t.ahead = Duration.ofMinutes(5))
                                .but(t -> t.submittedAhead = Optional.of(Duration.ofMinutes(30)))
                                .put()),
                boundary(
                        "PR-04",
                        Said.BLOCK,
                        "a driver asked for 29 minutes 59 ahead, decided about 5 minutes ahead",
                        chauffeured()
                                .but(t -> t.ahead = Duration.ofMinutes(5))
                                .but(t -> t.submittedAhead = Optional.of(Duration.ofSeconds(1_799)))
                                .put()),
                fails(
                        "PR-04",
                        Said.BLOCK,
                        "asked for in time, decided about eleven minutes after the start",
                        chauffeured()
                                .but(t -> t.ahead = Duration.ofMinutes(-11))
                                .but(t -> t.submittedAhead = Optional.of(Duration.ofHours(1)))
                                .put()));
    }

    private static Stream<Case> restDays() {
        Stream<Case> workdays = Stream.of(
                        "2026-10-10T10:00",
                        "2026-02-14T10:00",
                        "2026-02-28T10:00",
                        "2026-05-09T10:00",
                        "2026-09-20T10:00",
                        "2026-01-04T10:00",
                        "2026-11-23T10:00")
                .map(day -> passes(
                        "PR-10", day + " is a working day", trip().on(day).put()));
        Stream<Case> locked = Stream.of(
                        "2026-10-01T10:00",
                        "2026-10-04T12:00",
                        "2026-10-07T23:59",
                        "2026-02-15T00:00",
                        "2026-02-23T10:00",
                        "2026-11-21T10:00",
                        "2026-11-22T10:00")
                .map(day -> fails(
                        "PR-10", Said.BLOCK, day + " is locked", trip().on(day).put()));
        Stream<Case> onDuty = Stream.of(
                        PurposeCategory.EMERGENCY_DUTY,
                        PurposeCategory.ON_DUTY,
                        PurposeCategory.CONFIDENTIAL,
                        PurposeCategory.FOREIGN_AFFAIRS)
                .map(purpose -> fails(
                        "PR-10",
                        Said.ESCALATE,
                        purpose + " on a holiday",
                        trip().on("2026-10-01T10:00")
                                .but(t -> t.category = Optional.of(purpose))
                                .put()));
        return Stream.concat(Stream.concat(workdays, locked), Stream.concat(onDuty, edges()));
    }

    private static Stream<Case> edges() {
        return Stream.of(
                boundary(
                        "PR-10",
                        Said.BLOCK,
                        "the first minute of a holiday",
                        trip().on("2026-10-01T00:00").put()),
                boundary(
                        "PR-10",
                        Said.WARN,
                        "the last minute before it, running into it",
                        trip().on("2026-09-30T23:59").put()),
                boundary(
                        "PR-10",
                        Said.PASS,
                        "the last evening, back before midnight",
                        trip().on("2026-09-30T23:19").put()),
                fails(
                        "PR-10",
                        Said.ESCALATE,
                        "an emergency on a holiday",
                        trip().on("2026-10-01T10:00").emergency().put()),
                fails(
                        "PR-10",
                        Said.BLOCK,
                        "a meeting on a holiday in an hour, marked as an emergency",
                        trip().on("2026-10-01T10:00")
                                .emergency()
                                .but(t -> t.ahead = Duration.ofHours(1))
                                .put()),
                unknown(
                        "PR-10",
                        "a working day of a year without a notice",
                        trip().on("2027-01-04T10:00").put()));
    }

    private static Stream<Case> hours() {
        return Stream.of(
                passes(
                        "PR-11",
                        "noon of a make-up Saturday",
                        trip().on("2026-10-10T12:00").put()),
                passes(
                        "PR-11",
                        "a rest day is the business of PR-10",
                        trip().on("2026-10-01T21:00").put()),
                boundary(
                        "PR-11",
                        Said.PASS,
                        "seven sharp",
                        trip().on("2026-11-23T07:00").put()),
                boundary(
                        "PR-11",
                        Said.ESCALATE,
                        "a minute before seven",
                        trip().on("2026-11-23T06:59").put()),
                boundary(
                        "PR-11",
                        Said.PASS,
                        "eight in the evening",
                        trip().on("2026-11-23T20:00").put()),
                boundary(
                        "PR-11",
                        Said.ESCALATE,
                        "a minute past eight",
                        trip().on("2026-11-23T20:01").put()),
                fails(
                        "PR-11",
                        Said.ESCALATE,
                        "the evening of a make-up Saturday",
                        trip().on("2026-10-10T21:00").put()),
                fails(
                        "PR-11",
                        Said.ESCALATE,
                        "deep in the night",
                        trip().on("2026-11-23T03:00").put()));
    }
}
