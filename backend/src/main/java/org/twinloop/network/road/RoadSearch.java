package org.twinloop.network.road;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.twinloop.network.search.Graph;
import org.twinloop.network.search.Matrix;
import org.twinloop.network.search.Metric;
import org.twinloop.network.search.PathSearch;
import org.twinloop.network.search.PathTable;
import org.twinloop.network.search.SecondWay;
import org.twinloop.network.search.Sweep;
import org.twinloop.network.search.Terminals;
import org.twinloop.network.search.Way;
import org.twinloop.network.search.WeightedHierarchy;
import org.twinloop.network.search.turn.TurnGraph;

/**
 * Ways from points of roads to points of roads in one mode, over one version of the travel times. Small, and not for
 * several threads at once.
 */
public final class RoadSearch {

    private static final int NONE = -1;

    private final ModeGraph graph;
    private final TurnGraph turns;
    private final WeightedHierarchy weighted;
    private final Metric millis;
    private final PathSearch paths;
    private final PathTable<Landing> table;
    private final Map<Landing, Optional<Terminals>> departures = new HashMap<>();
    private final Map<Landing, Optional<Approach>> approaches = new HashMap<>();

    RoadSearch(ModeGraph graph, WeightedHierarchy weighted) {
        this.graph = graph;
        this.turns = graph.turns();
        this.weighted = weighted;
        this.millis = weighted.metric().basis();
        this.paths = new PathSearch(weighted);
        this.table = new PathTable<>(weighted);
    }

    /** The version of the travel times. */
    public long version() {
        return millis.version();
    }

    /** Milliseconds along an arc of the {@link ModeGraph}; {@link Metric#CLOSED} where it may not be used. */
    public int millis(int arc) {
        return millis.weight(arc);
    }

    /**
     * Where a way may end. A node of the search stands for a whole road, so what lies behind the end is taken off; to
     * stay above 0, all ends weigh {@code surplus} too much.
     *
     * @param last the arc that follows the node, or −1 where the node is the last arc itself
     */
    private record Approach(Terminals terminals, int surplus, int last) {}

    private record Found(Way way, Approach approach, int weight) {}

    /** The quickest way between two points. */
    public Optional<RoadWay> best(Landing from, Landing to) {
        return found(from, to).map(found -> way(found, from, to));
    }

    /**
     * Metres of {@link #best}, for many pairs of few ends, whose share of the search is made once and kept.
     *
     * @return nothing where there is no way
     */
    public OptionalDouble lengthM(Landing from, Landing to) {
        return overshot(from, to) == NONE
                ? ofTable(from, to)
                : best(from, to)
                        .map(found -> OptionalDouble.of(found.lengthM()))
                        .orElseGet(OptionalDouble::empty);
    }

    private OptionalDouble ofTable(Landing from, Landing to) {
        Optional<Terminals> departure = departures.computeIfAbsent(from, this::departure);
        Optional<Approach> approach = approaches.computeIfAbsent(to, landing -> approach(landing, NONE));
        if (departure.isEmpty() || approach.isEmpty()) {
            return OptionalDouble.empty();
        }
        return table.sum(from, start -> departure.get(), to, end -> approach.get().terminals, this::enteredM)
                .map(sum -> OptionalDouble.of(lengthM(sum, from, to)))
                .orElseGet(OptionalDouble::empty);
    }

    /** Metres of the road that a turn leads into. */
    private double enteredM(int turn) {
        return arcM(turns.road(turns.graph().head(turn)));
    }

    private double arcM(int arc) {
        return graph.roads().lengthM(graph.row(arc));
    }

    private double lengthM(PathTable.Sum sum, Landing from, Landing to) {
        int first = turns.road(sum.from());
        int last = turns.road(sum.to());
        double behind = from.behind(graph.isForward(first));
        double ahead = to.behind(graph.isForward(last));
        return sum.moves()
                ? (1 - behind) * arcM(first) + sum.length() - (1 - ahead) * arcM(last)
                : Math.max(0, ahead - behind) * arcM(first);
    }

    /** The quickest way and, where there is a sensible one, another. */
    public List<RoadWay> ways(Landing from, Landing to) {
        List<RoadWay> ways = new ArrayList<>();
        Optional<Found> best = found(from, to);
        best.map(found -> way(found, from, to)).ifPresent(ways::add);
        best.filter(found -> found.approach.last == NONE)
                .flatMap(found -> new SecondWay(weighted)
                        .beside(found.way, departure(from).orElseThrow(), found.approach.terminals)
                        .map(way -> way(new Found(way, found.approach, 0), from, to)))
                .filter(way -> turnsNowhere(way)
                        && !Arrays.equals(way.rows(), ways.get(0).rows()))
                .ifPresent(ways::add);
        return ways;
    }

    /**
     * What the quickest way is chosen by: its milliseconds with the allowances against short cuts;
     * {@link Metric#CLOSED} where there is none.
     */
    public int cost(Landing from, Landing to) {
        return found(from, to).map(Found::weight).orElse(Metric.CLOSED);
    }

    private Optional<Found> found(Landing from, Landing to) {
        int overshot = overshot(from, to);
        Optional<Terminals> departure = departure(from);
        if (departure.isEmpty()) {
            return Optional.empty();
        }
        Optional<Found> straight = approach(to, overshot).flatMap(approach -> find(departure.get(), approach));
        Optional<Found> around =
                overshot == NONE ? Optional.empty() : behind(to, overshot).flatMap(a -> find(departure.get(), a));
        boolean rounder = straight.isEmpty() || around.isPresent() && around.get().weight < straight.get().weight;
        return rounder ? around : straight;
    }

    private Optional<Found> find(Terminals departure, Approach approach) {
        return paths.find(departure, approach.terminals)
                .map(way -> new Found(way, approach, way.weight() - approach.surplus));
    }

    /** The arc on which both lie and the end lies behind the start, or −1: one has to come round to it again. */
    private int overshot(Landing from, Landing to) {
        if (from.row() != to.row() || from.along() == to.along()) {
            return NONE;
        }
        return graph.arc(from.row(), from.along() > to.along());
    }

    private Optional<Terminals> departure(Landing from) {
        int[] arcs = open(from);
        int[] offsets = Arrays.stream(arcs)
                .map(arc -> from.millis() + millis.weight(arc) - passed(from, arc))
                .toArray();
        return arcs.length == 0 ? Optional.empty() : Optional.of(new Terminals(arcs, offsets));
    }

    private Optional<Approach> approach(Landing to, int except) {
        int[] arcs = IntStream.of(open(to)).filter(arc -> arc != except).toArray();
        int surplus = IntStream.of(arcs).map(millis::weight).max().orElse(0);
        List<int[]> ends = new ArrayList<>();
        for (int arc : arcs) {
            int offset = surplus - millis.weight(arc) + passed(to, arc) + to.millis();
            turns.on(arc).forEach(node -> ends.add(new int[] {node, offset}));
        }
        return approach(ends, surplus, NONE);
    }

    /** Ends before the turns into an arc. */
    private Optional<Approach> behind(Landing to, int arc) {
        if (millis.weight(arc) >= Metric.CLOSED) {
            return Optional.empty();
        }
        Graph searched = turns.graph();
        List<int[]> ends = new ArrayList<>();
        turns.on(arc).forEach(node -> {
            for (int i = 0; i < searched.inDegree(node); i++) {
                int turn = searched.inArc(node, i);
                int offset = turns.cost(turn) + passed(to, arc) + to.millis();
                ends.add(new int[] {searched.tail(turn), offset});
            }
        });
        return approach(ends, 0, arc);
    }

    private static Optional<Approach> approach(List<int[]> ends, int surplus, int last) {
        if (ends.isEmpty()) {
            return Optional.empty();
        }
        int[] nodes = ends.stream().mapToInt(end -> end[0]).toArray();
        int[] offsets = ends.stream().mapToInt(end -> end[1]).toArray();
        return Optional.of(new Approach(new Terminals(nodes, offsets), surplus, last));
    }

    private int[] open(Landing landing) {
        return graph.arcsAt(landing).stream()
                .mapToInt(Integer::intValue)
                .filter(arc -> millis.weight(arc) < Metric.CLOSED)
                .toArray();
    }

    /** Milliseconds from the beginning of an arc to a landing on it. */
    private int passed(Landing landing, int arc) {
        return (int) Math.round(landing.behind(graph.isForward(arc)) * millis.weight(arc));
    }

    private RoadWay way(Found found, Landing from, Landing to) {
        int[] arcs = turns.roads(found.way);
        if (found.approach.last != NONE) {
            arcs = Arrays.copyOf(arcs, arcs.length + 1);
            arcs[arcs.length - 1] = found.approach.last;
        }
        int last = arcs.length - 1;
        int[] rows = new int[arcs.length];
        boolean[] forward = new boolean[arcs.length];
        int[] parts = new int[arcs.length];
        for (int i = 0; i < arcs.length; i++) {
            rows[i] = graph.row(arcs[i]);
            forward[i] = graph.isForward(arcs[i]);
            int begin = i == 0 ? passed(from, arcs[i]) : -graph.pauseMillis(arcs[i - 1], arcs[i]);
            parts[i] = (i == last ? passed(to, arcs[i]) : millis.weight(arcs[i])) - begin;
        }
        double fromShare = from.behind(forward[0]);
        double toShare = to.behind(forward[last]);
        return new RoadWay(graph, rows, forward, parts, fromShare, toShare, version());
    }

    private static boolean turnsNowhere(RoadWay way) {
        return Arrays.stream(way.rows()).distinct().count() == way.rows().length;
    }

    /**
     * Milliseconds from each start (a row) to each end (a column), what is spent at both included;
     * {@link Metric#CLOSED} where there is no way. As long as {@link #best} says, but for a way that takes a short cut
     * through a private road all the same: that counts with the allowance.
     */
    public int[][] millis(List<Landing> from, List<Landing> to) {
        List<Terminals> starts =
                from.stream().map(landing -> departure(landing).orElse(null)).toList();
        List<Approach> ends =
                to.stream().map(landing -> approach(landing, NONE).orElse(null)).toList();
        int[][] weights = Matrix.of(
                weighted,
                starts.stream().flatMapToInt(start -> nodes(start)).toArray(),
                ends.stream()
                        .flatMapToInt(end -> nodes(end == null ? null : end.terminals))
                        .toArray());
        boolean[] gatedStarts = restricted(from);
        boolean[] gatedEnds = restricted(to);
        int[][] result = new int[from.size()][to.size()];
        int row = 0;
        for (int i = 0; i < result.length; i++) {
            int column = 0;
            for (int j = 0; j < result[i].length; j++) {
                boolean plain = overshot(from.get(i), to.get(j)) == NONE && !(gatedStarts[i] && gatedEnds[j]);
                result[i][j] = plain
                        ? net(least(weights, row, starts.get(i), column, ends.get(j)), gatedEnds[j])
                        : told(from.get(i), to.get(j));
                column += count(ends.get(j) == null ? null : ends.get(j).terminals);
            }
            row += count(starts.get(i));
        }
        return result;
    }

    /** What a way takes as it is told, for ends of which the allowances do not tell whether they are in it. */
    private int told(Landing from, Landing to) {
        return best(from, to)
                .map(way -> Math.toIntExact(from.millis() + way.totalMillis() + to.millis()))
                .orElse(Metric.CLOSED);
    }

    private boolean[] restricted(List<Landing> landings) {
        boolean[] restricted = new boolean[landings.size()];
        for (int i = 0; i < restricted.length; i++) {
            restricted[i] = isRestricted(landings.get(i));
        }
        return restricted;
    }

    private int least(int[][] weights, int row, Terminals start, int column, Approach end) {
        int least = Metric.CLOSED;
        for (int i = 0; i < count(start); i++) {
            for (int j = 0; j < count(end == null ? null : end.terminals); j++) {
                int weight = weights[row + i][column + j];
                if (weight < Metric.CLOSED) {
                    least = Math.min(
                            least, weight + start.offsets()[i] + end.terminals.offsets()[j] - end.surplus);
                }
            }
        }
        return least;
    }

    /** Without the allowance for going onto a private road at the end. */
    private int net(int weight, boolean gated) {
        return gated && weight >= graph.gateMillis() && weight < Metric.CLOSED ? weight - graph.gateMillis() : weight;
    }

    /** Whether a landing lies on a road that is only for those who want something there. */
    boolean isRestricted(Landing landing) {
        return graph.arcsAt(landing).stream().anyMatch(graph::isRestricted);
    }

    private static IntStream nodes(Terminals terminals) {
        return terminals == null ? IntStream.empty() : IntStream.of(terminals.nodes());
    }

    private static int count(Terminals terminals) {
        return terminals == null ? 0 : terminals.nodes().length;
    }

    /** What can be reached from any of several points within so many milliseconds. */
    public Reached within(List<Landing> from, int limit) {
        int[] entered = new int[graph.arcs()];
        Arrays.fill(entered, Metric.CLOSED);
        List<Terminals> starts =
                from.stream().map(this::departure).flatMap(Optional::stream).toList();
        Pieces pieces = new Pieces(graph, limit);
        if (starts.isEmpty()) {
            return pieces.reached(version());
        }
        enter(new Sweep(weighted).from(joined(starts)), entered);
        for (int arc = 0; arc < entered.length; arc++) {
            pieces.add(arc, 0, entered[arc], millis.weight(arc));
        }
        for (Landing landing : from) {
            for (int arc : open(landing)) {
                pieces.add(arc, landing.behind(graph.isForward(arc)), landing.millis(), millis.weight(arc));
            }
        }
        return pieces.reached(version());
    }

    /**
     * Milliseconds to each end from the nearest start, what is spent at both included; {@link Metric#CLOSED} where no
     * way leads. As {@link #millis} says, but for an end and its nearest start both on roads that are only for those
     * who want something there, and for an end behind a start on its own road: those count with the allowance.
     */
    public int[] nearest(List<Landing> from, List<Landing> to) {
        int[] open = nearest(from, to, false);
        int[] gated = nearest(from, to, true);
        int[] least = new int[open.length];
        for (int i = 0; i < least.length; i++) {
            least[i] = Math.min(net(open[i], isRestricted(to.get(i))), gated[i]);
        }
        return least;
    }

    private int[] nearest(List<Landing> all, List<Landing> to, boolean restricted) {
        List<Landing> from =
                all.stream().filter(one -> isRestricted(one) == restricted).toList();
        List<Terminals> starts =
                from.stream().map(this::departure).flatMap(Optional::stream).toList();
        int[] least = new int[to.size()];
        Arrays.fill(least, Metric.CLOSED);
        if (starts.isEmpty()) {
            return least;
        }
        int[] entered = new int[graph.arcs()];
        Arrays.fill(entered, Metric.CLOSED);
        enter(new Sweep(weighted).from(joined(starts)), entered);
        for (int i = 0; i < least.length; i++) {
            Landing end = to.get(i);
            for (int arc : open(end)) {
                int begun = entered[arc];
                for (Landing start : from) {
                    boolean ahead = start.row() == end.row()
                            && start.behind(graph.isForward(arc)) <= end.behind(graph.isForward(arc));
                    begun = ahead ? Math.min(begun, start.millis() - passed(start, arc)) : begun;
                }
                if (begun < Metric.CLOSED) {
                    least[i] = Math.min(least[i], begun + passed(end, arc) + end.millis());
                }
            }
        }
        return least;
    }

    private static Terminals joined(List<Terminals> starts) {
        return new Terminals(
                starts.stream()
                        .flatMapToInt(start -> IntStream.of(start.nodes()))
                        .toArray(),
                starts.stream()
                        .flatMapToInt(start -> IntStream.of(start.offsets()))
                        .toArray());
    }

    /** When the beginning of each arc is reached, by the best turn into it. */
    private void enter(int[] distance, int[] entered) {
        Graph searched = turns.graph();
        for (int turn = 0; turn < searched.arcs(); turn++) {
            int before = distance[searched.tail(turn)];
            if (before < Metric.CLOSED) {
                int arc = turns.road(searched.head(turn));
                entered[arc] = Math.min(entered[arc], before + turns.cost(turn));
            }
        }
    }
}
