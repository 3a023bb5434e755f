package org.twinloop.supervision.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityTime;
import org.twinloop.common.GeoPoint;
import org.twinloop.identity.personnel.PersonnelFile;
import org.twinloop.network.LoopId;
import org.twinloop.network.Stop;
import org.twinloop.supervision.night.ChargeRepository.Drawn;
import org.twinloop.supervision.night.NightRepository.Served;
import org.twinloop.supervision.night.NightRepository.Stood;
import org.twinloop.supervision.night.Track.Fix;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.PolicyQuestion;
import org.twinloop.trip.approval.rule.PolicyVersion;
import org.twinloop.trip.approval.rule.ShippedPolicy;

/** What the night's rules say, without a database. */
class NightTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final NightConfig LIMITS =
            new SmallRyeConfigBuilder().withMapping(NightConfig.class).build().getConfigMapping(NightConfig.class);
    private static final PolicyVersion POLICY = ShippedPolicy.version();
    private static final GeoPoint HOME = new GeoPoint(121.47, 31.23);
    private static final double METRE = 1 / 111_195.0;
    private static final UUID SOMEBODY = new UUID(0, 7);

    @Test
    void a_destination_that_was_not_reached_is_noticed() {
        assertTrue(track(at(0, 0, 0), at(60, 499, 0)).elsewhere(LIMITS).isEmpty());
        Seen seen = track(at(0, 501, 0)).elsewhere(LIMITS).orElseThrow();
        assertEquals("PR-41", seen.rule());
        assertEquals(1L, seen.inputs().get("destinationsMissed"));
        assertTrue(track().elsewhere(LIMITS).isEmpty(), "nothing is said of a car that told nothing");
    }

    @Test
    void a_stop_where_nothing_was_approved_is_noticed_when_it_is_long() {
        Fix there = at(9000, 400, 0);
        assertTrue(
                track(at(0, 5000, 0), at(900, 5000, 0), there).elsewhere(LIMITS).isEmpty());
        assertEquals(
                "PT15M1S",
                track(at(0, 5000, 0), at(901, 5000, 0), there)
                        .elsewhere(LIMITS)
                        .orElseThrow()
                        .inputs()
                        .get("stoodElsewhere"));
        assertTrue(track(at(0, 5000, 0), at(600, 5000, 30), at(1200, 5000, 0), there)
                .elsewhere(LIMITS)
                .isEmpty());
        assertTrue(track(at(0, 0, 0), at(7000, 0, 0)).elsewhere(LIMITS).isEmpty(), "at the destination");
    }

    @Test
    void silence_while_moving_and_jumps_are_noticed() {
        assertTrue(track(at(0, 0, 40), at(600, 0, 40)).tampered(LIMITS).isEmpty());
        assertEquals(
                "PR-45",
                track(at(0, 0, 40), at(601, 0, 0))
                        .tampered(LIMITS)
                        .orElseThrow()
                        .rule());
        assertTrue(track(at(0, 0, 0), at(7200, 0, 0)).tampered(LIMITS).isEmpty(), "a car that stood");
        assertEquals(
                "PR-45",
                track(at(0, 0, 0), at(7200, 5000, 0))
                        .tampered(LIMITS)
                        .orElseThrow()
                        .rule());
        assertTrue(track(at(0, 0, 0), at(60, 3300, 0)).tampered(LIMITS).isEmpty());
        assertTrue(track(at(0, 0, 0), at(60, 3400, 0)).tampered(LIMITS).isPresent());
    }

    @Test
    void a_kept_car_is_home_in_the_evening_of_a_working_day_and_all_of_a_day_of_rest() {
        LocalDate monday = LocalDate.parse("2026-11-23");
        LocalDate sunday = LocalDate.parse("2026-11-22");
        assertEquals(List.of(city("2026-11-23T22:00")), NightCars.moments(monday, POLICY));
        assertEquals(24, NightCars.moments(sunday, POLICY).size());
        PolicyVersion locked =
                ShippedPolicy.with(s -> day((ArrayNode) s.get("days").get("calendar"), monday));
        assertEquals(24, NightCars.moments(monday, locked).size());

        assertTrue(away("2026-11-23T22:00", 249, false).isEmpty(), "within 50 m of the stop and 200 m of fence");
        assertEquals(
                "PR-13",
                away("2026-11-23T22:00", 251, false).orElseThrow().said().rule());
        assertTrue(away("2026-11-23T22:00", 9_000, true).isEmpty(), "with an order");
        assertTrue(away("2026-11-23T21:59", 9_000, false).isEmpty());
        assertTrue(away("2026-11-22T10:00", 9_000, false).isPresent());
    }

    @Test
    void a_charge_is_judged_by_the_car_its_charge_and_how_long_it_stayed() {
        Drawn usual = charge(20_000, 50, 100, 30, true);
        assertEquals(List.of(), rules(usual));
        assertEquals(List.of(), rules(charge(30_555, 50, 100, 30, true)), "50 % of 50 kWh with loss and slack");
        assertEquals(List.of("PR-50"), rules(charge(30_556, 50, 100, 30, true)));
        assertEquals(List.of("PR-50"), rules(charge(18_334, 50, 80, 30, true)), "it was to stop at 80 %");
        assertEquals(List.of("PR-50"), rules(charge(1, 50, 100, 0, false)), "no order, and not the unit's");
        assertEquals(List.of("PR-53"), rules(charge(20_000, 50, 100, 30.1, true)));
        assertEquals(List.of("PR-50", "PR-53"), rules(charge(20_000, 50, 100, 31, false)), "each of them");
        Drawn untold = new Drawn(
                "order:1",
                "沪A00001",
                NINE,
                NINE.plusSeconds(3600),
                90_000,
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                true);
        assertEquals(List.of(), rules(untold), "nothing is guessed");
    }

    private static final Instant NINE = city("2026-11-23T09:00");

    private static Drawn charge(double energyWh, double start, double target, double occupied, boolean entitled) {
        return new Drawn(
                "order:1",
                "沪A00001",
                NINE,
                NINE.plusSeconds(3600),
                energyWh,
                Optional.of(50_000),
                OptionalDouble.of(start),
                OptionalDouble.of(target),
                OptionalDouble.of(occupied),
                entitled);
    }

    private static List<String> rules(Drawn drawn) {
        return NightCars.charged(drawn, POLICY).stream()
                .map(found -> found.said().rule())
                .toList();
    }

    @Test
    void where_a_car_was_sent_elsewhere_the_line_there_is_approved() {
        List<GeoPoint> way = List.of(HOME, new GeoPoint(121.50, 31.23));

        assertEquals(
                1,
                NightRides.toTheEnd(List.of(way), List.of(new GeoPoint(121.50, 31.231)))
                        .size());
        assertEquals(
                List.of(way, List.of(way.get(1), new GeoPoint(121.52, 31.23))),
                NightRides.toTheEnd(List.of(way), List.of(new GeoPoint(121.52, 31.23))));
    }

    @Test
    void a_car_that_serves_one_person_on_most_working_days_is_noticed_once() {
        assertEquals(
                0,
                NightCars.onePersons(served(12), city("2026-11-30T00:00"), NOVEMBER, POLICY)
                        .size());
        assertEquals(
                1,
                NightCars.onePersons(served(13), city("2026-11-30T00:00"), NOVEMBER, POLICY)
                        .size());
        PolicyVersion laxer = ShippedPolicy.with(s -> ((ObjectNode) s.get("keptCars")).put("samePersonPercent", 65));
        assertEquals(
                0,
                NightCars.onePersons(served(13), city("2026-11-30T00:00"), NOVEMBER, laxer)
                        .size());
    }

    @Test
    void an_allowance_on_record_since_the_trip_is_noticed_and_one_that_was_known_is_not() {
        assertEquals(List.of("PR-20"), late(Optional.of(true), Optional.of(false)));
        assertEquals(List.of(), late(Optional.of(false), Optional.of(false)));
        assertEquals(List.of(), late(Optional.of(true), Optional.of(true)));
    }

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    private static List<String> late(Optional<Boolean> allowanceNow, Optional<Boolean> allowanceThen) {
        PolicyVersion edition = POLICY;
        var decided = edition.judge(question(allowanceThen));
        ObjectNode kept = JSON.createObjectNode();
        kept.set("inputs", decided.inputs());
        kept.set("rules", JSON.valueToTree(decided.rules()));
        Ridden trip = new Ridden(
                new UUID(0, 1),
                new UUID(0, 2),
                SOMEBODY,
                SOMEBODY,
                city("2026-11-23T10:00"),
                city("2026-11-23T10:00"),
                city("2026-11-23T11:00"),
                null,
                null,
                kept,
                MissingNode.getInstance(),
                MissingNode.getInstance());
        PersonnelFile now = new PersonnelFile(
                SOMEBODY,
                true,
                Optional.of("GOA-01"),
                allowanceNow,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty());
        return NightTrips.late(trip, now, edition).stream().map(Seen::rule).toList();
    }

    /** A chauffeured car within the area of the allowance, for an ordinary trip. */
    private static PolicyQuestion question(Optional<Boolean> allowance) {
        PolicyQuestion.End here = new PolicyQuestion.End("市府大厦", Optional.of("黄浦"));
        PolicyQuestion.End there = new PolicyQuestion.End("静安政协", Optional.of("静安"));
        return new PolicyQuestion(
                city("2026-11-23T08:00"),
                Optional.empty(),
                PolicyQuestion.Stage.SUBMIT,
                new PolicyQuestion.Journey(
                        TravelMode.CHAUFFEUR,
                        city("2026-11-23T10:00"),
                        city("2026-11-23T11:00"),
                        Optional.of(here),
                        Optional.of(there),
                        6_000,
                        Optional.empty(),
                        8_000,
                        OptionalLong.empty(),
                        Optional.empty(),
                        List.of()),
                new PolicyQuestion.Purpose(
                        Optional.of(PurposeCategory.MEETING),
                        Optional.of("参加虹桥枢纽协调会"),
                        Optional.empty(),
                        1,
                        false,
                        Optional.empty()),
                new PolicyQuestion.Applicant(
                        Optional.of("GOA-01"), allowance, Set.of(), PolicyQuestion.Licence.NONE, Optional.empty()),
                PolicyQuestion.Facts.NONE);
    }

    private static void day(ArrayNode calendar, LocalDate day) {
        calendar.addObject().put("date", day.toString()).put("type", "REST").put("source", "a test");
    }

    private static Optional<NightCars.Found> away(String at, double metres, boolean ordered) {
        Stop home = new Stop(new UUID(0, 1), "K01", "PL-G01", "站", "stop", HOME, Set.of(LoopId.INNER), 50, false);
        return NightCars.away(List.of(new Stood(city(at), north(metres), ordered)), home, POLICY);
    }

    /** On so many of the working days of November 2026, and on each Sunday. */
    private static List<Served> served(int workdays) {
        List<Served> served = new ArrayList<>();
        int left = workdays;
        for (LocalDate day = NOVEMBER.atDay(1); day.isBefore(NOVEMBER.atEndOfMonth()); day = day.plusDays(1)) {
            boolean works = POLICY.calendar().isWorkday(day);
            if (!works || left-- > 0) {
                served.add(new Served(new UUID(0, 3), "沪AD12345", SOMEBODY, day));
            }
        }
        return served;
    }

    private static Track track(Fix... fixes) {
        return new Track(List.of(fixes), List.of(HOME), List.of(HOME));
    }

    /** So many metres north of the destination. The first of a list that is to reach it lies there. */
    private static Fix at(long second, double metres, double kmh) {
        return new Fix(city("2026-11-23T09:00").plusSeconds(second), north(metres), kmh);
    }

    private static GeoPoint north(double metres) {
        return new GeoPoint(HOME.lon(), HOME.lat() + metres * METRE);
    }

    private static Instant city(String local) {
        return LocalDateTime.parse(local).atZone(CityTime.ZONE).toInstant();
    }
}
