package org.twinloop.network.search;

import java.util.Optional;

/**
 * Finds best ways, one at a time: both ends climb the elimination tree until they have met at every common ancestor
 * (Dibbelt, Strasser and Wagner 2014), and the arcs of the best meeting are unpacked. Small, and not for several
 * threads at once.
 */
public final class PathSearch {

    private static final int NOWHERE = -1;

    private final Hierarchy hierarchy;
    private final Ascent rising;
    private final Ascent falling;
    private final Unpacking unpacking;
    private int best;
    private int meetingDepth;
    private Ascent.Branch meetingRising;
    private Ascent.Branch meetingFalling;

    public PathSearch(WeightedHierarchy weighted) {
        hierarchy = weighted.hierarchy;
        rising = new Ascent(weighted, true);
        falling = new Ascent(weighted, false);
        unpacking = new Unpacking(weighted);
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
        return meetingDepth == NOWHERE
                ? Optional.empty()
                : Optional.of(unpacking.way(rising, meetingRising, falling, meetingFalling, meetingDepth, best));
    }
}
