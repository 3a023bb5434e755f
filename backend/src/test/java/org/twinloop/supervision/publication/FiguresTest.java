package org.twinloop.supervision.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.twinloop.supervision.publication.Figures.Channel;
import org.twinloop.supervision.publication.Figures.Count;
import org.twinloop.supervision.publication.Figures.Outcome;

/** What a table shows, and what cannot be reckoned from it. */
class FiguresTest {

    private static final int MIN = 5;
    private static final long SEED = 20261127;

    @Test
    void numbers_with_enough_people_behind_them_are_shown() {
        Figures table = of(40, mode("BIKE", 25, 9), mode("EV", 75, 33));

        assertEquals(100, table.trips());
        assertEquals(1000.0, table.km());
        assertEquals(200_000, table.costFen());
        assertEquals(List.of(25.0, 75.0), shares(table));
    }

    @Test
    void twenty_trips_of_one_person_are_not_shown_nor_the_number_that_would_tell_them() {
        Figures table = of(40, mode("BIKE", 20, 1), mode("CHAUFFEUR", 12, 8), mode("EV", 75, 33));

        assertEquals(107, table.trips());
        assertEquals(List.of(true, true, false), hidden(table));
        assertNull(table.channels().get(0).km());
        assertNull(table.channels().get(0).costFen());
        assertNull(table.channels().get(0).sharePercent());
    }

    @Test
    void the_threshold_itself_is_shown() {
        assertEquals(List.of(false, false), hidden(of(9, mode("BIKE", 5, 5), mode("EV", 6, 6))));
    }

    @Test
    void a_total_of_few_people_is_not_shown() {
        Figures table = of(4, mode("EV", 30, 4));

        assertNull(table.trips());
        assertNull(table.km());
        assertNull(table.costFen());
        assertEquals(List.of(true), hidden(table));
    }

    @Test
    void a_month_without_trips_says_so() {
        Figures table = of(0);

        assertEquals(0, table.trips());
        assertEquals(List.of(), table.channels());
    }

    @Test
    void what_is_not_settled_yet_is_told_and_is_no_zero() {
        Count settled = mode("BIKE", 25, 9);
        Figures table = Figures.of(
                MIN,
                40,
                List.of(settled, new Count("CHAUFFEUR", 6, 6, 100, 0, 6), new Count("EV", 9, 9, 100, 500, 4)),
                List.of(),
                List.of());

        assertEquals(Figures.Cost.PARTLY_SETTLED, table.cost());
        assertEquals(50_500, table.costFen());
        assertEquals(
                List.of(Figures.Cost.SETTLED, Figures.Cost.NOT_SETTLED, Figures.Cost.PARTLY_SETTLED),
                table.channels().stream().map(Channel::cost).toList());
        assertNull(table.channels().get(1).costFen());
        assertNull(of(4, mode("EV", 30, 4)).cost(), "nothing of few");
    }

    @Test
    void outcomes_of_few_are_not_shown() {
        List<Count> findings = List.of(new Count("DISMISSED", 9, 8, 0, 0, 0), new Count("UPHELD", 2, 2, 0, 0, 0));

        Figures table = Figures.of(MIN, 40, List.of(mode("EV", 75, 33)), findings, List.of());

        assertEquals(List.of(new Outcome("DISMISSED", false, 9L), new Outcome("UPHELD", true, null)), table.findings());
    }

    /** Who subtracts what is shown from the total learns a sum behind which enough people stand, or nothing. */
    @Test
    void no_small_number_follows_from_the_others() {
        System.out.println("seed=" + SEED);
        Random random = new Random(SEED);
        int hiding = 0;
        for (int round = 0; round < 20_000; round++) {
            List<Count> modes = new ArrayList<>();
            for (String name : List.of("BIKE", "CHAUFFEUR", "EV", "OFFICIAL")) {
                int people = random.nextInt(9);
                modes.add(mode(name, people == 0 ? 0 : people + random.nextInt(20), people));
            }
            long most = modes.stream().mapToLong(Count::travellers).max().orElseThrow();
            long all = modes.stream().mapToLong(Count::travellers).sum();
            long travellers = most + random.nextInt((int) (all - most) + 1);
            Figures table = Figures.of(MIN, travellers, modes, List.of(), List.of());
            hiding += isSafe(modes, table) ? 1 : 0;
        }
        assertTrue(hiding > 1_000, "rounds that hid something: " + hiding);
    }

    /** Whether anything was hidden; fails when what was hidden follows. */
    private static boolean isSafe(List<Count> modes, Figures table) {
        long behind = 0;
        int hidden = 0;
        for (int i = 0; i < modes.size(); i++) {
            Channel channel = table.channels().get(i);
            Count count = modes.get(i);
            if (channel.suppressed()) {
                hidden++;
                behind += count.travellers();
            } else {
                assertTrue(count.number() == 0 || count.travellers() >= MIN, () -> count + " is shown");
            }
        }
        if (hidden > 0 && table.trips() != null) {
            assertTrue(behind >= MIN, () -> "the total tells " + modes + " from " + table);
            assertFalse(hidden == 1, () -> "the total tells the one that is hidden of " + modes);
        }
        return hidden > 0;
    }

    private static Figures of(long travellers, Count... modes) {
        return Figures.of(MIN, travellers, List.of(modes), List.of(), List.of());
    }

    private static Count mode(String name, long trips, long travellers) {
        return new Count(name, trips, travellers, trips * 10_000, trips * 2_000, 0);
    }

    private static List<Boolean> hidden(Figures table) {
        return table.channels().stream().map(Channel::suppressed).toList();
    }

    private static List<Double> shares(Figures table) {
        return table.channels().stream().map(Channel::sharePercent).toList();
    }
}
