package org.twinloop.network.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Chosen sites against every choice there is. */
class SitingTest {

    private static final long SEED = Long.getLong("twinloop.seed", 20261127);
    private static final int EFFORT = 10_000_000;

    private record Town(List<BitSet> reach, long[] weights, BitSet served) {

        Siting siting(int effortMax) {
            return new Siting(reach, weights, served, effortMax);
        }

        long gain(Iterable<Integer> sites) {
            BitSet now = new BitSet();
            sites.forEach(site -> now.or(reach.get(site)));
            now.andNot(served);
            return now.stream().mapToLong(i -> weights[i]).sum();
        }
    }

    @Test
    void no_choice_serves_more() {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            Town town = town(random, 1 + random.nextInt(10), 1 + random.nextInt(30));
            int k = 1 + random.nextInt(5);

            Siting.Choice choice = town.siting(EFFORT).choose(k);

            String what = "seed " + SEED + " round " + round;
            assertTrue(choice.exact(), what);
            assertEquals(best(town, k), choice.gain(), what);
            assertEquals(choice.gain(), town.gain(choice.sites()), what);
            assertTrue(choice.sites().size() <= k, what);
        }
    }

    @Test
    void without_time_the_bound_still_holds_and_the_heuristic_is_near() {
        Random random = new Random(SEED);
        for (int round = 0; round < 100; round++) {
            Town town = town(random, 12, 40);

            Siting.Choice choice = town.siting(1).choose(4);

            String what = "seed " + SEED + " round " + round;
            long best = best(town, 4);
            assertTrue(choice.gain() <= best && best <= choice.bound(), what);
            assertTrue(choice.gain() >= 0.9 * best, what + ": " + choice.gain() + " of " + best);
            assertEquals(choice.gain(), town.siting(1).heuristic(4).gain(), what);
        }
    }

    @Test
    void greedy_alone_would_miss_what_an_exchange_finds() {
        // The middle site serves 4, left and right 3 each: greedy takes the middle and gets 5, the two others 6.
        BitSet left = of(0, 1, 2);
        BitSet right = of(3, 4, 5);
        BitSet middle = of(1, 2, 3, 4);
        Siting siting = new Siting(List.of(left, right, middle), new long[] {1, 1, 1, 1, 1, 1}, new BitSet(), EFFORT);

        assertEquals(6, siting.choose(2).gain());
    }

    @Test
    void what_is_served_already_gains_nothing_and_a_site_that_adds_nothing_is_not_proposed() {
        Siting siting = new Siting(List.of(of(0, 1), of(1), of(2)), new long[] {5, 7, 1}, of(2), EFFORT);

        Siting.Choice choice = siting.choose(3);

        assertEquals(List.of(0), choice.sites());
        assertEquals(12, choice.gain());
        assertEquals(0, choice.gap());
        assertFalse(choice.sites().contains(2));
    }

    private static BitSet of(int... demand) {
        BitSet set = new BitSet();
        for (int i : demand) {
            set.set(i);
        }
        return set;
    }

    private static Town town(Random random, int sites, int demand) {
        List<BitSet> reach = new ArrayList<>();
        for (int site = 0; site < sites; site++) {
            BitSet near = new BitSet();
            for (int i = 0; i < demand; i++) {
                near.set(i, random.nextInt(5) == 0);
            }
            reach.add(near);
        }
        BitSet served = new BitSet();
        for (int i = 0; i < demand; i++) {
            served.set(i, random.nextInt(6) == 0);
        }
        return new Town(reach, random.longs(demand, 0, 50).toArray(), served);
    }

    private static long best(Town town, int k) {
        long best = 0;
        for (int set = 0; set < 1 << town.reach().size(); set++) {
            if (Integer.bitCount(set) <= k) {
                List<Integer> sites = new ArrayList<>();
                for (int site = 0; site < town.reach().size(); site++) {
                    if ((set >> site & 1) == 1) {
                        sites.add(site);
                    }
                }
                best = Math.max(best, town.gain(sites));
            }
        }
        return best;
    }
}
