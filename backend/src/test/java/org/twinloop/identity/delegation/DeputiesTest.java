package org.twinloop.identity.delegation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.identity.delegation.Delegation.Kind;

/** Who stands in for whom: periods, deputies of deputies, and no circle ever. */
class DeputiesTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
    private static final UUID UNIT = new UUID(0, 1);
    private static final UUID ZHOU = new UUID(1, 1);
    private static final UUID HE = new UUID(1, 2);
    private static final UUID SUN = new UUID(1, 3);

    @Test
    void a_deputy_decides_from_the_first_moment_until_before_the_last() {
        Deputies deputies = new Deputies(List.of(approve(ZHOU, HE, 1, 3)));

        assertEquals(Optional.empty(), deputies.decidesFor(ZHOU, day(1).minusMillis(1)));
        assertEquals(Optional.of(HE), deputies.decidesFor(ZHOU, day(1)));
        assertTrue(deputies.handedOn(ZHOU, day(2)));
        assertEquals(Optional.empty(), deputies.decidesFor(ZHOU, day(3)));
        assertFalse(deputies.handedOn(HE, day(2)));
    }

    @Test
    void a_deputy_of_a_deputy_decides_where_both_periods_hold() {
        Deputies deputies = new Deputies(List.of(approve(ZHOU, HE, 1, 5), approve(HE, SUN, 3, 9)));

        assertEquals(Optional.of(HE), deputies.decidesFor(ZHOU, day(2)));
        assertEquals(Optional.of(SUN), deputies.decidesFor(ZHOU, day(4)));
    }

    @Test
    void a_circle_is_found_only_where_all_its_periods_meet() {
        Deputies deputies = new Deputies(List.of(approve(ZHOU, HE, 1, 5), approve(HE, SUN, 3, 9)));

        assertTrue(deputies.closesCircle(approve(SUN, ZHOU, 4, 6)));
        assertFalse(deputies.closesCircle(approve(SUN, ZHOU, 5, 6)));
        assertFalse(deputies.closesCircle(approve(SUN, ZHOU, 1, 3)));
        assertTrue(deputies.closesCircle(approve(HE, ZHOU, 2, 3)));
    }

    @Test
    void booking_for_somebody_is_given_and_leads_no_further() {
        Deputies deputies = new Deputies(List.of(book(ZHOU, HE), book(HE, SUN)));

        assertTrue(deputies.mayBookFor(HE, ZHOU, day(1)));
        assertFalse(deputies.mayBookFor(ZHOU, HE, day(1)));
        assertFalse(deputies.mayBookFor(SUN, ZHOU, day(1)));
        assertFalse(deputies.mayBookFor(HE, ZHOU, day(30)));
        assertFalse(deputies.closesCircle(book(SUN, ZHOU)));
    }

    @Test
    void whatever_is_accepted_in_whatever_order_everybody_has_an_end() {
        long seed = 20_261_127L;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Delegation> accepted = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                int from = random.nextInt(8);
                Delegation wanted = approve(
                        person(random.nextInt(5)), person(random.nextInt(5)), from, from + 1 + random.nextInt(4));
                boolean twice = accepted.stream()
                        .anyMatch(one -> one.fromId().equals(wanted.fromId())
                                && one.from().isBefore(wanted.until())
                                && wanted.from().isBefore(one.until()));
                boolean toOneself = wanted.fromId().equals(wanted.toId());
                if (!toOneself && !twice && !new Deputies(accepted).closesCircle(wanted)) {
                    accepted.add(wanted);
                }
            }
            Deputies deputies = new Deputies(accepted);
            for (int p = 0; p < 5; p++) {
                for (int d = 0; d < 12; d++) {
                    UUID giver = person(p);
                    assertEquals(
                            deputies.handedOn(giver, day(d)),
                            deputies.decidesFor(giver, day(d)).isPresent(),
                            "seed " + seed + ", round " + round + ": a right is handed on and ends with nobody");
                }
            }
        }
    }

    private static UUID person(int number) {
        return new UUID(2, number);
    }

    private static Instant day(int number) {
        return MONDAY.plus(Duration.ofDays(number));
    }

    private static Delegation approve(UUID from, UUID to, int first, int end) {
        return new Delegation(
                UUID.randomUUID(), UNIT, Kind.APPROVE, from, to, day(first), day(end), "外出", from, MONDAY);
    }

    private static Delegation book(UUID from, UUID to) {
        return new Delegation(UUID.randomUUID(), UNIT, Kind.BOOK, from, to, day(0), day(30), "秘书", from, MONDAY);
    }
}
