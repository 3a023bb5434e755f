package org.twinloop.trip.approval.rule;

import static org.twinloop.trip.approval.rule.Asked.chauffeured;
import static org.twinloop.trip.approval.rule.Asked.trip;
import static org.twinloop.trip.approval.rule.Case.boundary;
import static org.twinloop.trip.approval.rule.Case.fails;
import static org.twinloop.trip.approval.rule.Case.passes;
import static org.twinloop.trip.approval.rule.Case.unknown;
import static org.twinloop.trip.approval.rule.MoneyCases.to;

import java.util.stream.Stream;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.PolicyResult.Said;

/** PR-32 and PR-33: bands of distance, and where the railway goes. */
final class WayCases {

    private WayCases() {}

    static Stream<Case> all() {
        return Stream.concat(bands(), railway());
    }

    private static Stream<Case> bands() {
        return Stream.of(
                passes("PR-32", "a rental car for twelve kilometres", trip().put()),
                passes(
                        "PR-32",
                        "a group with a driver",
                        chauffeured()
                                .but(t -> t.distanceM = 5_000)
                                .but(t -> t.people = 3)
                                .put()),
                boundary(
                        "PR-32",
                        Said.PASS,
                        "three kilometres",
                        trip().but(t -> t.distanceM = 3_000).put()),
                boundary(
                        "PR-32",
                        Said.WARN,
                        "a metre less",
                        trip().but(t -> t.distanceM = 2_999).put()),
                boundary(
                        "PR-32",
                        Said.WARN,
                        "a driver for fifteen",
                        chauffeured().but(t -> t.distanceM = 15_000).put()),
                boundary(
                        "PR-32",
                        Said.PASS,
                        "a driver for a metre more",
                        chauffeured().but(t -> t.distanceM = 15_001).put()),
                fails(
                        "PR-32",
                        Said.WARN,
                        "a car for eight hundred metres",
                        trip().but(t -> t.distanceM = 800).put()));
    }

    private static Stream<Case> railway() {
        return Stream.of(
                passes("PR-33", "within the city", trip().put()),
                passes(
                        "PR-33",
                        "by train",
                        trip().but(to("南京"))
                                .but(t -> t.mode = TravelMode.TRANSIT_ESTIMATE)
                                .put()),
                boundary(
                        "PR-33",
                        Said.ESCALATE,
                        "the last town on the line",
                        trip().but(to("昆山")).put()),
                boundary(
                        "PR-33",
                        Said.PASS,
                        "the district before it",
                        trip().but(to("嘉定")).put()),
                fails(
                        "PR-33",
                        Said.ESCALATE,
                        "a stop on the line",
                        trip().by("昆山").put()),
                fails(
                        "PR-33",
                        Said.ESCALATE,
                        "by car to Nanjing",
                        chauffeured().but(to("南京")).put()),
                unknown(
                        "PR-33",
                        "nobody knows where that is",
                        trip().but(to(null)).put()));
    }
}
