package org.twinloop.network.draft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.twinloop.network.osm.ElementKind;
import org.twinloop.network.osm.ExtractPass;
import org.twinloop.network.osm.Tags;
import org.twinloop.network.osm.tag.Barrier;
import org.twinloop.network.osm.tag.Remark;
import org.twinloop.network.osm.tag.Road;
import org.twinloop.network.osm.tag.RoadRules;

/**
 * The third pass: cuts ways into roads from junction to junction. Roads meet where they share a node and nowhere else,
 * so a road on stilts does not meet the one below it. A road that would end where it began is cut in the middle; one
 * whose nodes are missing is cut there.
 *
 * <p>A barrier becomes the first or last metre of the road it stands on, closed to those it stops, so that everybody
 * else still passes and no junction has to be doubled. On a junction of several roads it is not clear which of them it
 * closes; there it counts for the roads for cars, if it stands between two of them only, and else it is ignored.
 */
final class EdgeCutter extends ExtractPass {

    private static final double BARRIER_M = 1;
    private static final double CARVED_MIN_M = 0.2;

    private final NodeTable table;
    private final Map<Integer, Barrier> barriers;
    private final Set<Long> turnWays;
    private final Set<Long> waysMetTwice;
    private final Set<Long> waysCut = new HashSet<>();
    private final Set<Integer> ignoredBarriers = new HashSet<>();
    private final Map<Long, List<Integer>> edgesOfTurnWays = new HashMap<>();
    private final Draft draft;
    private final ImportReport report;
    private long way;
    private int part;
    private Road road;
    private int[] rows;

    EdgeCutter(NodeTable table, Map<Integer, Barrier> barriers, RoadScan scan, Draft draft, ImportReport report)
            throws IOException {
        super(ElementKind.WAY);
        this.table = table;
        this.barriers = barriers;
        this.turnWays = scan.turnWays();
        this.waysMetTwice = scan.waysMetTwice();
        this.draft = draft;
        this.report = report;
    }

    /** The roads that the ways of turn restrictions became, in the direction of use. */
    Map<Long, List<Integer>> edgesOfTurnWays() {
        return edgesOfTurnWays;
    }

    @Override
    protected void way(long id, long[] nodes, Tags tags) {
        Optional<Road> found = RoadRules.read(tags, remark -> report.note(remark, "w" + id));
        if (found.isEmpty()) {
            return;
        }
        if (waysMetTwice.contains(id) && !waysCut.add(id)) {
            report.note(Remark.WAY_TWICE, "w" + id);
            return;
        }
        way = id;
        part = 0;
        road = found.get();
        rows = rows(RoadScan.distinct(nodes), road.against());
        if (rows.length < 2) {
            report.note(Remark.WAY_WITHOUT_NODES, "w" + id);
            return;
        }
        try {
            stretches();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private int[] rows(long[] nodes, boolean against) {
        int[] found = new int[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            found[against ? nodes.length - 1 - i : i] = table.find(nodes[i]);
        }
        return found;
    }

    /** Stretches between nodes that are missing. */
    private void stretches() throws IOException {
        List<int[]> runs = new ArrayList<>();
        int first = 0;
        for (int i = 0; i <= rows.length; i++) {
            if (i == rows.length || !table.isLocated(rows[i])) {
                if (i - first >= 2) {
                    runs.add(new int[] {first, i - 1});
                }
                if (i < rows.length) {
                    report.note(Remark.NODE_MISSING, "w" + way + " n" + table.id(rows[i]));
                }
                first = i + 1;
            }
        }
        if (road.crossingS() > 0) {
            road = crossing(runs);
        }
        for (int[] run : runs) {
            cut(run[0], run[1]);
        }
    }

    /** A ferry is as fast as its duration says. */
    private Road crossing(List<int[]> runs) {
        double lengthM = 0;
        for (int[] run : runs) {
            lengthM += DraftEdge.lengthM(points(run[0], run[1]));
        }
        return road.crossing(lengthM);
    }

    private void cut(int first, int last) throws IOException {
        int begun = first;
        for (int i = first + 1; i <= last; i++) {
            if (i == last || table.isJunction(rows[i]) || stops(rows[i])) {
                if (rows[begun] == rows[i]) {
                    int middle = (begun + i) / 2;
                    edge(begun, middle);
                    edge(middle, i);
                } else {
                    edge(begun, i);
                }
                begun = i;
            }
        }
    }

    private void edge(int first, int last) throws IOException {
        int[] points = points(first, last);
        Barrier before = stops(rows[first]) ? barriers.get(rows[first]) : null;
        Barrier after = stops(rows[last]) ? barriers.get(rows[last]) : null;
        int from = junction(rows[first]);
        int to = junction(rows[last]);
        double lengthM = DraftEdge.lengthM(points);
        if (lengthM < CARVED_MIN_M) {
            Road between = before == null ? road : road.behind(before);
            add(from, to, after == null ? between : between.behind(after), points);
            return;
        }
        double carvedM = Math.min(BARRIER_M, lengthM / 4);
        if (before != null) {
            int[][] halves = Points.split(points, carvedM);
            int inner = barrierEnd(halves[1], 0);
            add(from, inner, road.behind(before), halves[0]);
            from = inner;
            points = halves[1];
        }
        if (after == null) {
            add(from, to, road, points);
            return;
        }
        int[][] halves = Points.split(points, DraftEdge.lengthM(points) - carvedM);
        int inner = barrierEnd(halves[1], 0);
        add(from, inner, road, halves[0]);
        add(inner, to, road.behind(after), halves[1]);
    }

    private void add(int from, int to, Road stretch, int[] points) throws IOException {
        int number = draft.addEdge("w" + way + "." + part++, from, to, stretch, points);
        if (turnWays.contains(way)) {
            edgesOfTurnWays.computeIfAbsent(way, key -> new ArrayList<>()).add(number);
        }
    }

    private int junction(int row) throws IOException {
        int known = table.junction(row);
        if (known != NodeTable.ABSENT) {
            return known;
        }
        int number = draft.addNode("n" + table.id(row), "junction", table.lon(row), table.lat(row));
        table.setJunction(row, number);
        return number;
    }

    private int barrierEnd(int[] points, int at) throws IOException {
        return draft.addNode("w" + way + "." + part + "b", "barrier", points[at], points[at + 1]);
    }

    /** Whether a barrier counts at a node for the road at hand. */
    private boolean stops(int row) {
        if (!barriers.containsKey(row)) {
            return false;
        }
        if (!table.isCrossing(row)) {
            return true;
        }
        boolean between = !table.isNoPassageOfCars(row);
        if (!between && ignoredBarriers.add(row)) {
            report.note(Remark.BARRIER_AT_JUNCTION, "n" + table.id(row));
        }
        return between && road.car().isOpen();
    }

    private int[] points(int first, int last) {
        int[] points = new int[(last - first + 1) * 2];
        for (int i = first; i <= last; i++) {
            points[2 * (i - first)] = table.lon(rows[i]);
            points[2 * (i - first) + 1] = table.lat(rows[i]);
        }
        return points;
    }
}
