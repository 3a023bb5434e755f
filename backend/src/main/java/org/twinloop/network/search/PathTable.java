package org.twinloop.network.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/**
 * Best ways between many pairs of few ends: each end climbs the elimination tree once, whatever it is asked for, and a
 * pair only meets at its common ancestors. The ways are those of {@link PathSearch}. Ends go by a key of the caller's;
 * some KiB are kept for each. Not for several threads at once.
 *
 * @param <K> what names an end, of which each always has the same terminals
 */
public final class PathTable<K> {

    private final WeightedHierarchy weighted;
    private final Unpacking unpacking;
    private final Map<K, Ascent> starts = new HashMap<>();
    private final Map<K, Ascent> ends = new HashMap<>();
    private int best;
    private int meetingRank;
    private int meetingDepth;
    private Ascent.Branch meetingRising;
    private Ascent.Branch meetingFalling;
    private double[] sums;

    public PathTable(WeightedHierarchy weighted) {
        this.weighted = weighted;
        unpacking = new Unpacking(weighted);
    }

    /**
     * A way that is summed up and not told.
     *
     * @param from node where it begins, and {@code to} where it ends
     * @param moves whether it has arcs
     * @param length of all arcs of the graph together
     */
    public record Sum(int from, int to, boolean moves, double length) {}

    /**
     * The best way between any two of the terminals of two ends.
     *
     * @param startOf the terminals of a start, asked once each
     * @param endOf those of an end
     */
    public Optional<Way> find(K from, Function<K, Terminals> startOf, K to, Function<K, Terminals> endOf) {
        Ascent rising = starts.computeIfAbsent(from, key -> climbed(startOf.apply(key), true));
        Ascent falling = ends.computeIfAbsent(to, key -> climbed(endOf.apply(key), false));
        return meet(rising, falling)
                ? Optional.of(unpacking.way(rising, meetingRising, falling, meetingFalling, meetingDepth, best))
                : Optional.empty();
    }

    /**
     * The same, but only what the arcs of the way sum up to: what the arcs of the hierarchy sum up to is kept, so that
     * it is reckoned once for all ways that share them.
     *
     * @param lengthOf an arc of the graph; always the same
     */
    public Optional<Sum> sum(
            K from, Function<K, Terminals> startOf, K to, Function<K, Terminals> endOf, IntToDoubleFunction lengthOf) {
        Ascent rising = starts.computeIfAbsent(from, key -> climbed(startOf.apply(key), true));
        Ascent falling = ends.computeIfAbsent(to, key -> climbed(endOf.apply(key), false));
        if (!meet(rising, falling)) {
            return Optional.empty();
        }
        if (sums == null) {
            sums = new double[weighted.legs.limit()];
            Arrays.fill(sums, Double.NaN);
        }
        return Optional.of(unpacking.sum(rising, meetingRising, falling, meetingFalling, meetingDepth, sums, lengthOf));
    }

    private boolean meet(Ascent rising, Ascent falling) {
        best = Metric.CLOSED;
        for (Ascent.Branch up : rising.branches()) {
            for (Ascent.Branch down : falling.branches()) {
                meet(up, down);
            }
        }
        return best < Metric.CLOSED;
    }

    private Ascent climbed(Terminals terminals, boolean up) {
        Ascent ascent = new Ascent(weighted, up);
        ascent.climb(terminals);
        return ascent;
    }

    /** At what both passed before another branch took over; of equally good meetings the lowest counts. */
    private void meet(Ascent.Branch up, Ascent.Branch down) {
        int top = Math.max(up.mergedDepth(), down.mergedDepth());
        int common = Math.min(up.startDepth(), down.startDepth());
        while (common > top && up.passed(common) != down.passed(common)) {
            common--;
        }
        int depth = least(up.distances(), down.distances(), common, top);
        if (depth > top) {
            int weight = up.distance(depth) + down.distance(depth);
            if (weight < best || weight == best && weight < Metric.CLOSED && up.passed(depth) < meetingRank) {
                best = weight;
                meetingRank = up.passed(depth);
                meetingDepth = depth;
                meetingRising = up;
                meetingFalling = down;
            }
        }
    }

    /** The greatest depth of the least sum, or {@code top} where no depth below has one. */
    private static int least(int[] rising, int[] falling, int common, int top) {
        int least = Metric.CLOSED;
        int found = top;
        for (int depth = common; depth > top; depth--) {
            int sum = rising[depth] + falling[depth];
            if (sum < least) {
                least = sum;
                found = depth;
            }
        }
        return found;
    }
}
