package org.twinloop.trip.approval.rule;

import static org.twinloop.trip.approval.rule.Asked.chauffeured;
import static org.twinloop.trip.approval.rule.Asked.trip;
import static org.twinloop.trip.approval.rule.Case.boundary;
import static org.twinloop.trip.approval.rule.Case.fails;
import static org.twinloop.trip.approval.rule.Case.passes;
import static org.twinloop.trip.approval.rule.Case.unknown;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.Observation.Charge;
import org.twinloop.trip.approval.rule.Observation.DayOfOrders;
import org.twinloop.trip.approval.rule.Observation.Movement;
import org.twinloop.trip.approval.rule.Observation.Order;
import org.twinloop.trip.approval.rule.Observation.Parking;
import org.twinloop.trip.approval.rule.Observation.Service;
import org.twinloop.trip.approval.rule.PolicyQuestion.ElectricCar;
import org.twinloop.trip.approval.rule.PolicyQuestion.Licence;
import org.twinloop.trip.approval.rule.PolicyResult.Said;

/** Cars, drivers and what is looked at afterwards: PR-12, PR-13, PR-24, PR-25, PR-35, PR-47, PR-50, PR-53, PR-62. */
final class CarCases {
    private static final Instant NOON = at("2026-11-23T12:00");
    private static final UUID WANG = new UUID(1, 1);
    private static final UUID ZHAO = new UUID(1, 2);

    private CarCases() {}

    static Stream<Case> all() {
        return Stream.of(
                        moving(),
                        parking(),
                        kept(),
                        onePerson(),
                        electric(),
                        licences(),
                        driver(),
                        charging(),
                        loops(),
                        split())
                .flatMap(cases -> cases);
    }

    private static Instant at(String local) {
        return Question.instant(LocalDateTime.parse(local));
    }

    private static Movement moved(double metres, int fixes, double hdop, boolean ordered) {
        return new Movement(NOON, metres, fixes, OptionalDouble.of(hdop), ordered);
    }

    private static Stream<Case> moving() {
        return Stream.of(
                passes("PR-12", "under an order", moved(9_000, 9, 1, true)),
                passes("PR-12", "a poor fix", moved(9_000, 9, 5.1, false)),
                boundary("PR-12", Said.PASS, "fifty metres", moved(50, 2, 1, false)),
                boundary("PR-12", Said.FINDING, "a little more", moved(50.1, 2, 1, false)),
                boundary("PR-12", Said.PASS, "one fix", moved(80, 1, 1, false)),
                boundary("PR-12", Said.FINDING, "the poorest fix that counts", moved(80, 2, 5.0, false)),
                fails("PR-12", Said.FINDING, "off and away", moved(9_000, 20, 1, false)),
                unknown("PR-12", "no accuracy", new Movement(NOON, 80, 2, OptionalDouble.empty(), false)));
    }

    private static Parking parked(String local, double beyondM, boolean ordered) {
        return new Parking(at(local), OptionalDouble.of(beyondM), ordered);
    }

    private static Stream<Case> parking() {
        return Stream.of(
                passes("PR-13", "out at noon", parked("2026-11-23T12:00", 9_000, false)),
                passes("PR-13", "out under an order", parked("2026-11-23T22:30", 9_000, true)),
                boundary("PR-13", Said.PASS, "a minute before ten", parked("2026-11-23T21:59", 9_000, false)),
                boundary("PR-13", Said.FINDING, "ten sharp", parked("2026-11-23T22:00", 9_000, false)),
                boundary("PR-13", Said.PASS, "at the edge of the fence", parked("2026-11-23T22:00", 200, false)),
                boundary("PR-13", Said.FINDING, "just beyond", parked("2026-11-23T22:00", 200.5, false)),
                boundary(
                        "PR-13",
                        Said.PASS,
                        "a make-up Saturday is a working day",
                        parked("2026-10-10T12:00", 9_000, false)),
                fails("PR-13", Said.FINDING, "any hour of a holiday", parked("2026-10-03T09:00", 9_000, false)),
                unknown(
                        "PR-13",
                        "nobody knows where it is",
                        new Parking(at("2026-11-23T22:00"), OptionalDouble.empty(), false)));
    }

    private static Consumer<Asked> keptFor(PurposeCategory registered, PurposeCategory purpose) {
        return t -> {
            t.retained = true;
            t.keptFor = Optional.ofNullable(registered);
            t.category = Optional.of(purpose);
        };
    }

    private static Stream<Case> kept() {
        return Stream.of(
                passes("PR-24", "a rental car", trip().put()),
                passes(
                        "PR-24",
                        "mail in the mail car",
                        trip().but(keptFor(PurposeCategory.CONFIDENTIAL, PurposeCategory.CONFIDENTIAL))
                                .put()),
                boundary(
                        "PR-24",
                        Said.PASS,
                        "enforcement in a car kept for no single purpose",
                        trip().but(keptFor(null, PurposeCategory.ENFORCEMENT)).put()),
                boundary(
                        "PR-24",
                        Said.BLOCK,
                        "enforcement in the mail car",
                        trip().but(keptFor(PurposeCategory.CONFIDENTIAL, PurposeCategory.ENFORCEMENT))
                                .put()),
                fails(
                        "PR-24",
                        Said.BLOCK,
                        "a meeting in a kept car",
                        trip().but(keptFor(null, PurposeCategory.MEETING)).put()));
    }

    /** November 2026 has 21 working days, October 18 with its make-up Saturday. */
    private static Service served(YearMonth month, int days) {
        return new Service(NOON, month, days);
    }

    private static Stream<Case> onePerson() {
        YearMonth november = YearMonth.of(2026, 11);
        return Stream.of(
                passes("PR-25", "now and then", served(november, 5)),
                boundary("PR-25", Said.PASS, "12 of 21", served(november, 12)),
                boundary("PR-25", Said.FINDING, "13 of 21", served(november, 13)),
                boundary("PR-25", Said.PASS, "12 of 20 is sixty per cent", served(YearMonth.of(2026, 6), 12)),
                fails("PR-25", Said.FINDING, "every day", served(november, 21)));
    }

    private static Consumer<Asked> petrolBeside(double minutes, double rangeKm) {
        return t -> {
            t.electric = Optional.of(false);
            t.distanceM = 20_000;
            t.electricCars = Optional.of(List.of(new ElectricCar(minutes, OptionalDouble.of(rangeKm))));
        };
    }

    private static Stream<Case> electric() {
        return Stream.of(
                passes("PR-35", "electric", trip().put()),
                passes(
                        "PR-35",
                        "no vehicle",
                        trip().but(t -> t.mode = TravelMode.WALK).put()),
                boundary(
                        "PR-35",
                        Said.WARN,
                        "1.3 × 20 km + 15 km of range, 15 minutes off",
                        trip().but(petrolBeside(15, 41)).put()),
                boundary(
                        "PR-35",
                        Said.PASS,
                        "a little less range",
                        trip().but(petrolBeside(15, 40.9)).put()),
                boundary(
                        "PR-35",
                        Said.PASS,
                        "a little farther off",
                        trip().but(petrolBeside(15.1, 41)).put()),
                fails(
                        "PR-35",
                        Said.WARN,
                        "petrol beside a full electric car",
                        trip().but(petrolBeside(2, 300)).put()),
                unknown("PR-35", "what a car service sends", chauffeured().put()),
                unknown(
                        "PR-35",
                        "nobody looked for electric cars",
                        trip().but(t -> t.electric = Optional.of(false)).put()));
    }

    private static Consumer<Asked> licence(String type, String until, Integer points) {
        return t -> t.licence = new Licence(
                Optional.ofNullable(type),
                Optional.ofNullable(until).map(LocalDate::parse),
                points == null ? OptionalInt.empty() : OptionalInt.of(points));
    }

    private static Stream<Case> licences() {
        return Stream.of(
                passes("PR-47", "C1", trip().put()),
                passes(
                        "PR-47",
                        "a lorry licence",
                        trip().but(licence("A2", "2030-01-01", 0)).put()),
                passes(
                        "PR-47",
                        "who is driven needs none",
                        chauffeured().but(t -> t.licence = Licence.NONE).put()),
                boundary(
                        "PR-47",
                        Said.PASS,
                        "valid on the last day",
                        trip().but(licence("C1", "2026-11-23", 0)).put()),
                boundary(
                        "PR-47",
                        Said.BLOCK,
                        "expired the day before",
                        trip().but(licence("C1", "2026-11-22", 0)).put()),
                boundary(
                        "PR-47",
                        Said.PASS,
                        "eleven points",
                        trip().but(licence("C1", "2027-01-01", 11)).put()),
                boundary(
                        "PR-47",
                        Said.BLOCK,
                        "twelve points",
                        trip().but(licence("C1", "2027-01-01", 12)).put()),
                fails(
                        "PR-47",
                        Said.BLOCK,
                        "a motorcycle licence",
                        trip().but(licence("D", "2030-01-01", 0)).put()),
                fails(
                        "PR-47",
                        Said.BLOCK,
                        "none on record",
                        trip().but(t -> t.licence = Licence.NONE).put()),
                fails(
                        "PR-47",
                        Said.BLOCK,
                        "left the unit",
                        trip().but(t -> t.unit = Optional.empty()).put()),
                unknown(
                        "PR-47",
                        "points never came",
                        trip().but(licence("C1", "2027-01-01", null)).put()));
    }

    private static DriverQuestion opens(UUID who, boolean member, String until) {
        Licence licence = new Licence(Optional.of("C1"), Optional.of(LocalDate.parse(until)), OptionalInt.of(0));
        return new DriverQuestion(
                NOON, new DriverQuestion.Request(who), new DriverQuestion.Facts(WANG, member, licence));
    }

    private static Stream<Case> driver() {
        return Stream.of(
                passes("PR-47", "the named driver opens", opens(WANG, true, "2030-01-01")),
                boundary("PR-47", Said.PASS, "on the last day of the licence", opens(WANG, true, "2026-11-23")),
                fails("PR-47", Said.BLOCK, "somebody else opens", opens(ZHAO, true, "2030-01-01")),
                fails("PR-47", Said.BLOCK, "expired yesterday", opens(WANG, true, "2026-11-22")),
                fails("PR-47", Said.BLOCK, "suspended", opens(WANG, false, "2030-01-01")));
    }

    private static Charge charge(boolean entitled, double wh, double startSoc, double afterFull) {
        return new Charge(
                NOON,
                entitled,
                wh,
                Optional.of(45_000),
                OptionalDouble.of(startSoc),
                100,
                OptionalDouble.of(afterFull));
    }

    /** From 20 % to 100 % of 45 kWh are 36 kWh; at 0.9 that is 40 kWh at the meter, and 44 with the slack. */
    private static Stream<Case> charging() {
        return Stream.of(
                passes("PR-50", "what the battery takes", charge(true, 40_000, 20, 0)),
                boundary("PR-50", Said.PASS, "the last watt-hour", charge(true, 43_999, 20, 0)),
                boundary("PR-50", Said.FINDING, "one too many", charge(true, 44_001, 20, 0)),
                fails("PR-50", Said.FINDING, "a stranger's car", charge(false, 5_000, 50, 0)),
                fails("PR-50", Said.FINDING, "more than a full battery", charge(true, 90_000, 0, 0)),
                unknown(
                        "PR-50",
                        "nobody knows the state of charge",
                        new Charge(
                                NOON,
                                true,
                                40_000,
                                Optional.of(45_000),
                                OptionalDouble.empty(),
                                100,
                                OptionalDouble.empty())),
                passes("PR-53", "unplugged in time", charge(true, 5_000, 50, 5)),
                boundary("PR-53", Said.PASS, "thirty minutes", charge(true, 5_000, 50, 30)),
                boundary("PR-53", Said.WARN, "a little longer", charge(true, 5_000, 50, 30.5)),
                fails("PR-53", Said.WARN, "all afternoon", charge(true, 5_000, 50, 240)));
    }

    private static Stream<Case> loops() {
        Consumer<Asked> inner = t -> t.innerPile = true;
        return Stream.of(
                passes("PR-53", "no inner pile", trip().put()),
                passes(
                        "PR-53",
                        "a fleet car at an inner pile",
                        trip().but(inner).put()),
                boundary(
                        "PR-53",
                        Said.PASS,
                        "a rented car of a unit's person",
                        trip().but(inner).but(t -> t.fleet = false).put()),
                fails(
                        "PR-53",
                        Said.BLOCK,
                        "a rented car of nobody's",
                        chauffeured()
                                .but(inner)
                                .but(t -> t.fleet = false)
                                .but(t -> t.unit = Optional.empty())
                                .put()));
    }

    private static DayOfOrders orders(int count, long fen, int gapMinutes, boolean apart) {
        List<Order> orders = new ArrayList<>();
        Instant from = at("2026-11-23T08:00");
        for (int i = 0; i < count; i++) {
            Instant to = from.plusSeconds(1_800);
            String place = apart ? "地点" + i : "政府";
            orders.add(new Order(from, to, Optional.of(place), Optional.of(apart ? "别处" + i : "政府"), fen, 20_000));
            from = to.plusSeconds(gapMinutes * 60L);
        }
        return new DayOfOrders(NOON, orders);
    }

    private static Stream<Case> split() {
        return Stream.of(
                passes("PR-62", "one order", orders(1, 18_000, 30, true)),
                passes("PR-62", "four small ones", orders(4, 3_000, 30, true)),
                boundary("PR-62", Said.PASS, "three orders", orders(3, 18_000, 30, true)),
                boundary("PR-62", Said.FINDING, "four orders, two hours apart", orders(4, 18_000, 120, true)),
                boundary("PR-62", Said.PASS, "a minute farther apart", orders(4, 18_000, 121, true)),
                boundary("PR-62", Said.PASS, "together just at the ceiling", orders(4, 5_000, 30, true)),
                boundary("PR-62", Said.FINDING, "together a little above", orders(4, 5_001, 30, true)),
                fails(
                        "PR-62",
                        Said.FINDING,
                        "far apart in time, from where the last ended",
                        orders(4, 18_000, 150, false)),
                passes("PR-62", "orders that were above the ceiling were decided about", orders(4, 21_000, 30, true)));
    }
}
