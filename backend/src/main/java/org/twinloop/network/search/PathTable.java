package org.twinloop.network.search;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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

    public PathTable(WeightedHierarchy weighted) {
        this.weighted = weighted;
        unpacking = new Unpacking(weighted);
    }

    /**
     * The best way between any two of the terminals of two ends.
     *
     * @param startOf the terminals of a start, asked once each
     * @param endOf those of an end
     */
    public Optional<Way> find(K from, Function<K, Terminals> startOf, K to, Function<K, Terminals> endOf) {
        Ascent rising = starts.computeIfAbsent(from, key -> climbed(startOf.apply(key), true));
        Ascent falling = ends.computeIfAbsent(to, key -> climbed(endOf.apply(key), false));
        best = Metric.CLOSED;
        for (Ascent.Branch up : rising.branches()) {
            for (Ascent.Branch down : falling.branches()) {
                meet(up, down);
            }
        }
        return best == Metric.CLOSED
                ? Optional.empty()
                : Optional.of(unpacking.way(rising, meetingRising, falling, meetingFalling, meetingDepth, best));
    }

    private Ascent climbed(Terminals terminals, boolean up) {
        Ascent ascent = new Ascent(weighted, up);
        ascent.climb(terminals);
        return ascent;
    }

    /** At what both passed before another branch took over; of equally good meetings the lowest counts. */
    private void meet(Ascent.Branch up, Ascent.Branch down) {
        int top = Math.max(up.mergedDepth(), down.mergedDepth());
        for (int depth = Math.min(up.startDepth(), down.startDepth()); depth > top; depth--) {
            int rank = up.passed(depth);
            if (rank == down.passed(depth)) {
                int weight = up.distance(depth) + down.distance(depth);
                if (weight < best || weight == best && best < Metric.CLOSED && rank < meetingRank) {
                    best = weight;
                    meetingRank = rank;
                    meetingDepth = depth;
                    meetingRising = up;
                    meetingFalling = down;
                }
            }
        }
    }
}
