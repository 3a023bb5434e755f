package org.twinloop.network.layout;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Makes a tour shorter as long as it can: a segment of up to three stops moves beside a near one (Or-opt), or a part
 * is turned round with all its inner legs (2-opt). The first move that helps is made; what it saves is told by the few
 * legs that change and by sums along the tour, so a look at a move is one step and making it one a stop.
 */
final class TourImprovement {

    private static final int SEGMENT_MAX = 3;
    private static final int NEAR = 10;

    private final int[][] legs;
    private final int n;
    /** By stop, the nearest to go to, and the nearest to come from. */
    private final int[][] onward;

    private final int[][] before;
    private final int[] at;
    /** Along the tour up to a place, and back from there. */
    private final long[] ahead;

    private final long[] back;
    private int[] order;
    private long budget;

    /** @param budget steps, over all tours */
    TourImprovement(int[][] legs, long budget) {
        this.legs = legs;
        this.n = legs.length;
        this.budget = budget;
        at = new int[n];
        ahead = new long[n];
        back = new long[n];
        onward = new int[n][];
        before = new int[n][];
        for (int stop = 0; stop < n; stop++) {
            int here = stop;
            onward[stop] = nearest(here, Comparator.comparingInt(other -> legs[here][other]));
            before[stop] = nearest(here, Comparator.comparingInt(other -> legs[other][here]));
        }
    }

    private int[] nearest(int here, Comparator<Integer> distance) {
        return IntStream.range(0, n)
                .filter(other -> other != here)
                .boxed()
                .sorted(distance)
                .limit(NEAR)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    boolean isSpent() {
        return budget <= 0;
    }

    /** Takes the steps of something else from the budget. */
    void spend(long steps) {
        budget -= steps;
    }

    /** The tour made shorter, until no move helps or the budget is spent. */
    int[] improved(int[] tour) {
        take(tour.clone());
        boolean better = true;
        while (better && !isSpent()) {
            better = false;
            for (int stop = 0; stop < n && !isSpent(); stop++) {
                while (!isSpent() && (moved(stop) || turned(stop))) {
                    better = true;
                }
            }
        }
        return order;
    }

    private void take(int[] tour) {
        order = tour;
        budget -= n;
        for (int place = 0; place < n; place++) {
            at[order[place]] = place;
            ahead[place] = place == 0 ? 0 : ahead[place - 1] + legs[order[place - 1]][order[place]];
            back[place] = place == 0 ? 0 : back[place - 1] + legs[order[place]][order[place - 1]];
        }
    }

    private int next(int stop) {
        return order[(at[stop] + 1) % n];
    }

    private int previous(int stop) {
        return order[(at[stop] + n - 1) % n];
    }

    /** Moves a segment that begins with a stop to where it is near. */
    private boolean moved(int first) {
        int last = first;
        for (int size = 1; size <= Math.min(SEGMENT_MAX, n - 3); size++) {
            int gap = legs[previous(first)][next(last)] - legs[previous(first)][first] - legs[last][next(last)];
            for (int after : before[first]) {
                if (isInserted(first, last, size, after, gap)) {
                    return true;
                }
            }
            for (int then : onward[last]) {
                if (isInserted(first, last, size, previous(then), gap)) {
                    return true;
                }
            }
            last = next(last);
        }
        return false;
    }

    private boolean isInserted(int first, int last, int size, int after, int gap) {
        budget--;
        int fromFirst = (at[after] - at[first] + n) % n;
        if (fromFirst < size || fromFirst == n - 1) {
            return false;
        }
        int then = next(after);
        if ((long) gap + legs[after][first] + legs[last][then] - legs[after][then] >= 0) {
            return false;
        }
        int[] tour = new int[n];
        int filled = 0;
        for (int i = size; i < n; i++) {
            int stop = order[(at[first] + i) % n];
            tour[filled++] = stop;
            for (int j = 0; stop == after && j < size; j++) {
                tour[filled++] = order[(at[first] + j) % n];
            }
        }
        take(tour);
        return true;
    }

    /** Turns a part of the tour round so that a stop leads to a near one, or the part's begin to one that follows. */
    private boolean turned(int stop) {
        int begin = (at[stop] + 1) % n;
        for (int near : onward[stop]) {
            if (isTurned(begin, at[near])) {
                return true;
            }
        }
        for (int near : onward[order[begin]]) {
            if (isTurned(begin, at[near] - 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean isTurned(int begin, int end) {
        budget--;
        if (end <= begin || begin == 0 && end == n - 1) {
            return false;
        }
        int from = order[(begin + n - 1) % n];
        int to = order[(end + 1) % n];
        long saved = legs[from][order[begin]] + ahead[end] - ahead[begin] + legs[order[end]][to];
        long spent = legs[from][order[end]] + back[end] - back[begin] + legs[order[begin]][to];
        if (spent >= saved) {
            return false;
        }
        int[] tour = order.clone();
        for (int place = begin; place <= end; place++) {
            tour[place] = order[begin + end - place];
        }
        take(tour);
        return true;
    }
}
