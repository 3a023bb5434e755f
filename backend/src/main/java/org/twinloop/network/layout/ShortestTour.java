package org.twinloop.network.layout;

import java.util.Arrays;

/**
 * The shortest closed tour over legs that may differ by direction, since streets are one-way. Exact up to {@value
 * #EXACT_MAX} stops by the dynamic programme of Held and Karp (J. SIAM 10, 1962); beyond, the best of nearest-neighbour
 * tours from some stops, each with the {@link TourImprovement moves} that help, within so many steps for all of them.
 */
public final class ShortestTour {

    public static final int EXACT_MAX = 15;

    /** About a second of one processor; 400 stops take a fifth. */
    private static final long STEPS = 200_000_000;

    private static final int STARTS_MAX = 40;
    private static final int NONE = Integer.MAX_VALUE / 2;

    private ShortestTour() {}

    /**
     * @param legs from row to column, 0 or more, each below a hundred million; the diagonal is not read
     * @throws IllegalArgumentException when the table is empty or not square
     */
    public static Tour of(int[][] legs) {
        if (legs.length == 0 || Arrays.stream(legs).anyMatch(row -> row.length != legs.length)) {
            throw new IllegalArgumentException("legs must be square and not empty");
        }
        if (legs.length <= EXACT_MAX) {
            int[] order = heldKarp(legs);
            long length = legs.length == 1 ? 0 : Tour.length(legs, order);
            return new Tour(order, length, length, true);
        }
        int[] order = heuristic(legs);
        long length = Tour.length(legs, order);
        long bound = Math.min(length, OneTree.bound(legs, length));
        return new Tour(order, length, bound, bound == length);
    }

    /** Least length of a way from stop 0 through a set that ends at a stop of it; sets leave out stop 0. */
    static int[] heldKarp(int[][] legs) {
        int n = legs.length - 1;
        int[][] least = new int[1 << n][n];
        for (int[] row : least) {
            Arrays.fill(row, NONE);
        }
        for (int last = 0; last < n; last++) {
            least[1 << last][last] = legs[0][last + 1];
        }
        for (int set = 1; set < 1 << n; set++) {
            for (int last = 0; last < n; last++) {
                int so = least[set][last];
                for (int next = 0; so < NONE && next < n; next++) {
                    int with = set | 1 << next;
                    if (with != set) {
                        least[with][next] = Math.min(least[with][next], so + legs[last + 1][next + 1]);
                    }
                }
            }
        }
        return walkedBack(legs, least, n);
    }

    private static int[] walkedBack(int[][] legs, int[][] least, int n) {
        int[] order = new int[n + 1];
        int set = (1 << n) - 1;
        int after = 0;
        for (int place = n; place > 0; place--) {
            int best = -1;
            for (int last = 0; last < n; last++) {
                boolean in = (set >> last & 1) == 1;
                if (in
                        && (best < 0
                                || least[set][last] + legs[last + 1][after]
                                        < least[set][best] + legs[best + 1][after])) {
                    best = last;
                }
            }
            order[place] = best + 1;
            after = best + 1;
            set &= ~(1 << best);
        }
        return order;
    }

    static int[] heuristic(int[][] legs) {
        return heuristic(legs, STEPS);
    }

    /** @param steps how much may be looked at; a tour is found with none too */
    static int[] heuristic(int[][] legs, long steps) {
        int n = legs.length;
        TourImprovement improvement = new TourImprovement(legs, steps);
        int starts = Math.min(n, STARTS_MAX);
        int[] best = null;
        for (int i = 0; i < starts && (best == null || !improvement.isSpent()); i++) {
            improvement.spend((long) n * n);
            int[] order = improvement.improved(nearestNeighbour(legs, (int) ((long) i * n / starts)));
            if (best == null || Tour.length(legs, order) < Tour.length(legs, best)) {
                best = order;
            }
        }
        return beginningWithFirst(best);
    }

    private static int[] nearestNeighbour(int[][] legs, int start) {
        int[] order = new int[legs.length];
        boolean[] seen = new boolean[legs.length];
        order[0] = start;
        seen[start] = true;
        for (int place = 1; place < order.length; place++) {
            int from = order[place - 1];
            int nearest = -1;
            for (int to = 0; to < legs.length; to++) {
                if (!seen[to] && (nearest < 0 || legs[from][to] < legs[from][nearest])) {
                    nearest = to;
                }
            }
            order[place] = nearest;
            seen[nearest] = true;
        }
        return order;
    }

    private static int[] beginningWithFirst(int[] order) {
        int first = 0;
        while (order[first] != 0) {
            first++;
        }
        int[] turned = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            turned[i] = order[(first + i) % order.length];
        }
        return turned;
    }
}
