package org.twinloop.network.search;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds best ways, one at a time: both ends climb the elimination tree until they have met at every common ancestor
 * (Dibbelt, Strasser and Wagner 2014), and the arcs of the best meeting are unpacked. Small, and not for several
 * threads at once.
 */
public final class PathSearch {

    private static final int NOWHERE = -1;

    private final Hierarchy hierarchy;
    private final Legs legs;
    private final Ascent rising;
    private final Ascent falling;
    private final int[] trail;
    private int[] stack;
    private int[] found;
    private int length;
    private int best;
    private int meetingDepth;
    private Ascent.Branch meetingRising;
    private Ascent.Branch meetingFalling;

    public PathSearch(WeightedHierarchy weighted) {
        hierarchy = weighted.hierarchy;
        legs = weighted.legs;
        rising = new Ascent(weighted, true);
        falling = new Ascent(weighted, false);
        trail = new int[hierarchy.height];
        stack = new int[2 * hierarchy.height + 2];
        found = new int[256];
    }

    /** The weight of the best way between two nodes, or {@link Metric#CLOSED} when there is none. */
    public int weight(int from, int to) {
        between(from, to);
        return best;
    }

    /** The weight of the best way between any two of the terminals, or {@link Metric#CLOSED} when there is none. */
    public int weight(Terminals from, Terminals to) {
        between(from, to);
        return best;
    }

    /** The best way between two nodes. */
    public Optional<Way> find(int from, int to) {
        between(from, to);
        return way();
    }

    /** The best way between any two of the terminals. */
    public Optional<Way> find(Terminals from, Terminals to) {
        between(from, to);
        return way();
    }

    private void between(int from, int to) {
        rising.begin(from);
        falling.begin(to);
        climb();
    }

    private void between(Terminals from, Terminals to) {
        rising.begin(from);
        falling.begin(to);
        climb();
    }

    private void climb() {
        best = Metric.CLOSED;
        meetingDepth = NOWHERE;
        int above = hierarchy.order.length;
        int left = rising.lowest();
        int right = falling.lowest();
        while (left < above && right < above) {
            if (left == right) {
                meet(hierarchy.depth[left]);
            }
            if (left <= right) {
                rising.pass(best);
            }
            if (right <= left) {
                falling.pass(best);
            }
            left = rising.lowest();
            right = falling.lowest();
        }
    }

    private void meet(int depth) {
        int weight = rising.front().distance(depth) + falling.front().distance(depth);
        if (weight < best) {
            best = weight;
            meetingDepth = depth;
            meetingRising = rising.front();
            meetingFalling = falling.front();
        }
    }

    private Optional<Way> way() {
        if (meetingDepth == NOWHERE) {
            return Optional.empty();
        }
        length = 0;
        long from = rising.trace(meetingRising, meetingDepth, trail);
        for (int i = (int) from - 1; i >= 0; i--) {
            unpack(trail[i]);
        }
        long to = falling.trace(meetingFalling, meetingDepth, trail);
        for (int i = 0; i < (int) to; i++) {
            unpack(trail[i]);
        }
        return Optional.of(new Way(
                hierarchy.order[(int) (from >> 32)],
                hierarchy.order[(int) (to >> 32)],
                best,
                Arrays.copyOf(found, length)));
    }

    /** Appends the arcs of the graph that an arc of this number consists of. */
    private void unpack(int whole) {
        int height = 0;
        stack[height++] = whole;
        while (height > 0) {
            long pair = legs.of(stack[--height]);
            if (pair < 0) {
                if (length == found.length) {
                    found = Arrays.copyOf(found, 2 * length);
                }
                found[length++] = (int) (-1 - pair);
            } else {
                stack[height++] = (int) pair;
                stack[height++] = (int) (pair >> 32);
            }
        }
    }
}
