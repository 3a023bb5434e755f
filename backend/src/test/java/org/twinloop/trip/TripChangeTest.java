package org.twinloop.trip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.twinloop.common.ProblemException;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.chain.Asking;
import org.twinloop.trip.approval.chain.Extension;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Change;
import org.twinloop.trip.approval.rule.PolicyQuestion;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.approval.rule.PolicyResult.Outcome;
import org.twinloop.trip.approval.rule.ShippedPolicy;

/** How long a car may be kept, and who is asked about it. */
class TripChangeTest {
    private static final Instant MORNING = Instant.parse("2026-11-23T02:00:00Z");
    private static final Instant EVENING = Instant.parse("2026-11-23T13:30:00Z");
    private static final Duration MAX = Duration.ofHours(12);
    private static final long HELD_FEN = 4_000;
    private static final long PRICE_FEN = 1_900;

    @Test
    void extensions_are_measured_from_what_was_booked_or_approved_and_never_add_up() {
        Instant booked = MORNING.plus(Duration.ofHours(1));
        assertEquals(booked.plus(MAX), Extension.latest(booked, Optional.empty(), MAX));
        Instant approved = booked.plus(Duration.ofHours(3));
        assertEquals(approved.plus(MAX), Extension.latest(booked, Optional.of(until(approved)), MAX));
        assertEquals(booked.plus(MAX), Extension.latest(booked, Optional.of(until(MORNING)), MAX));
    }

    @Test
    void on_the_way_the_longer_time_is_judged_without_asking_whether_the_departure_lies_ahead() {
        Instant onTheWay = MORNING.plus(Duration.ofHours(2));
        PolicyQuestion late = Extension.longer(trip(MORNING), onTheWay.plus(MAX), PRICE_FEN, HELD_FEN, onTheWay);
        assertEquals(MORNING.minus(Duration.ofHours(1)), late.askedAt());
        assertEquals(onTheWay.plus(MAX), late.journey().arriveAt());
        assertEquals(PRICE_FEN, late.journey().estimateFen());
        assertEquals(OptionalLong.of(HELD_FEN), late.journey().holdFen());
        assertEquals(Outcome.IN_POLICY, said(late).outcome());

        Instant before = MORNING.minus(Duration.ofMinutes(30));
        assertEquals(
                before,
                Extension.longer(trip(MORNING), onTheWay, PRICE_FEN, HELD_FEN, before)
                        .askedAt());
    }

    @Test
    void what_wants_a_person_is_asked_on_the_way_too_but_does_not_wait_and_a_long_trip_asks_two_levels() {
        Instant onTheWay = EVENING.plus(Duration.ofHours(1));
        PolicyQuestion shortly = Extension.longer(trip(EVENING), onTheWay, PRICE_FEN, HELD_FEN, onTheWay);
        PolicyQuestion overnight = Extension.longer(trip(EVENING), onTheWay.plus(MAX), PRICE_FEN, HELD_FEN, onTheWay);

        assertEquals(new Asking(1, false), Asking.judged(said(shortly), false, false));
        assertEquals(new Asking(2, false), Asking.judged(said(overnight), false, false));
        assertEquals(new Asking(2, true), Asking.judged(said(overnight), false, true));
        assertFalse(Asking.judged(said(overnight), true, false).asks());
    }

    @Test
    void what_policy_blocks_is_refused_even_while_somebody_is_asked() {
        PolicyQuestion beyondTheBudget =
                Extension.longer(trip(MORNING), MORNING.plus(MAX), PRICE_FEN, 6_000_000, MORNING);

        assertThrows(ProblemException.class, () -> Asking.judged(said(beyondTheBudget), true, false));
    }

    private static PolicyResult said(PolicyQuestion question) {
        return ShippedPolicy.version().judge(question);
    }

    private static Change.Facts until(Instant to) {
        return new Change.Facts(Set.of("PL-G03"), MORNING, to, TravelMode.EV, HELD_FEN);
    }

    /** A trip of two by a rental car of the fleet, asked for an hour ahead. */
    private static PolicyQuestion trip(Instant departAt) {
        return new PolicyQuestion(
                departAt.minus(Duration.ofHours(1)),
                Optional.empty(),
                PolicyQuestion.Stage.SUBMIT,
                new PolicyQuestion.Journey(
                        TravelMode.EV,
                        departAt,
                        departAt.plus(Duration.ofMinutes(40)),
                        Optional.of(new PolicyQuestion.End("市府大厦", Optional.of("黄浦"))),
                        Optional.of(new PolicyQuestion.End("静安政协", Optional.of("静安"))),
                        12_000,
                        Optional.of(new PolicyQuestion.Car(5, false, Optional.empty(), true, Optional.of(true), false)),
                        2_000,
                        OptionalLong.of(2_500),
                        Optional.of("GOA-01-30239-2026"),
                        List.of()),
                new PolicyQuestion.Purpose(
                        Optional.of(PurposeCategory.MEETING),
                        Optional.of("参加虹桥枢纽协调会"),
                        Optional.empty(),
                        2,
                        false,
                        Optional.empty()),
                new PolicyQuestion.Applicant(
                        Optional.of("GOA-01"),
                        Optional.of(true),
                        Set.of(),
                        new PolicyQuestion.Licence(
                                Optional.of("C1"), Optional.of(LocalDate.of(2027, 1, 1)), OptionalInt.of(3)),
                        Optional.of(List.of())),
                new PolicyQuestion.Facts(
                        OptionalLong.empty(),
                        Optional.of(Map.of("GOA-01-30239-2026", 5_000_000L)),
                        Optional.empty(),
                        Optional.empty()));
    }
}
