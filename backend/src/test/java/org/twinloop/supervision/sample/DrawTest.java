package org.twinloop.supervision.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.twinloop.supervision.sample.Draw.Candidate;

/** The draw can be repeated by anyone, and nobody can aim it. */
class DrawTest {

    private static final String SEED = "000102030405060708090a0b0c0d0e0f";

    /** Reckoned with another tool: sorted by {@code printf %s SEED:ID | sha256sum}. */
    @Test
    void it_is_the_order_of_the_digests() {
        assertEquals(Map.of("EV", List.of(trip(9), trip(3), trip(10))), new Draw(SEED, 30, 0, 200).of(trips(10, "EV")));
        assertEquals("1da4bf0d7e7733200f96c6c62ba038a664a96265ea9c2f7ea942ec34434ed98f", Draw.digest(trips(10, "EV")));
    }

    @Test
    void the_order_in_which_trips_are_read_changes_nothing() {
        List<Candidate> turned = new ArrayList<>(trips(500, "EV"));
        Collections.shuffle(turned, new Random(1));

        assertEquals(new Draw(SEED, 5, 2, 200).of(trips(500, "EV")), new Draw(SEED, 5, 2, 200).of(turned));
        assertEquals(Draw.digest(trips(500, "EV")), Draw.digest(turned));
    }

    @Test
    void another_seed_draws_others() {
        assertNotEquals(
                new Draw(SEED, 5, 2, 200).of(trips(500, "EV")),
                new Draw(SEED.replace('f', 'e'), 5, 2, 200).of(trips(500, "EV")));
    }

    @Test
    void each_stratum_gives_its_share_rounded_up_at_least_the_minimum_and_at_most_the_maximum() {
        Draw draw = new Draw(SEED, 5, 2, 200);

        assertEquals(0, draw.size(0));
        assertEquals(1, draw.size(1), "no more than there are");
        assertEquals(2, draw.size(40), "the minimum");
        assertEquals(3, draw.size(41), "rounded up");
        assertEquals(5, draw.size(100));
        assertEquals(200, draw.size(4_000));
        assertEquals(200, draw.size(100_000), "the maximum");
        List<Candidate> both = new ArrayList<>(trips(100, "EV"));
        both.addAll(IntStream.rangeClosed(101, 103)
                .mapToObj(i -> new Candidate(trip(i), "CHAUFFEUR"))
                .toList());
        Map<String, List<UUID>> drawn = draw.of(both);
        assertEquals(List.of("CHAUFFEUR", "EV"), List.copyOf(drawn.keySet()));
        assertEquals(2, drawn.get("CHAUFFEUR").size());
        assertEquals(5, drawn.get("EV").size());
    }

    @Test
    void every_trip_is_as_likely_as_another() {
        Map<UUID, Integer> times = new HashMap<>();
        for (int i = 0; i < 4_000; i++) {
            new Draw("%032x".formatted(i), 0, 1, 200)
                    .of(trips(20, "EV"))
                    .get("EV")
                    .forEach(trip -> times.merge(trip, 1, Integer::sum));
        }
        assertEquals(20, times.size());
        times.forEach((trip, drawn) -> assertTrue(drawn > 140 && drawn < 260, () -> trip + ": " + drawn + " of 200"));
    }

    private static List<Candidate> trips(int many, String stratum) {
        return IntStream.rangeClosed(1, many)
                .mapToObj(i -> new Candidate(trip(i), stratum))
                .toList();
    }

    private static UUID trip(int number) {
        return UUID.fromString("0191f3a2-7c4e-7b1a-9d2f-%012x".formatted(number));
    }
}
