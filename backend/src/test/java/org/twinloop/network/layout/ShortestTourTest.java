package org.twinloop.network.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tours against all orders there are, and bounds against tours. */
class ShortestTourTest {

    private static final long SEED = Long.getLong("twinloop.seed", 20261127);

    @Test
    void a_small_tour_is_the_best_of_all_orders() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            int[][] legs = legs(random, 1 + random.nextInt(8), round % 2 == 0);

            Tour tour = ShortestTour.of(legs);

            String what = "seed " + SEED + " round " + round;
            assertTrue(tour.exact(), what);
            assertEquals(best(legs), tour.length(), what);
            everyStopOnce(tour.order(), legs.length, what);
        }
    }

    @Test
    void fifteen_stops_are_exact_and_the_heuristic_is_never_better_nor_the_bound_longer() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5; round++) {
            int[][] legs = legs(random, ShortestTour.EXACT_MAX, round % 2 == 0);
            long exact = ShortestTour.of(legs).length();

            long found = Tour.length(legs, ShortestTour.heuristic(legs));

            String what = "seed " + SEED + " round " + round;
            assertTrue(ShortestTour.of(legs).exact(), what);
            assertTrue(found >= exact, what);
            assertTrue(found <= exact * 1.1, what + ": " + found + " of " + exact);
            assertTrue(OneTree.bound(legs, found) <= exact, what);
        }
    }

    @Test
    void a_long_tour_goes_through_every_stop_and_says_how_far_it_may_be_from_the_best() {
        Random random = new Random(SEED);
        int[][] legs = legs(random, 34, true);

        Tour tour = ShortestTour.of(legs);

        everyStopOnce(tour.order(), legs.length, "seed " + SEED);
        assertEquals(Tour.length(legs, tour.order()), tour.length());
        assertTrue(tour.lowerBound() > 0 && tour.lowerBound() <= tour.length());
        assertTrue(tour.gap() < 0.1, "seed " + SEED + " gap " + tour.gap());
    }

    @Test
    void a_tour_of_hundreds_ends_near_the_bound_it_tells() {
        Random random = new Random(SEED);
        int[][] legs = legs(random, 400, false);

        Tour tour = ShortestTour.of(legs);

        everyStopOnce(tour.order(), legs.length, "seed " + SEED);
        assertEquals(Tour.length(legs, tour.order()), tour.length());
        assertTrue(tour.lowerBound() > 0 && tour.lowerBound() <= tour.length());
        assertTrue(tour.gap() < 0.1, "seed " + SEED + " gap " + tour.gap());
    }

    @Test
    void where_the_steps_are_spent_there_is_a_tour_all_the_same_and_more_make_it_shorter() {
        Random random = new Random(SEED);
        int[][] legs = legs(random, 300, true);
        long before = Long.MAX_VALUE;
        for (long steps : new long[] {0, 120_000, 5_000_000}) {
            int[] order = ShortestTour.heuristic(legs, steps);

            everyStopOnce(order, legs.length, "seed " + SEED + " steps " + steps);
            assertTrue(Tour.length(legs, order) < before, "seed " + SEED + " steps " + steps);
            before = Tour.length(legs, order);
        }
    }

    @Test
    void stops_on_a_circle_are_toured_round_it() {
        int n = 20;
        int[][] legs = new int[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                legs[i][j] = (int) Math.round(1e5 * Math.abs(Math.sin(Math.PI * (i - j) / n)));
            }
        }

        Tour tour = ShortestTour.of(legs);

        assertEquals(n * (long) legs[0][1], tour.length());
        assertEquals(0, tour.gap(), 0.001);
    }

    @Test
    void a_one_way_circle_is_driven_its_way() {
        int n = 18;
        int[][] legs = new int[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                legs[i][j] = (j - i + n) % n * 10;
            }
        }
        assertArrayEquals(IntStream.range(0, n).toArray(), ShortestTour.of(legs).order());
    }

    @Test
    void one_stop_is_a_tour_of_no_length_and_none_is_refused() {
        assertEquals(0, ShortestTour.of(new int[][] {{0}}).length());
        assertThrows(IllegalArgumentException.class, () -> ShortestTour.of(new int[0][]));
        assertThrows(IllegalArgumentException.class, () -> ShortestTour.of(new int[][] {{0, 1}}));
    }

    /** Points of a plane; where asked for, each direction has a detour of its own. */
    private static int[][] legs(Random random, int n, boolean oneWay) {
        int[] x = random.ints(n, 0, 10_000).toArray();
        int[] y = random.ints(n, 0, 10_000).toArray();
        int[][] legs = new int[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double detour = oneWay ? random.nextDouble() * 600 : 0;
                legs[i][j] = i == j ? 0 : (int) Math.round(Math.hypot(x[i] - x[j], y[i] - y[j]) + detour);
            }
        }
        return legs;
    }

    private static void everyStopOnce(int[] order, int n, String what) {
        assertEquals(0, order[0], what);
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        assertArrayEquals(IntStream.range(0, n).toArray(), sorted, what);
    }

    private static long best(int[][] legs) {
        return legs.length == 1 ? 0 : best(legs, new boolean[legs.length], 0, 1);
    }

    private static long best(int[][] legs, boolean[] seen, int at, int count) {
        if (count == legs.length) {
            return legs[at][0];
        }
        long best = Long.MAX_VALUE;
        for (int next = 1; next < legs.length; next++) {
            if (!seen[next]) {
                seen[next] = true;
                best = Math.min(best, legs[at][next] + best(legs, seen, next, count + 1));
                seen[next] = false;
            }
        }
        return best;
    }
}
