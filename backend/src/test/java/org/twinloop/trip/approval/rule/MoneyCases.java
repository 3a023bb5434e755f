package org.twinloop.trip.approval.rule;

import static org.twinloop.trip.approval.rule.Asked.chauffeured;
import static org.twinloop.trip.approval.rule.Asked.trip;
import static org.twinloop.trip.approval.rule.Case.boundary;
import static org.twinloop.trip.approval.rule.Case.fails;
import static org.twinloop.trip.approval.rule.Case.passes;
import static org.twinloop.trip.approval.rule.Case.unknown;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.ExpenseQuestion.Bearer;
import org.twinloop.trip.approval.rule.ExpenseQuestion.Kind;
import org.twinloop.trip.approval.rule.PolicyQuestion.End;
import org.twinloop.trip.approval.rule.PolicyQuestion.Exemption;
import org.twinloop.trip.approval.rule.PolicyQuestion.ExemptionKind;
import org.twinloop.trip.approval.rule.PolicyQuestion.TravelDay;
import org.twinloop.trip.approval.rule.PolicyResult.Said;

/** PR-20 to PR-23, PR-30, PR-31 and PR-34. */
final class MoneyCases {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private MoneyCases() {}

    static Stream<Case> all() {
        return Stream.of(doubleDip(), exceptions(), claims(), travelDays(), cheapest(), ceilings(), budget())
                .flatMap(cases -> cases);
    }

    static Consumer<Asked> to(String district) {
        return t -> t.to = Optional.of(new End("目的地", Optional.ofNullable(district)));
    }

    private static Consumer<Asked> claiming(ExemptionKind kind, String evidence) {
        return t -> t.exemption = Optional.of(new Exemption(kind, evidence));
    }

    private static Stream<Case> doubleDip() {
        return Stream.of(
                passes("PR-20", "a rental car is no official car", trip().put()),
                passes("PR-20", "outside the area", chauffeured().but(to("浦东")).put()),
                passes(
                        "PR-20",
                        "a stop on the way is outside the area",
                        chauffeured().by("浦东").put()),
                passes(
                        "PR-20",
                        "no allowance",
                        chauffeured().but(t -> t.allowance = Optional.of(false)).put()),
                passes("PR-20", "an emergency", chauffeured().emergency().put()),
                passes(
                        "PR-20",
                        "a heavy load with its list",
                        chauffeured()
                                .but(claiming(ExemptionKind.BULKY_LOAD, "沪机管〔2026〕12号清单"))
                                .put()),
                passes(
                        "PR-20",
                        "outside the person's own area",
                        chauffeured().but(t -> t.area = Set.of("浦东")).put()),
                boundary(
                        "PR-20",
                        Said.PASS,
                        "a group of three",
                        chauffeured().but(t -> t.people = 3).put()),
                boundary("PR-20", Said.BLOCK, "two are no group", chauffeured().put()),
                fails(
                        "PR-20",
                        Said.BLOCK,
                        "a claim without evidence",
                        chauffeured()
                                .but(claiming(ExemptionKind.BULKY_LOAD, "有"))
                                .put()),
                fails(
                        "PR-20",
                        Said.BLOCK,
                        "a car of the unit is official too",
                        trip().but(t -> t.retained = true).put()),
                unknown(
                        "PR-20",
                        "nobody knows the allowance",
                        chauffeured().but(t -> t.allowance = Optional.empty()).put()),
                unknown(
                        "PR-20",
                        "nobody knows the district",
                        chauffeured().but(to(null)).put()));
    }

    private static Stream<Case> exceptions() {
        return Stream.of(
                passes("PR-21", "nothing to except", trip().put()),
                passes(
                        "PR-21",
                        "who draws no allowance needs no exception",
                        chauffeured()
                                .but(t -> t.allowance = Optional.of(false))
                                .but(t -> t.people = 3)
                                .put()),
                boundary(
                        "PR-21",
                        Said.ESCALATE,
                        "a group of three",
                        chauffeured().but(t -> t.people = 3).put()),
                boundary(
                        "PR-21",
                        Said.PASS,
                        "two are no group, PR-20 speaks",
                        chauffeured().put()),
                fails(
                        "PR-21",
                        Said.ESCALATE,
                        "an emergency",
                        chauffeured().emergency().put()),
                fails(
                        "PR-21",
                        Said.ESCALATE,
                        "confidential mail",
                        chauffeured()
                                .but(t -> t.category = Optional.of(PurposeCategory.CONFIDENTIAL))
                                .put()),
                fails(
                        "PR-21",
                        Said.ESCALATE,
                        "a disability with its certificate",
                        chauffeured()
                                .but(claiming(ExemptionKind.DISABILITY, "残疾证3101"))
                                .put()));
    }

    private static ExpenseQuestion claim(Consumer<Asked> of, String to, LocalDate day, Bearer bearer) {
        PolicyQuestion q = trip().but(of).put();
        return new ExpenseQuestion(
                q.askedAt(),
                new ExpenseQuestion.Request(Kind.TAXI, day, Optional.of("黄浦"), Optional.ofNullable(to), 3_200, bearer),
                q.applicant());
    }

    private static Stream<Case> claims() {
        Consumer<Asked> draws = t -> t.allowance = Optional.of(true);
        return Stream.of(
                passes("PR-22", "outside the area", claim(draws, "浦东", MONDAY, Bearer.UNIT)),
                passes("PR-22", "borne by oneself", claim(draws, "静安", MONDAY, Bearer.SELF)),
                passes(
                        "PR-22",
                        "no allowance",
                        claim(t -> t.allowance = Optional.of(false), "静安", MONDAY, Bearer.UNIT)),
                boundary("PR-22", Said.BLOCK, "wholly inside", claim(draws, "黄浦", MONDAY, Bearer.UNIT)),
                boundary("PR-22", Said.PASS, "one end outside", claim(draws, "闵行", MONDAY, Bearer.UNIT)),
                fails("PR-22", Said.BLOCK, "a taxi inside the area", claim(draws, "静安", MONDAY, Bearer.UNIT)),
                unknown(
                        "PR-22",
                        "nobody knows the allowance",
                        claim(t -> t.allowance = Optional.empty(), "静安", MONDAY, Bearer.UNIT)),
                unknown("PR-22", "nobody says where to", claim(draws, null, MONDAY, Bearer.UNIT)));
    }

    private static Consumer<Asked> travels(LocalDate day, String city, long fen) {
        return t -> t.travelDays = Optional.of(List.of(new TravelDay(day, city, fen)));
    }

    private static Stream<Case> travelDays() {
        Consumer<Asked> paid = travels(MONDAY, "上海", 8_000);
        return Stream.of(
                passes("PR-23", "a day at the office", trip().put()),
                passes(
                        "PR-23",
                        "travel in another city",
                        trip().but(travels(MONDAY, "南京", 8_000)).put()),
                passes(
                        "PR-23",
                        "a trip that costs nothing",
                        trip().but(paid).but(t -> t.fen = 0).put()),
                passes("PR-23", "a claim on a day at the office", claim(t -> {}, "浦东", MONDAY, Bearer.UNIT)),
                boundary(
                        "PR-23",
                        Said.PASS,
                        "the day after",
                        trip().but(travels(MONDAY.minusDays(1), "上海", 8_000)).put()),
                boundary(
                        "PR-23",
                        Said.PASS,
                        "no lump sum drawn",
                        trip().but(travels(MONDAY, "上海", 0)).put()),
                boundary(
                        "PR-23",
                        Said.BLOCK,
                        "a lump sum of a fen",
                        trip().but(travels(MONDAY, "上海", 1)).put()),
                fails(
                        "PR-23",
                        Said.BLOCK,
                        "a trip on a paid day",
                        trip().but(paid).put()),
                fails("PR-23", Said.BLOCK, "a claim on a paid day", claim(paid, "浦东", MONDAY, Bearer.UNIT)),
                unknown(
                        "PR-23",
                        "days of travel never came",
                        trip().but(t -> t.travelDays = Optional.empty()).put()));
    }

    private static Consumer<Asked> priced(long fen, long cheapest) {
        return t -> {
            t.fen = fen;
            t.cheapest = OptionalLong.of(cheapest);
        };
    }

    private static Stream<Case> cheapest() {
        return Stream.of(
                passes("PR-30", "there is nothing to compare with", trip().put()),
                passes(
                        "PR-30",
                        "dearer for a reason",
                        trip().but(priced(9_000, 100))
                                .but(t -> t.reason = Optional.of("随带会议展板和资料箱"))
                                .put()),
                boundary(
                        "PR-30",
                        Said.PASS,
                        "20 yuan dearer",
                        trip().but(priced(2_400, 400)).put()),
                boundary(
                        "PR-30",
                        Said.WARN,
                        "20 yuan and a fen",
                        trip().but(priced(2_401, 400)).put()),
                boundary(
                        "PR-30",
                        Said.PASS,
                        "half as much again",
                        trip().but(priced(9_000, 6_000)).put()),
                boundary(
                        "PR-30",
                        Said.WARN,
                        "a fen more",
                        trip().but(priced(9_001, 6_000)).put()),
                passes(
                        "PR-30",
                        "what the budget holds is no price",
                        trip().but(priced(2_100, 2_100))
                                .but(t -> t.hold = OptionalLong.of(9_000))
                                .put()),
                fails(
                        "PR-30",
                        Said.WARN,
                        "ten times as dear",
                        trip().but(priced(10_000, 1_000)).put()));
    }

    private static Case ceiling(TravelMode mode, int minutes, long fen, Said expected) {
        Question question = chauffeured()
                .but(t -> t.mode = mode)
                .but(t -> t.takes = Duration.ofMinutes(minutes))
                .but(t -> t.fen = fen)
                .put();
        return boundary("PR-31", expected, mode + " of " + minutes + " min for " + fen + " fen", question);
    }

    private static Stream<Case> ceilings() {
        return Stream.of(
                passes("PR-31", "well below", trip().put()),
                passes(
                        "PR-31",
                        "a metro fare is no order",
                        trip().but(t -> t.mode = TravelMode.TRANSIT_ESTIMATE)
                                .but(t -> t.fen = 300)
                                .put()),
                passes(
                        "PR-31",
                        "the price is below, what the budget holds is above",
                        chauffeured()
                                .but(t -> t.fen = 25_006)
                                .but(t -> t.hold = OptionalLong.of(35_008))
                                .put()),
                ceiling(TravelMode.BIKE, 30, 1_000, Said.PASS),
                ceiling(TravelMode.BIKE, 30, 1_001, Said.ESCALATE),
                ceiling(TravelMode.EV, 40, 20_000, Said.PASS),
                ceiling(TravelMode.EV, 40, 20_001, Said.ESCALATE),
                ceiling(TravelMode.EV, 1_440, 20_000, Said.PASS),
                ceiling(TravelMode.EV, 1_441, 40_000, Said.PASS),
                ceiling(TravelMode.EV, 1_441, 40_001, Said.ESCALATE),
                ceiling(TravelMode.CHAUFFEUR, 120, 30_000, Said.PASS),
                ceiling(TravelMode.CHAUFFEUR, 120, 30_001, Said.ESCALATE),
                ceiling(TravelMode.CHAUFFEUR, 240, 40_000, Said.PASS),
                ceiling(TravelMode.CHAUFFEUR, 240, 40_001, Said.ESCALATE),
                ceiling(TravelMode.CHAUFFEUR, 241, 70_000, Said.PASS),
                ceiling(TravelMode.CHAUFFEUR, 241, 70_001, Said.ESCALATE),
                fails(
                        "PR-31",
                        Said.ESCALATE,
                        "far above",
                        trip().but(t -> t.fen = 90_000).put()));
    }

    private static Stream<Case> budget() {
        return Stream.of(
                passes("PR-34", "plenty left", trip().put()),
                boundary(
                        "PR-34",
                        Said.PASS,
                        "just enough",
                        trip().but(t -> t.budgets.put(Asked.COST_CENTRE, 2_000L))
                                .put()),
                boundary(
                        "PR-34",
                        Said.BLOCK,
                        "a fen short",
                        trip().but(t -> t.budgets.put(Asked.COST_CENTRE, 1_999L))
                                .put()),
                boundary(
                        "PR-34",
                        Said.BLOCK,
                        "enough for the price and a fen short of what is held",
                        trip().but(t -> t.budgets.put(Asked.COST_CENTRE, 2_499L))
                                .but(t -> t.hold = OptionalLong.of(2_500))
                                .put()),
                boundary(
                        "PR-34",
                        Said.PASS,
                        "nothing for nothing",
                        trip().but(t -> t.budgets.put(Asked.COST_CENTRE, 0L))
                                .but(t -> t.fen = 0)
                                .put()),
                fails(
                        "PR-34",
                        Said.BLOCK,
                        "empty, another budget has enough",
                        trip().but(t -> t.budgets.put(Asked.COST_CENTRE, 0L))
                                .but(t -> t.budgets.put("GOA-01-30231-2026", 9_000L))
                                .put()),
                fails(
                        "PR-34",
                        Said.BLOCK,
                        "overdrawn, and no other",
                        trip().but(t -> t.budgets.put(Asked.COST_CENTRE, -5L)).put()),
                fails(
                        "PR-34",
                        Said.BLOCK,
                        "no such budget",
                        trip().but(t -> t.costCentre = Optional.of("X")).put()));
    }
}
