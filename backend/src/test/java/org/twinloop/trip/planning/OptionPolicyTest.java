package org.twinloop.trip.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.identity.personnel.PersonnelFile;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.register.PolicyRegister;
import org.twinloop.trip.approval.register.PolicyRegister.Kept;
import org.twinloop.trip.approval.register.PolicyRegister.Powered;
import org.twinloop.trip.approval.rule.ShippedPolicy;
import org.twinloop.trip.planning.OptionPolicy.Beside;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.BookingTerms.Electric;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlanOption.Stage;
import org.twinloop.trip.planning.option.PlanOption.StageKind;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlannedOption;

/** What policy is told of an option: the registers of cars (PR-24, PR-35) and the electric cars beside it. */
class OptionPolicyTest {
    private static final UUID CAR = new UUID(0, 1);
    private static final UUID COMPANY = new UUID(0, 2);
    private static final Instant LEAVE = Instant.parse("2026-11-23T02:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-11-23");
    private static final GeoPoint HERE = new GeoPoint(121.47, 31.23);

    @Test
    void a_kept_car_serves_the_purpose_it_is_registered_for_from_its_day_on() {
        PolicyRegister training = new PolicyRegister(List.of(new Kept(CAR, DAY, PurposeCategory.TRAINING)), List.of());

        assertEquals("BLOCK", kept(PolicyRegister.EMPTY, PurposeCategory.TRAINING), "the list of the edition holds");
        assertEquals("PASS", kept(PolicyRegister.EMPTY, PurposeCategory.CONFIDENTIAL));
        assertEquals("PASS", kept(training, PurposeCategory.TRAINING));
        assertEquals("BLOCK", kept(training, PurposeCategory.CONFIDENTIAL), "and nothing else");
        PolicyRegister tomorrow =
                new PolicyRegister(List.of(new Kept(CAR, DAY.plusDays(1), PurposeCategory.TRAINING)), List.of());
        assertEquals("BLOCK", kept(tomorrow, PurposeCategory.TRAINING), "not yet");
    }

    @Test
    void petrol_gives_way_to_an_electric_car_in_reach_and_nothing_is_guessed() {
        // 10 km need 1.3 times as much and 15 km more: 28 km within 15 minutes.
        assertEquals("UNKNOWN", driven(PolicyRegister.EMPTY, List.of(new Electric(5, 100.0))));
        assertEquals("PASS", driven(powered(true), List.of(new Electric(5, 100.0))));
        assertEquals("WARN", driven(powered(false), List.of(new Electric(15, 28.0))));
        assertEquals("PASS", driven(powered(false), List.of(new Electric(15, 27.9))));
        assertEquals("PASS", driven(powered(false), List.of(new Electric(15.1, 100.0))));
        assertEquals("PASS", driven(powered(false), List.of(new Electric(5, null))), "how far it goes is not known");
        assertEquals("PASS", driven(powered(false), List.of()));
    }

    @Test
    void electric_cars_are_those_that_can_be_booked_with_the_way_there_and_as_far_as_they_go() {
        PlannedOption petrol = option(TravelMode.CHAUFFEUR, false);

        assertEquals(
                List.of(new Electric(6, 40.0)), OptionPolicy.electricIn(List.of(option(TravelMode.EV, true), petrol)));
    }

    @Test
    void what_a_plan_of_before_does_not_know_is_not_guessed() {
        PlannedOption known = option(TravelMode.EV, true);
        PlannedOption before = new PlannedOption(known.option(), known.terms().judgedBy(null, null));

        assertEquals(List.of(new Electric(6, null)), OptionPolicy.electricIn(List.of(before)));
    }

    private static PolicyRegister powered(boolean newEnergy) {
        return new PolicyRegister(List.of(), List.of(new Powered(COMPANY, "BUSINESS", DAY, newEnergy)));
    }

    private static String kept(PolicyRegister register, PurposeCategory purpose) {
        return said("PR-24", option(TravelMode.EV, true), register, List.of(), Optional.of(purpose));
    }

    private static String driven(PolicyRegister register, List<Electric> near) {
        return said("PR-35", option(TravelMode.CHAUFFEUR, false), register, near, Optional.empty());
    }

    private static String said(
            String rule,
            PlannedOption option,
            PolicyRegister register,
            List<Electric> near,
            Optional<PurposeCategory> purpose) {
        PlanRequest.Spot spot = new PlanRequest.Spot("PL-1", "A", "黄浦", HERE, "A");
        PlanRequest request = new PlanRequest(
                spot,
                spot,
                LEAVE,
                Optional.empty(),
                2,
                0,
                false,
                Optional.empty(),
                purpose,
                List.of(),
                Optional.empty());
        PersonnelFile person = new PersonnelFile(
                new UUID(0, 3),
                true,
                Optional.of("GOA-01"),
                Optional.of(false),
                Set.of(),
                Optional.of("C1"),
                Optional.of(DAY.plusYears(1)),
                OptionalInt.of(0),
                Optional.of(List.of()));
        return OptionPolicy.judge(
                        option,
                        request,
                        person,
                        new Beside(Optional.empty(), register, near),
                        ShippedPolicy.version(),
                        LEAVE.minusSeconds(3_600))
                .option()
                .policy()
                .rules()
                .stream()
                .filter(one -> one.rule().equals(rule))
                .map(one -> one.said().name())
                .findFirst()
                .orElseThrow();
    }

    /** 10 km after six minutes on foot. */
    private static PlannedOption option(TravelMode mode, boolean retained) {
        Instant arrive = LEAVE.plusSeconds(2_160);
        Stage walk = new Stage(StageKind.WALK, "A", "B", HERE, HERE, LEAVE, LEAVE, 400, 360, false, "", List.of());
        Stage drive = new Stage(
                mode == TravelMode.EV ? StageKind.DRIVE : StageKind.CHAUFFEUR,
                "B",
                "C",
                HERE,
                HERE,
                LEAVE,
                arrive,
                10_000,
                1_800,
                false,
                "",
                List.of());
        PlanOption.Car car = mode == TravelMode.EV
                ? new PlanOption.Car(CAR, "沪A00001", "试", 5, 80, "OURS", null, null, 1, "test", null)
                : null;
        PlanOption shown = new PlanOption(
                new UUID(0, 9),
                mode,
                true,
                null,
                List.of(),
                LEAVE,
                arrive,
                2_160,
                10_000,
                3_000,
                4_000,
                List.of(),
                0,
                "",
                60.0,
                55.0,
                65.0,
                15.0,
                false,
                List.of(walk, drive),
                car,
                null,
                null,
                "",
                "",
                null,
                List.of(),
                null);
        return new PlannedOption(shown, terms(arrive, mode == TravelMode.EV, retained));
    }

    private static BookingTerms terms(Instant arrive, boolean drives, boolean retained) {
        return new BookingTerms(
                LEAVE,
                arrive.plusSeconds(1_800),
                retained ? null : COMPANY,
                retained ? "OFFICIAL_CAR" : "CHAUFFEUR",
                null,
                "BUSINESS",
                drives ? CAR : null,
                null,
                List.of(),
                true,
                retained,
                5,
                false,
                10,
                "PL-1",
                "PL-1",
                null,
                null,
                List.of(),
                drives ? new BookingTerms.Known(null, true, 40.0, null) : null,
                null);
    }
}
