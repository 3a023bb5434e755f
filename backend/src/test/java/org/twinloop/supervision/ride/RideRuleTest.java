package org.twinloop.supervision.ride;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.twinloop.common.CityTime;
import org.twinloop.common.GeoPoint;
import org.twinloop.supervision.ride.RideFacts.Commute;
import org.twinloop.supervision.ride.RideFacts.Expected;
import org.twinloop.supervision.ride.RideFacts.Ride;
import org.twinloop.supervision.ride.RideFacts.Told;
import org.twinloop.supervision.rule.PostTripRule.Said;
import org.twinloop.supervision.rule.PostTripRule.Verdict;
import org.twinloop.trip.approval.PurposeCategory;

/** What the rules over a ride say; the approved way leads 10 km to the north from where it begins. */
class RideRuleTest {
    private static final RideLimits LIMITS =
            new SmallRyeConfigBuilder().withMapping(RideLimits.class).build().getConfigMapping(RideLimits.class);
    private static final List<RideRule> RULES = RideRule.all(LIMITS);
    private static final GeoPoint BEGIN = new GeoPoint(121.47, 31.10);
    private static final double METRE = 1 / 111_195.0;
    private static final Sensitive PARK = new Sensitive("乐园", "attraction", at(5_000, 0), 300, Optional.empty());
    private static final Instant NINE = city("2026-11-23T09:00");

    enum Kind {
        PASSES,
        FAILS,
        BOUNDARY,
        UNKNOWN
    }

    record Case(String rule, Kind kind, Said expected, String name, RideFacts facts) {
        @Override
        public String toString() {
            return rule + " " + name;
        }
    }

    static List<Case> cases() {
        return Stream.of(way(), sensitive(), idle(), energy(), commute())
                .flatMap(all -> all)
                .toList();
    }

    private static Stream<Case> way() {
        return Stream.of(
                passes("PR-40", "on the way", ride(told(0, 0, 0), told(600, 5_000, 0))),
                boundary(
                        "PR-40",
                        Said.PASS,
                        "at the edge of 15 %",
                        ride(told(0, 3_000, 1_490), told(900, 3_000, 1_490))),
                boundary("PR-40", Said.NOTICED, "outside", ride(told(0, 3_000, 1_510), told(301, 3_000, 1_510))),
                boundary("PR-40", Said.PASS, "five minutes", ride(told(0, 3_000, 2_000), told(300, 3_000, 2_000))),
                boundary(
                        "PR-40",
                        Said.PASS,
                        "twice for less",
                        ride(
                                told(0, 3_000, 2_000),
                                told(240, 3_000, 2_000),
                                told(300, 3_000, 0),
                                told(360, 3_000, 2_000),
                                told(600, 3_000, 2_000))),
                passes(
                        "PR-40",
                        "asked about on the way",
                        new Facts(ride(told(0, 3_000, 9_000), told(900, 3_000, 9_000))).asked("PR-40")),
                fails("PR-40", "far off for long", ride(told(0, 3_000, 9_000), told(1_800, 3_000, 9_000))),
                unknown("PR-40", "no way was approved", new Facts(ride(told(0, 0, 0))).noWay()),
                unknown("PR-40", "no car told its way", ride()));
    }

    private static Stream<Case> sensitive() {
        return Stream.of(
                passes("PR-44", "driving past", ride(told(0, 5_000, 0, 40), told(900, 5_000, 0, 40))),
                boundary("PR-44", Said.PASS, "ten minutes", ride(told(0, 5_000, 0), told(600, 5_000, 0))),
                boundary("PR-44", Said.NOTICED, "a second more", ride(told(0, 5_000, 0), told(601, 5_000, 0))),
                boundary("PR-44", Said.PASS, "beside it", ride(told(0, 5_305, 0), told(901, 5_305, 0))),
                passes(
                        "PR-44",
                        "it was approved",
                        new Facts(ride(told(0, 5_000, 0), told(1_800, 5_000, 0))).approved(at(5_400, 0))),
                fails("PR-44", "for an hour", ride(told(0, 5_100, 0), told(1_800, 5_100, 0), told(3_600, 5_100, 0))),
                unknown("PR-44", "nobody keeps a list", new Facts(ride(told(0, 0, 0))).noList()),
                unknown("PR-44", "no car told its way", ride()));
    }

    private static Stream<Case> idle() {
        return Stream.of(
                passes("IDLE", "off: it takes nothing", ride(on(0, 50.0), on(3_600, 50.0))),
                passes("IDLE", "locked", ride(parked(0, 50.0, true, false), parked(3_600, 48.0, true, false))),
                passes("IDLE", "plugged in", ride(parked(0, 50.0, false, true), parked(3_600, 48.0, false, true))),
                boundary("IDLE", Said.PASS, "twenty minutes", ride(on(0, 50.0), on(1_200, 48.0))),
                boundary("IDLE", Said.NOTICED, "a second more", ride(on(0, 50.0), on(1_201, 49.0))),
                boundary("IDLE", Said.PASS, "less than a point", ride(on(0, 50.0), on(1_201, 49.1))),
                fails("IDLE", "for an hour", ride(on(0, 50.0), on(1_800, 48.0), on(3_600, 46.0))),
                unknown("IDLE", "the car tells neither", ride(told(0, 0, 0), told(3_600, 0, 0))),
                unknown("IDLE", "no charge at its begin", ride(on(0, null), on(600, 50.0), on(3_600, 48.0))),
                unknown("IDLE", "no car told its way", ride()));
    }

    private static Stream<Case> energy() {
        return Stream.of(
                passes("ENERGY", "as expected", new Facts(took(10, 20_000)).expecting(10)),
                boundary("ENERGY", Said.PASS, "1.6 times", new Facts(took(16, 20_000)).expecting(10)),
                boundary("ENERGY", Said.NOTICED, "a little more", new Facts(took(16.1, 20_000)).expecting(10)),
                boundary("ENERGY", Said.PASS, "half", new Facts(took(5, 20_000)).expecting(10)),
                boundary("ENERGY", Said.NOTICED, "a little less", new Facts(took(4.9, 20_000)).expecting(10)),
                fails("ENERGY", "three times", new Facts(took(30, 20_000)).expecting(10)),
                unknown("ENERGY", "a short way", new Facts(took(30, 9_999)).expecting(10)),
                unknown("ENERGY", "no car of the register", took(30, 20_000)),
                unknown("ENERGY", "no odometer", new Facts(ride(on(0, 50.0), on(60, 40.0))).expecting(10)),
                unknown(
                        "ENERGY",
                        "charged on the way",
                        new Facts(ride(
                                        meter(0, 50.0, 0L, false),
                                        meter(60, 40.0, 10_000L, true),
                                        meter(120, 60.0, 20_000L, false)))
                                .expecting(10)));
    }

    private static Stream<Case> commute() {
        return Stream.of(
                passes("COMMUTE", "once", new Facts(ride()).commuting(1, "09:00")),
                boundary("COMMUTE", Said.PASS, "three days", new Facts(ride()).commuting(3, "09:00")),
                boundary("COMMUTE", Said.NOTICED, "four days", new Facts(ride()).commuting(4, "09:30")),
                boundary("COMMUTE", Said.PASS, "later in the morning", new Facts(ride()).commuting(4, "09:31")),
                passes("COMMUTE", "for a purpose", new Facts(ride()).commuting(9, "09:00", PurposeCategory.ON_DUTY)),
                fails("COMMUTE", "every day", new Facts(ride()).commuting(9, "08:00")),
                unknown("COMMUTE", "where the unit sits is not on record", ride()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_rule_says_what_the_facts_say(Case one) {
        Verdict verdict = rule(one.rule()).look(one.facts());

        assertEquals(one.expected(), verdict.said());
        if (verdict.said() == Said.NOTICED) {
            assertFalse(verdict.inputs().isEmpty());
            assertTrue(verdict.textZh().length() <= 500 && verdict.textZh().contains("请说明"));
            assertTrue(verdict.textEn().length() <= 500 && verdict.textEn().contains("please explain"));
            assertTrue(verdict.inputs().values().stream().noneMatch(GeoPoint.class::isInstance), "no position is told");
        }
        if (verdict.said() == Said.UNKNOWN) {
            assertNotNull(verdict.missing());
        }
    }

    @Test
    void every_rule_has_a_case_of_each_kind() {
        Set<String> wanted = RULES.stream()
                .flatMap(rule -> Stream.of(Kind.values()).map(kind -> rule.id() + " " + kind))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> found = cases().stream()
                .map(one -> one.rule() + " " + one.kind())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(wanted, found);
    }

    @Test
    void a_ride_home_counts_with_those_to_work_and_another_place_does_not() {
        List<Ride> rides = new ArrayList<>();
        rides.add(journey("2026-11-16", "08:00", at(9_000, 0), BEGIN));
        rides.add(journey("2026-11-17", "17:00", BEGIN, at(9_300, 0)));
        rides.add(journey("2026-11-18", "08:00", at(4_000, 0), BEGIN));
        rides.add(journey("2026-11-19", "17:00", BEGIN, at(9_000, 0)));
        rides.add(journey("2026-11-23", "08:00", at(9_000, 0), BEGIN));

        assertEquals(Said.NOTICED, rule("COMMUTE").look(commuting(rides)).said());

        rides.remove(1);
        assertEquals(Said.PASS, rule("COMMUTE").look(commuting(rides)).said(), "three of the same place");
    }

    @Test
    void an_area_may_have_hours_and_what_is_none_is_refused() {
        Sensitive school = Sensitive.area("学校", "121.47,31.10,200,15:30-17:30");

        assertTrue(school.holds(new Facts(ride()).at("2026-11-23T15:30")));
        assertTrue(school.holds(new Facts(ride()).at("2026-11-23T17:30")));
        assertFalse(school.holds(new Facts(ride()).at("2026-11-23T15:29")));
        assertTrue(Sensitive.area("酒店", "121.47,31.10,200").holds(new Facts(ride()).at("2026-11-23T03:00")));
        for (String none : List.of("", "121.47,31.10", "121.47;31.10;200", "121.47,31.10,200,15-17")) {
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> Sensitive.area("x", none), none);
            assertTrue(refused.getMessage().contains("sensitive-areas.x"), refused.getMessage());
        }
    }

    private static RideRule rule(String id) {
        return RULES.stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
    }

    private static Case passes(String rule, String name, RideFacts facts) {
        return new Case(rule, Kind.PASSES, Said.PASS, name, facts);
    }

    private static Case fails(String rule, String name, RideFacts facts) {
        return new Case(rule, Kind.FAILS, Said.NOTICED, name, facts);
    }

    private static Case boundary(String rule, Said expected, String name, RideFacts facts) {
        return new Case(rule, Kind.BOUNDARY, expected, name, facts);
    }

    private static Case unknown(String rule, String name, RideFacts facts) {
        return new Case(rule, Kind.UNKNOWN, Said.UNKNOWN, name, facts);
    }

    private static Told told(int second, double northM, double eastM) {
        return told(second, northM, eastM, 0);
    }

    private static Told told(int second, double northM, double eastM, double speedKmh) {
        return new Told(NINE.plusSeconds(second), at(northM, eastM), speedKmh, null, null, null, null, null);
    }

    private static Told on(int second, Double soc) {
        return new Told(NINE.plusSeconds(second), BEGIN, 0.0, false, false, false, soc, null);
    }

    private static Told parked(int second, Double soc, boolean locked, boolean plugged) {
        return new Told(NINE.plusSeconds(second), BEGIN, 0.0, locked, plugged, plugged, soc, null);
    }

    private static Told meter(int second, Double soc, Long odometerM, boolean plugged) {
        return new Told(NINE.plusSeconds(second), BEGIN, 30.0, false, plugged, plugged, soc, odometerM);
    }

    private static RideFacts took(double percent, long metres) {
        return ride(meter(0, 80.0, 1_000L, false), meter(1_800, 80.0 - percent, 1_000L + metres, false));
    }

    private static RideFacts ride(Told... told) {
        return new RideFacts(
                List.of(told),
                List.of(List.of(BEGIN, at(10_000, 0))),
                List.of(BEGIN, at(10_000, 0)),
                Set.of(),
                List.of(PARK),
                Optional.empty(),
                Commute.UNKNOWN);
    }

    private static RideFacts commuting(List<Ride> rides) {
        RideFacts usual = ride();
        return new RideFacts(
                usual.told(),
                usual.way(),
                usual.places(),
                usual.askedDuring(),
                usual.sensitive(),
                usual.car(),
                new Commute(Optional.of(BEGIN), rides));
    }

    private static Ride journey(String day, String time, GeoPoint from, GeoPoint to) {
        return new Ride(
                LocalDate.parse(day), true, city(day + "T" + time), from, to, Optional.of(PurposeCategory.MEETING));
    }

    private static GeoPoint at(double northM, double eastM) {
        double lat = 31.10 + northM * METRE;
        return new GeoPoint(121.47 + eastM * METRE / Math.cos(Math.toRadians(lat)), lat);
    }

    private static Instant city(String local) {
        return LocalDateTime.parse(local).atZone(CityTime.ZONE).toInstant();
    }

    /** The same facts but for one. */
    private record Facts(RideFacts of) {
        Told at(String local) {
            return new Told(city(local), BEGIN, 0.0, null, null, null, null, null);
        }

        RideFacts asked(String rule) {
            return new RideFacts(
                    of.told(), of.way(), of.places(), Set.of(rule), of.sensitive(), of.car(), of.commute());
        }

        RideFacts noWay() {
            return new RideFacts(
                    of.told(), List.of(), of.places(), of.askedDuring(), of.sensitive(), of.car(), of.commute());
        }

        RideFacts approved(GeoPoint place) {
            return new RideFacts(
                    of.told(), of.way(), List.of(place), of.askedDuring(), of.sensitive(), of.car(), of.commute());
        }

        RideFacts noList() {
            return new RideFacts(of.told(), of.way(), of.places(), of.askedDuring(), List.of(), of.car(), of.commute());
        }

        RideFacts expecting(double percent) {
            return new RideFacts(
                    of.told(),
                    of.way(),
                    of.places(),
                    of.askedDuring(),
                    of.sensitive(),
                    Optional.of(new Expected(50_000, OptionalDouble.of(percent))),
                    of.commute());
        }

        RideFacts commuting(int days, String time) {
            return commuting(days, time, PurposeCategory.MEETING);
        }

        /** On the last so many days up to Monday, each a working day here. */
        RideFacts commuting(int days, String time, PurposeCategory purpose) {
            List<Ride> rides = new ArrayList<>();
            for (int i = days - 1; i >= 0; i--) {
                String day = LocalDate.parse("2026-11-23").minusDays(i).toString();
                Ride usual = journey(day, time, RideRuleTest.at(9_000, 0), BEGIN);
                rides.add(
                        new Ride(usual.day(), true, usual.departAt(), usual.from(), usual.to(), Optional.of(purpose)));
            }
            return RideRuleTest.commuting(rides);
        }
    }
}
