package org.twinloop.bench.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.search.Graph;
import org.twinloop.network.search.Hierarchy;
import org.twinloop.network.search.Matrix;
import org.twinloop.network.search.Metric;
import org.twinloop.network.search.PathSearch;
import org.twinloop.network.search.PathTable;
import org.twinloop.network.search.SampleNetwork;
import org.twinloop.network.search.Terminals;
import org.twinloop.network.search.Way;
import org.twinloop.network.search.WeightedHierarchy;
import org.twinloop.trip.planning.search.Travel;

/**
 * Roads of a network between its junctions: times of many to many from one matrix, metres along the way itself.
 */
final class MeasuredRoads implements Travel {
    private static final int TENTHS = 10;
    private static final double DETOUR = 1.3;
    private static final double WALK_M_S = 4.8 / 3.6;
    private static final double RIDE_M_S = 12 / 3.6;

    private final SampleNetwork network;
    private final Graph graph;
    private final WeightedHierarchy weighted;
    private final PathSearch paths;
    /** Of one plan. */
    private PathTable<Integer> table;

    /** Of the arcs, as a network of roads has them stored. */
    private final double[] lengthsM;

    private final Map<GeoPoint, Integer> junctions = new HashMap<>();
    private final Map<Long, Integer> metres = new HashMap<>();
    private final Map<Long, Integer> seconds = new HashMap<>();
    private final boolean onePerOne;

    MeasuredRoads(SampleNetwork network) {
        this(network, Hierarchy.of(network.graph()).customise(network.metric()).perfect(), false);
    }

    private MeasuredRoads(SampleNetwork network, WeightedHierarchy weighted, boolean onePerOne) {
        this.network = network;
        this.weighted = weighted;
        this.onePerOne = onePerOne;
        graph = weighted.hierarchy().graph();
        paths = new PathSearch(weighted);
        begin();
        for (int node = 0; node < network.positions().size(); node++) {
            junctions.put(network.positions().get(node), node);
        }
        lengthsM = IntStream.range(0, graph.arcs())
                .mapToDouble(arc -> position(graph.tail(arc)).distanceM(position(graph.head(arc))))
                .toArray();
    }

    /** The same roads asked one way at a time, for an oracle that knows no matrix. */
    MeasuredRoads oneByOne() {
        return new MeasuredRoads(network, weighted, true);
    }

    /** Each plan of the service has ends of its own. */
    final void begin() {
        table = new PathTable<>(weighted);
    }

    /** Forgets what the oracle asked for in its last plan; a search asks for nothing twice. */
    void forget() {
        metres.clear();
        seconds.clear();
    }

    @Override
    public int[][] driveSeconds(List<GeoPoint> from, List<GeoPoint> to) {
        if (onePerOne) {
            int tenths = seconds.computeIfAbsent(
                    key(from.get(0), to.get(0)), key -> paths.weight(node(from.get(0)), node(to.get(0))));
            return new int[][] {{toSeconds(tenths)}};
        }
        int[][] tenths = Matrix.of(weighted, nodes(from), nodes(to));
        return Arrays.stream(tenths)
                .map(row -> Arrays.stream(row).map(MeasuredRoads::toSeconds).toArray())
                .toArray(int[][]::new);
    }

    @Override
    public int driveMetres(GeoPoint from, GeoPoint to) {
        return onePerOne
                ? metres.computeIfAbsent(key(from, to), key -> metres(paths.find(node(from), node(to))))
                : (int) Math.round(table.sum(node(from), Terminals::at, node(to), Terminals::at, arc -> lengthsM[arc])
                        .orElseThrow()
                        .length());
    }

    private int metres(Optional<Way> way) {
        double sum = 0;
        for (int arc : way.orElseThrow().arcs()) {
            sum += lengthsM[arc];
        }
        return (int) Math.round(sum);
    }

    @Override
    public int[][] walkSeconds(List<GeoPoint> from, List<GeoPoint> to) {
        return straight(from, to, WALK_M_S);
    }

    @Override
    public int[][] rideSeconds(List<GeoPoint> from, List<GeoPoint> to) {
        return straight(from, to, RIDE_M_S);
    }

    private static int[][] straight(List<GeoPoint> from, List<GeoPoint> to, double metresPerS) {
        int[][] seconds = new int[from.size()][to.size()];
        for (int row = 0; row < seconds.length; row++) {
            for (int column = 0; column < seconds[row].length; column++) {
                seconds[row][column] = (int) Math.round(from.get(row).distanceM(to.get(column)) * DETOUR / metresPerS);
            }
        }
        return seconds;
    }

    private static int toSeconds(int tenths) {
        return tenths >= Metric.CLOSED ? NO_WAY : (tenths + TENTHS - 1) / TENTHS;
    }

    private GeoPoint position(int node) {
        return network.positions().get(node);
    }

    private long key(GeoPoint from, GeoPoint to) {
        return (long) node(from) << Integer.SIZE | node(to);
    }

    private int[] nodes(List<GeoPoint> points) {
        return points.stream().mapToInt(this::node).toArray();
    }

    private int node(GeoPoint point) {
        return junctions.get(point);
    }
}
