package org.twinloop.trip.heal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.planning.Plan;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlannedOption;

/** To which cars somebody may be moved without being asked. */
class EqualCarTest {
    private static final Instant LEAVE = Instant.parse("2026-11-23T02:30:00Z");
    private static final Instant ARRIVE = Instant.parse("2026-11-23T03:00:00Z");
    private static final UUID OPERATOR = new UUID(1, 1);
    private static final UUID LIST = new UUID(2, 2);
    private static final GeoPoint BAY = new GeoPoint(121.47, 31.23);
    private static final EqualCar RULE = new EqualCar(600, Duration.ofMinutes(15), 10);

    /** A car on offer; what it differs in from the promised one is said where it is made. */
    private record Car(
            int seats,
            UUID operator,
            UUID list,
            boolean ours,
            boolean retained,
            boolean innerPile,
            long fen,
            Duration later,
            GeoPoint at) {

        static Car same() {
            return new Car(5, OPERATOR, LIST, true, false, false, 2_000, Duration.ZERO, BAY);
        }

        Car seats(int other) {
            return new Car(other, operator, list, ours, retained, innerPile, fen, later, at);
        }

        Car operator(UUID other) {
            return new Car(seats, other, list, ours, retained, innerPile, fen, later, at);
        }

        Car list(UUID other) {
            return new Car(seats, operator, other, ours, retained, innerPile, fen, later, at);
        }

        Car ours(boolean other) {
            return new Car(seats, operator, list, other, retained, innerPile, fen, later, at);
        }

        Car retained(boolean other) {
            return new Car(seats, operator, list, ours, other, innerPile, fen, later, at);
        }

        Car innerPile(boolean other) {
            return new Car(seats, operator, list, ours, retained, other, fen, later, at);
        }

        Car fen(long other) {
            return new Car(seats, operator, list, ours, retained, innerPile, other, later, at);
        }

        Car later(int minutes) {
            return new Car(seats, operator, list, ours, retained, innerPile, fen, Duration.ofMinutes(minutes), at);
        }

        Car at(double lon) {
            return new Car(seats, operator, list, ours, retained, innerPile, fen, later, new GeoPoint(lon, BAY.lat()));
        }

        PlannedOption option() {
            return option(UUID.randomUUID());
        }

        PlannedOption option(UUID vehicle) {
            Instant departAt = LEAVE.plus(later);
            Instant arriveAt = ARRIVE.plus(later);
            PlanOption.Stage drive = new PlanOption.Stage(
                    PlanOption.StageKind.DRIVE,
                    "A",
                    "B",
                    at,
                    BAY,
                    departAt,
                    arriveAt,
                    5_000,
                    1_800,
                    false,
                    "",
                    List.of());
            PlanOption shown = new PlanOption(
                    UUID.randomUUID(),
                    TravelMode.EV,
                    true,
                    null,
                    List.of(),
                    departAt,
                    arriveAt,
                    1_800,
                    5_000,
                    fen,
                    2 * fen,
                    List.of(),
                    0,
                    "",
                    60.0,
                    55.0,
                    65.0,
                    15.0,
                    false,
                    List.of(drive),
                    null,
                    null,
                    null,
                    "",
                    "",
                    null,
                    List.of(),
                    null);
            return new PlannedOption(shown, terms(vehicle, departAt, arriveAt));
        }

        private BookingTerms terms(UUID vehicle, Instant departAt, Instant arriveAt) {
            return new BookingTerms(
                    departAt.minusSeconds(600),
                    arriveAt.plusSeconds(1_800),
                    operator,
                    "CAR_SHARE",
                    list,
                    "COMPACT",
                    vehicle,
                    new UUID(3, 3),
                    List.of(),
                    ours,
                    retained,
                    seats,
                    innerPile,
                    5.0,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    null);
        }
    }

    private static Promise promise(Car booked, int passengers) {
        return promise(booked, passengers, Unfit.LATE_PREDECESSOR);
    }

    private static Promise promise(Car booked, int passengers, Unfit unfit) {
        return new Promise(
                new UUID(0, 1),
                new UUID(0, 2),
                new UUID(0, 3),
                new UUID(0, 4),
                unfit,
                booked.option(new UUID(0, 5)),
                wish(),
                new Promise.Terms(LEAVE, ARRIVE, ARRIVE.plusSeconds(1_800), passengers, 2_000, 4_000),
                Optional.empty(),
                false,
                false);
    }

    private static PlanRequest wish() {
        PlanRequest.Spot spot = new PlanRequest.Spot(null, "A", null, BAY, null);
        return new PlanRequest(
                spot,
                spot,
                LEAVE,
                Optional.empty(),
                2,
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static boolean isEqual(Car other) {
        return RULE.isEqual(other.option(), promise(Car.same(), 2));
    }

    @Test
    void another_car_of_the_same_terms_is_equal() {
        assertTrue(isEqual(Car.same()));
        assertTrue(isEqual(Car.same().seats(2)), "seats enough for those who ride");
        assertTrue(isEqual(Car.same().fen(1_500).list(new UUID(9, 9))), "cheaper by another list");
    }

    @Test
    void the_unfit_car_is_not_its_own_substitute() {
        assertFalse(RULE.isEqual(Car.same().option(new UUID(0, 5)), promise(Car.same(), 2)));
    }

    @Test
    void the_unfit_car_is_not_offered_but_one_whose_pile_was_lost_is() {
        Plan plan = new Plan(
                new UUID(6, 1),
                new UUID(0, 2),
                new UUID(0, 3),
                LEAVE,
                ARRIVE,
                1,
                "hash",
                wish(),
                List.of(Car.same().option(new UUID(0, 5)), Car.same().option()),
                List.of());

        assertEquals(
                1,
                HealOffer.choices(plan, promise(Car.same(), 2, Unfit.BLOCKED)).size());
        assertEquals(
                2,
                HealOffer.choices(plan, promise(Car.same(), 2, Unfit.PILE_BROKEN))
                        .size());
    }

    @Test
    void another_owner_or_calendar_is_not_equal() {
        assertFalse(isEqual(Car.same().operator(new UUID(8, 8))));
        assertFalse(isEqual(Car.same().ours(false)));
        assertFalse(isEqual(Car.same().retained(true)));
        assertFalse(isEqual(Car.same().innerPile(true)), "a pile of the inner loop is a right of its own");
        assertFalse(
                RULE.isEqual(Car.same().option(), promise(Car.same().ours(false), 2)),
                "an operator's calendar is asked by a person");
    }

    @Test
    void nobody_is_left_without_a_seat() {
        assertFalse(isEqual(Car.same().seats(1)));
    }

    @Test
    void the_price_is_not_higher_but_for_the_way_from_where_it_stands() {
        assertTrue(isEqual(Car.same().fen(2_200)));
        assertFalse(isEqual(Car.same().fen(2_201)));
        assertFalse(isEqual(Car.same().fen(2_001).list(new UUID(9, 9))));
    }

    @Test
    void it_leaves_and_arrives_about_when_it_was_promised() {
        assertTrue(isEqual(Car.same().later(15)));
        assertFalse(isEqual(Car.same().later(16)));
        assertTrue(isEqual(Car.same().later(-15)));
        assertFalse(isEqual(Car.same().later(-16)));
    }

    @Test
    void it_stands_near_the_promised_one_and_the_nearest_comes_first() {
        Car near = Car.same().at(BAY.lon() + 0.001);
        Car far = Car.same().at(BAY.lon() + 0.005);
        Car beyond = Car.same().at(BAY.lon() + 0.01);

        List<PlannedOption> found = RULE.among(
                List.of(beyond.option(new UUID(7, 3)), far.option(new UUID(7, 2)), near.option(new UUID(7, 1))),
                promise(Car.same(), 2));

        assertEquals(
                List.of(new UUID(7, 1), new UUID(7, 2)),
                found.stream().map(option -> option.terms().vehicleId()).toList());
    }

    @Test
    void a_trip_that_keeps_its_car_longer_asks_for_as_long() {
        Promise usual = promise(Car.same(), 2);
        Promise longer = new Promise(
                usual.tripId(),
                usual.unitId(),
                usual.travellerId(),
                usual.bookingId(),
                usual.unfit(),
                usual.planned(),
                usual.request(),
                new Promise.Terms(LEAVE, ARRIVE, ARRIVE.plusSeconds(7_200), 2, 2_000, 9_000),
                Optional.of(LEAVE),
                true,
                false);

        assertEquals(Optional.empty(), usual.wish(LEAVE.minusSeconds(60)).returnBy());
        assertEquals(
                Optional.of(ARRIVE.plusSeconds(7_200)),
                longer.wish(LEAVE.minusSeconds(60)).returnBy());
        assertEquals(LEAVE.plusSeconds(60), usual.wish(LEAVE.plusSeconds(60)).departAt(), "never in the past");
        assertFalse(RULE.isEqual(Car.same().option(), longer), "shorter than the trip keeps its car");
    }

    @Test
    void nobody_is_told_the_same_twice_but_hears_of_a_way_out() {
        Promise asked = promise(Car.same(), 2);
        Promise stranded = told(asked, true);
        Promise offered = told(asked, false);

        assertFalse(asked.isTold(LEAVE, false), "not told yet");
        assertTrue(stranded.isTold(LEAVE.minusSeconds(1), false), "still nothing");
        assertFalse(stranded.isTold(LEAVE.minusSeconds(1), true), "there is something now");
        assertTrue(offered.isTold(LEAVE.minusSeconds(1), true));
        assertFalse(offered.isTold(LEAVE, true), "the offer has run out");
    }

    private static Promise told(Promise promise, boolean stranded) {
        return new Promise(
                promise.tripId(),
                promise.unitId(),
                promise.travellerId(),
                promise.bookingId(),
                promise.unfit(),
                promise.planned(),
                promise.request(),
                promise.terms(),
                Optional.of(LEAVE),
                stranded,
                false);
    }
}
