package org.twinloop.network.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.road.ModeGraph;

/**
 * A drive drawn from a seed: the best way between two roads far apart for a driver with likes and dislikes, with the
 * speed of each road, and fixes of it that are a Gaussian wrong to the east and to the north.
 */
public final class MadeDrive {

    private static final double METRES_PER_DEGREE = 111_195;
    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

    private final ModeGraph graph;
    private final Random random;
    private final int[] way;
    private final double[] speedsMs;
    public final List<Fix> fixes = new ArrayList<>();

    private MadeDrive(ModeGraph graph, Random random, int[] way) {
        this.graph = graph;
        this.random = random;
        this.way = way;
        speedsMs = new double[way.length];
        for (int i = 0; i < way.length; i++) {
            speedsMs[i] = (15 + random.nextInt(45)) / 3.6;
        }
    }

    /**
     * @param leastM length of the drive at least, metres
     * @param sigmaM error of a fix in each of two directions, metres
     * @param leastS seconds between two fixes at least
     * @param mostS at most
     */
    public static MadeDrive of(ModeGraph graph, Random random, double leastM, double sigmaM, int leastS, int mostS) {
        while (true) {
            int[] way = way(graph, random, random.nextInt(graph.arcs()), random.nextInt(graph.arcs()));
            MadeDrive drive = new MadeDrive(graph, random, way);
            if (drive.lengthM() >= leastM) {
                drive.tell(sigmaM, leastS + random.nextInt(mostS - leastS + 1));
                return drive;
            }
        }
    }

    /** Nothing where none leads there. */
    private static int[] way(ModeGraph graph, Random random, int from, int to) {
        double[] taste = random.doubles(graph.arcs(), 0.7, 1.3).toArray();
        double[] cost = new double[graph.graph().nodes()];
        int[] before = new int[cost.length];
        Arrays.fill(cost, Double.POSITIVE_INFINITY);
        Arrays.fill(before, -1);
        record Reached(int node, double cost) {}
        PriorityQueue<Reached> queue = new PriorityQueue<>((a, b) -> Double.compare(a.cost(), b.cost()));
        cost[from] = 0;
        queue.add(new Reached(from, 0));
        while (!queue.isEmpty()) {
            Reached next = queue.poll();
            int node = next.node();
            if (next.cost() > cost[node]) {
                continue;
            }
            if (graph.arcOf(node) == to) {
                return back(graph, before, node);
            }
            for (int i = 0; i < graph.graph().outDegree(node); i++) {
                int other = graph.graph().head(graph.graph().outArc(node, i));
                int arc = graph.arcOf(other);
                boolean turned = graph.row(arc) == graph.row(graph.arcOf(node));
                double sum = cost[node] + graph.lengthM(arc) * taste[arc] + (turned ? 1000 : 0);
                if (sum < cost[other]) {
                    cost[other] = sum;
                    before[other] = node;
                    queue.add(new Reached(other, sum));
                }
            }
        }
        return new int[0];
    }

    private static int[] back(ModeGraph graph, int[] before, int last) {
        List<Integer> arcs = new ArrayList<>();
        for (int node = last; node >= 0; node = before[node]) {
            arcs.add(0, graph.arcOf(node));
        }
        return arcs.stream().mapToInt(Integer::intValue).toArray();
    }

    public double lengthM() {
        return Arrays.stream(way).mapToDouble(graph::lengthM).sum();
    }

    /** Metres per second on the road at a place of the way. */
    double speedMs(int place) {
        return speedsMs[place];
    }

    int[] way() {
        return way;
    }

    /** From the moment it sets off to the one it arrives, at even times but for the last. */
    private void tell(double sigmaM, int everyS) {
        double second = 0;
        double due = 0;
        for (int i = 0; i < way.length; i++) {
            double takes = graph.lengthM(way[i]) / speedsMs[i];
            for (; due <= second + takes; due += everyS) {
                fix(way[i], (due - second) / takes, due, sigmaM);
            }
            second += takes;
        }
        fix(way[way.length - 1], 1, second + 1, sigmaM);
    }

    private void fix(int arc, double share, double second, double sigmaM) {
        fixes.add(new Fix(wrong(at(arc, share), sigmaM), BEGIN.plusMillis(Math.round(second * 1000))));
    }

    private GeoPoint at(int arc, double share) {
        List<GeoPoint> points = graph.roads().points(graph.row(arc), graph.isForward(arc));
        double leftM = share * graph.lengthM(arc);
        for (int i = 0; i + 1 < points.size(); i++) {
            double stepM = points.get(i).distanceM(points.get(i + 1));
            if (leftM <= stepM || i + 2 == points.size()) {
                double part = Math.min(1, leftM / stepM);
                return new GeoPoint(
                        points.get(i).lon()
                                + part
                                        * (points.get(i + 1).lon()
                                                - points.get(i).lon()),
                        points.get(i).lat()
                                + part
                                        * (points.get(i + 1).lat()
                                                - points.get(i).lat()));
            }
            leftM -= stepM;
        }
        throw new IllegalStateException("a road has two points");
    }

    private GeoPoint wrong(GeoPoint at, double sigmaM) {
        double east = random.nextGaussian() * sigmaM / METRES_PER_DEGREE / Math.cos(Math.toRadians(at.lat()));
        double north = random.nextGaussian() * sigmaM / METRES_PER_DEGREE;
        return new GeoPoint(at.lon() + east, at.lat() + north);
    }

    /** Metres of the drive that were matched to the road and the direction that was driven; none counts twice. */
    public double rightM(List<Stretch> matched) {
        Map<Long, List<double[]>> driven = new HashMap<>();
        for (Stretch stretch : matched) {
            for (Passage passage : stretch.passages()) {
                driven.computeIfAbsent(key(passage.edge(), passage.forward()), none -> new ArrayList<>())
                        .add(new double[] {passage.fromM(), passage.toM()});
            }
        }
        double sum = 0;
        for (int arc : Arrays.stream(way).distinct().toArray()) {
            long key = key(graph.roads().id(graph.row(arc)), graph.isForward(arc));
            double upTo = 0;
            List<double[]> parts = driven.getOrDefault(key, new ArrayList<>());
            parts.sort((a, b) -> Double.compare(a[0], b[0]));
            for (double[] part : parts) {
                sum += Math.max(0, part[1] - Math.max(upTo, part[0]));
                upTo = Math.max(upTo, part[1]);
            }
        }
        return sum;
    }

    private static long key(int edge, boolean forward) {
        return 2L * edge + (forward ? 1 : 0);
    }
}
