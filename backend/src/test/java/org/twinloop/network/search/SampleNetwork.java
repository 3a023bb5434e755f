package org.twinloop.network.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.shape.LineFile;
import org.twinloop.network.shape.TableFile;

/**
 * A road network to search in tests and benchmarks.
 *
 * @param positions of the junctions
 * @param tails for each arc the junction it leaves
 * @param heads for each arc the junction it enters
 * @param weights for each arc the time it takes, tenths of a second
 */
public record SampleNetwork(List<GeoPoint> positions, int[] tails, int[] heads, int[] weights) {

    private static final Map<String, Integer> KMH =
            Map.of("motorway", 100, "trunk", 80, "primary", 60, "secondary", 50, "tertiary", 40, "motorway_link", 60);
    private static final int OTHER_KMH = 30;
    private static final int SPACING_M = 200;
    private static final double DEGREES_PER_M = 1 / 111_195.0;

    /** The road network of Jinan from the conformance data: each line is an arc from its first to its last point. */
    public static SampleNetwork jinan(Path conformanceData) {
        Path folder = conformanceData.resolve("jinan");
        Map<GeoPoint, Integer> numbers = new HashMap<>();
        List<GeoPoint> positions = new ArrayList<>();
        Arcs arcs = new Arcs();
        try (LineFile lines = new LineFile(folder.resolve("edges.shp"));
                TableFile table = new TableFile(folder.resolve("edges.dbf"))) {
            List<Map<String, String>> tags = new ArrayList<>();
            lines.read((number, degrees) -> {
                while (tags.size() <= number) {
                    tags.add(table.next());
                }
                List<GeoPoint> line = new ArrayList<>();
                for (int i = 0; i < degrees.length; i += 2) {
                    line.add(new GeoPoint(degrees[i], degrees[i + 1]));
                }
                double lengthM = 0;
                for (int p = 1; p < line.size(); p++) {
                    lengthM += line.get(p - 1).distanceM(line.get(p));
                }
                int kmh = KMH.getOrDefault(tags.get(number).getOrDefault("highway", ""), OTHER_KMH);
                arcs.add(
                        number(line.get(0), numbers, positions),
                        number(line.get(line.size() - 1), numbers, positions),
                        tenths(lengthM, kmh));
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return arcs.network(positions);
    }

    /**
     * A made-up city close to the worst case for hierarchies: a jittered grid of side × side junctions, 200 m apart, of
     * which some streets are missing and some are one-way, with a quicker road every tenth street.
     */
    public static SampleNetwork grid(int side, long seed) {
        Random random = new Random(seed);
        List<GeoPoint> positions = new ArrayList<>(side * side);
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double x = (column + 0.6 * random.nextDouble()) * SPACING_M * DEGREES_PER_M;
                double y = (row + 0.6 * random.nextDouble()) * SPACING_M * DEGREES_PER_M;
                positions.add(new GeoPoint(x, y));
            }
        }
        Arcs arcs = new Arcs();
        for (int node = 0; node < side * side; node++) {
            int row = node / side;
            int column = node % side;
            if (column + 1 < side) {
                street(node, node + 1, row, positions, random, arcs);
            }
            if (row + 1 < side) {
                street(node, node + side, column, positions, random, arcs);
            }
        }
        return arcs.network(positions);
    }

    private static void street(int from, int to, int line, List<GeoPoint> positions, Random random, Arcs arcs) {
        if (random.nextInt(100) < 8) {
            return;
        }
        int kmh = line % 10 == 0 ? 60 : random.nextBoolean() ? 40 : 25;
        int weight = tenths(positions.get(from).distanceM(positions.get(to)), kmh);
        boolean oneWay = random.nextInt(100) < 10;
        boolean reversed = oneWay && random.nextBoolean();
        if (!reversed) {
            arcs.add(from, to, weight);
        }
        if (!oneWay || reversed) {
            arcs.add(to, from, weight);
        }
    }

    /** What is left when only junctions stay that all reach each other, numbered anew in the same order. */
    public SampleNetwork largestComponent() {
        int[] component = new StrongComponents(graph()).component();
        int[] sizes = new int[positions.size()];
        for (int c : component) {
            sizes[c]++;
        }
        int largest = 0;
        for (int c = 0; c < sizes.length; c++) {
            largest = sizes[c] > sizes[largest] ? c : largest;
        }
        int[] number = new int[positions.size()];
        Arrays.fill(number, -1);
        List<GeoPoint> kept = new ArrayList<>();
        for (int node = 0; node < number.length; node++) {
            if (component[node] == largest) {
                number[node] = kept.size();
                kept.add(positions.get(node));
            }
        }
        Arcs arcs = new Arcs();
        for (int arc = 0; arc < tails.length; arc++) {
            if (number[tails[arc]] >= 0 && number[heads[arc]] >= 0 && tails[arc] != heads[arc]) {
                arcs.add(number[tails[arc]], number[heads[arc]], weights[arc]);
            }
        }
        return arcs.network(kept);
    }

    public Graph graph() {
        return Graph.of(positions, tails, heads);
    }

    public Metric metric() {
        return Metric.of(weights, 1);
    }

    private static int tenths(double lengthM, int kmh) {
        return (int) Math.max(1, Math.round(lengthM * 36 / kmh));
    }

    private static int number(GeoPoint point, Map<GeoPoint, Integer> numbers, List<GeoPoint> positions) {
        return numbers.computeIfAbsent(point, added -> {
            positions.add(added);
            return positions.size() - 1;
        });
    }

    /** Arcs being collected. */
    static final class Arcs {
        private final List<int[]> list = new ArrayList<>();

        void add(int tail, int head, int weight) {
            list.add(new int[] {tail, head, weight});
        }

        SampleNetwork network(List<GeoPoint> positions) {
            return new SampleNetwork(List.copyOf(positions), column(0), column(1), column(2));
        }

        private int[] column(int which) {
            return list.stream().mapToInt(arc -> arc[which]).toArray();
        }
    }
}
