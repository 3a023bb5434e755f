package org.twinloop.chauffeur.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.chauffeur.CarService.Usage;
import org.twinloop.chauffeur.driver.DriverStep.Kind;
import org.twinloop.pricing.PriceLine;
import org.twinloop.pricing.PriceTerms.ChauffeurTerms;
import org.twinloop.pricing.PriceTerms.ServicePackage;
import org.twinloop.pricing.Pricing;
import org.twinloop.pricing.Usage.ChauffeurUsage;

/** The order of a driver's steps, and what they add up to. */
class CourseTest {

    private static final Instant PICKUP = Instant.parse("2026-11-23T02:00:00Z");
    private static final Duration FREE = Duration.ofMinutes(15);

    private Course course = new Course(List.of());

    @Test
    void steps_come_in_order() {
        assertEquals(EnumSet.of(Kind.ON_THE_WAY), course.next());
        tell(Kind.ON_THE_WAY, -20);
        assertEquals(EnumSet.of(Kind.ARRIVED), course.next());
        tell(Kind.ARRIVED, -5);
        assertEquals(EnumSet.of(Kind.ONBOARD, Kind.TOLL, Kind.PARKING), course.next());
        tell(Kind.ONBOARD, 0);
        assertEquals(EnumSet.of(Kind.WAIT_BEGIN, Kind.TOLL, Kind.PARKING, Kind.FINISHED), course.next());
        tell(Kind.WAIT_BEGIN, 10);
        assertEquals(EnumSet.of(Kind.WAIT_END, Kind.TOLL, Kind.PARKING), course.next());
        tell(Kind.WAIT_END, 20);
        tell(Kind.FINISHED, 40);
        assertEquals(Set.of(), course.next());
    }

    @Test
    void whatever_is_told_in_any_order_a_finished_ride_can_be_priced() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("driver steps seed=" + seed);
        Random random = new Random(seed);
        Set<Kind> seen = new HashSet<>();
        for (int ride = 0; ride < 500; ride++) {
            course = new Course(List.of());
            for (int minute = 0; !course.next().isEmpty(); minute += random.nextInt(20)) {
                List<Kind> due = List.copyOf(course.next());
                tell(due.get(random.nextInt(due.size())), minute);
            }
            Usage usage = course.usage(PICKUP, FREE);
            assertEquals(
                    1,
                    course.steps().stream()
                            .filter(s -> s.kind() == Kind.ONBOARD)
                            .count());
            assertTrue(!usage.endedAt().isBefore(usage.startedAt()), "seed " + seed);
            assertTrue(usage.chargedFrom() == null || usage.chargedFrom().isBefore(usage.startedAt()), "seed " + seed);
            assertTrue(course.waitedMinutes(PICKUP, FREE) >= 0, "seed " + seed);
            course.steps().forEach(step -> seen.add(step.kind()));
        }
        assertEquals(EnumSet.allOf(Kind.class), seen);
    }

    @Test
    void a_driver_who_comes_early_waits_free_until_fifteen_minutes_past_the_agreed_time() {
        come(-30, 15);
        assertEquals(Optional.empty(), course.chargedFrom(PICKUP, FREE));

        come(-30, 16);
        assertEquals(Optional.of(PICKUP.plus(FREE)), course.chargedFrom(PICKUP, FREE));
    }

    @Test
    void a_driver_who_comes_late_gives_the_free_time_from_then_on() {
        come(10, 25);
        assertEquals(Optional.empty(), course.chargedFrom(PICKUP, FREE));

        come(10, 30);
        assertEquals(Optional.of(at(25)), course.chargedFrom(PICKUP, FREE));
    }

    @Test
    void waiting_and_tolls_enter_the_price_by_the_function_that_quoted_it() {
        come(0, 45);
        tell(Kind.TOLL, 50);
        tell(Kind.WAIT_BEGIN, 60);
        tell(Kind.WAIT_END, 90);
        tell(Kind.PARKING, 91);
        tell(Kind.FINISHED, 100);
        ChauffeurTerms terms =
                new ChauffeurTerms(List.of(new ServicePackage("SINGLE", 60, 30, 15_000)), 300, 30, 2_500);

        Usage usage = course.usage(PICKUP, FREE);

        assertEquals(at(15), usage.chargedFrom());
        assertEquals(60, course.waitedMinutes(PICKUP, FREE));
        long waited = price(terms, usage, usage.chargedFrom());
        long punctual = price(terms, usage, usage.startedAt());
        assertEquals(15_000 + 1_000 + 1_000, punctual);
        assertEquals(punctual + 2_500, waited);
    }

    @Test
    void a_position_is_anybodys_business_only_under_way() {
        assertFalse(course.isUnderWay());
        tell(Kind.ON_THE_WAY, 0);
        assertTrue(course.isUnderWay());
        tell(Kind.ARRIVED, 1);
        tell(Kind.ONBOARD, 2);
        assertTrue(course.isUnderWay());
        tell(Kind.FINISHED, 3);
        assertFalse(course.isUnderWay());
    }

    private static long price(ChauffeurTerms terms, Usage usage, Instant from) {
        return PriceLine.total(Pricing.price(
                        terms,
                        new ChauffeurUsage(from, usage.endedAt(), usage.km(), usage.tollFen(), usage.parkingFen())))
                .fen();
    }

    private void come(int arrived, int onboard) {
        course = new Course(List.of());
        tell(Kind.ON_THE_WAY, arrived - 20);
        tell(Kind.ARRIVED, arrived);
        tell(Kind.ONBOARD, onboard);
    }

    /** Each reading is 10 km after the last. */
    private void tell(Kind kind, int minute) {
        BigDecimal odometer = kind == Kind.ONBOARD ? new BigDecimal("40000.0") : new BigDecimal("40010.0");
        course = course.with(new DriverStep(
                UUID.randomUUID(),
                kind,
                at(minute),
                kind.readsOdometer() ? odometer : null,
                kind.costs() ? 1_000L : null,
                kind.costs() ? "R-1" : null,
                null));
    }

    private static Instant at(int minute) {
        return PICKUP.plus(Duration.ofMinutes(minute));
    }
}
