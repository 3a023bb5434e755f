package org.twinloop.trip.planning.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the search answers is what trying everything finds: see {@link EveryWay}. */
class CarSearchOracleTest {
    private static final int INSTANCES = 1_000;

    @Test
    void a_thousand_small_cities_give_what_trying_everything_finds() {
        long seed = Long.getLong("twinloop.seed", System.nanoTime());
        System.out.println("CarSearchOracleTest: -Dtwinloop.seed=" + seed);
        Random random = new Random(seed);
        int offered = 0;
        int charged = 0;
        int beside = 0;
        int refused = 0;
        int by = 0;
        for (int i = 0; i < INSTANCES; i++) {
            SmallCity small = SmallCity.random(random);
            CarAnswer answer = CarSearch.of(small.city(), small.roads(), small.wish(), small.limits());
            EveryWay.Answer oracle = EveryWay.of(small.city(), small.roads(), small.wish(), small.limits());
            String told = "instance " + i + " of seed " + seed;
            assertEquals(kinds(oracle), kinds(answer), told);
            List<Choice> choices = new ArrayList<>(answer.certain());
            choices.addAll(answer.asked());
            assertEquals(choices.isEmpty(), answer.refusal() != null, told);
            if (oracle.lacksPercent() > 0) {
                assertEquals(Refusal.Reason.NO_CHARGE, answer.refusal().reason(), told);
                assertEquals(oracle.lacksPercent(), answer.refusal().percent(), 1e-9, told);
            }
            choices.forEach(choice -> keepsReserve(choice, small, told));
            offered += choices.size();
            charged += (int) choices.stream().filter(c -> c.charge() != null).count();
            beside += isMixed(answer.certain()) || isMixed(answer.asked()) ? 1 : 0;
            by += small.wish().via().isEmpty() ? 0 : choices.size();
            refused += oracle.lacksPercent() > 0 ? 1 : 0;
        }
        System.out.printf(
                "%d ways, %d by points on the way, %d with a charging stop, %d times beside others, %d refused%n",
                offered, by, charged, beside, refused);
        assertTrue(offered > INSTANCES / 4, "the instances should mostly have ways: " + offered);
        assertTrue(charged > INSTANCES / 50, "some should need a charging stop: " + charged);
        assertTrue(beside > INSTANCES / 100, "now and then beside ways without: " + beside);
        assertTrue(by > INSTANCES / 20, "some should have points on the way: " + by);
        assertTrue(refused > INSTANCES / 100, "and some should fail: " + refused);
    }

    private static boolean isMixed(List<Choice> choices) {
        return choices.stream()
                        .map(choice -> choice.charge() != null)
                        .distinct()
                        .count()
                == 2;
    }

    private static void keepsReserve(Choice choice, SmallCity small, String told) {
        assertTrue(choice.arrival().low() >= small.limits().reservePercent() - 1e-9, told);
        assertTrue(choice.arrival().low() <= choice.arrival().expected(), told);
        assertTrue(choice.arrival().expected() <= choice.arrival().high(), told);
    }

    private static TreeSet<String> kinds(CarAnswer answer) {
        TreeSet<String> kinds = new TreeSet<>();
        Stream.concat(answer.certain().stream(), answer.asked().stream())
                .forEach(c -> kinds.add(kind(
                        answer.certain().contains(c),
                        c.durationS(),
                        c.fareFen(),
                        c.wh(),
                        c.arrival().low(),
                        c.charge() != null)));
        return kinds;
    }

    private static TreeSet<String> kinds(EveryWay.Answer answer) {
        TreeSet<String> kinds = new TreeSet<>();
        answer.ways()
                .forEach(w -> kinds.add(kind(w.certain(), w.durationS(), w.fareFen(), w.wh(), w.low(), w.plug() >= 0)));
        return kinds;
    }

    private static String kind(boolean certain, long s, long fen, long wh, double low, boolean charges) {
        return "%s %d s %d fen %d Wh low %.6f %s"
                .formatted(certain ? "certain" : "asked", s, fen, wh, low, charges ? "charging" : "straight");
    }
}
