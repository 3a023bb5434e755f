package org.twinloop.trip.approval.rule;

import static org.twinloop.trip.approval.rule.Asked.chauffeured;
import static org.twinloop.trip.approval.rule.Asked.trip;
import static org.twinloop.trip.approval.rule.Case.boundary;
import static org.twinloop.trip.approval.rule.Case.fails;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.twinloop.trip.approval.rule.PolicyResult.Said;

/** Whoever has time to ask is no emergency. */
final class EmergencyCases {
    private EmergencyCases() {}

    static Stream<Case> all() {
        return Stream.of(
                fails(
                        "PR-01",
                        Said.BLOCK,
                        "an emergency of next week that only names its category",
                        trip().emergency()
                                .but(t -> t.ahead = Duration.ofDays(7))
                                .but(t -> t.text = Optional.of("应急"))
                                .put()),
                boundary(
                        "PR-04",
                        Said.PASS,
                        "an emergency in 30 minutes",
                        trip().emergency()
                                .but(t -> t.ahead = Duration.ofMinutes(30))
                                .put()),
                boundary(
                        "PR-04",
                        Said.BLOCK,
                        "an emergency in 30 minutes and a second",
                        trip().emergency()
                                .but(t -> t.ahead = Duration.ofSeconds(1_801))
                                .put()),
                fails(
                        "PR-04",
                        Said.BLOCK,
                        "an emergency in three weeks",
                        trip().emergency()
                                .but(t -> t.ahead = Duration.ofDays(21))
                                .put()),
                fails(
                        "PR-04",
                        Said.BLOCK,
                        "an emergency of eleven minutes ago, at night",
                        trip().on("2026-11-23T22:00")
                                .emergency()
                                .but(t -> t.ahead = Duration.ofMinutes(-11))
                                .put()),
                fails(
                        "PR-20",
                        Said.BLOCK,
                        "a meeting tomorrow, marked as an emergency",
                        chauffeured()
                                .emergency()
                                .but(t -> t.ahead = Duration.ofDays(1))
                                .put()));
    }
}
