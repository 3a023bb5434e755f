package org.twinloop.bench.route;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.twinloop.bench.frame.BenchReport;
import org.twinloop.bench.frame.Repeats;
import org.twinloop.bench.frame.ServerSettings;
import org.twinloop.network.search.SampleNetwork;

/**
 * {@code RouteBench [--data FOLDER] [--quick] [--seed N] [--without-database]}: each network over junctions and over
 * turns.
 */
public final class RouteBench {

    private static final long SEED = 2026;
    private static final double NANOS_PER_MS = 1e6;
    private static final String PURPOSE =
            "The best way between random junctions: the search of the service (over junctions, and over turns "
                    + "with their "
                    + "costs and bans), beside GraphHopper 11 with contraction hierarchies and with landmarks, "
                    + "pgRouting, "
                    + "and plain Dijkstra. Same pairs, same node numbers, same whole-number weights and turn "
                    + "costs, largest "
                    + "strongly connected component, one thread, one JVM; engines take turns within each round.";

    /** How much of everything. */
    private enum Extent {
        FULL(10_000, 5, 3, 12, 300, 1_000, 2.0),
        QUICK(1_000, 2, 1, 2, 60, 200, 0.3);

        final int pairs;
        final int rounds;
        final int landmarkShare;
        final int pgPairs;
        final int side;
        final int matrix;
        final double warmUpSeconds;

        Extent(int pairs, int rounds, int landmarkShare, int pgPairs, int side, int matrix, double warmUpSeconds) {
            this.pairs = pairs;
            this.rounds = rounds;
            this.landmarkShare = landmarkShare;
            this.pgPairs = pgPairs;
            this.side = side;
            this.matrix = matrix;
            this.warmUpSeconds = warmUpSeconds;
        }
    }

    private final Extent extent;
    private final long seed;
    private final BenchReport report;
    private final Connection connection;
    private long differences;

    private RouteBench(Extent extent, long seed, BenchReport report, Connection connection) {
        this.extent = extent;
        this.seed = seed;
        this.report = report;
        this.connection = connection;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        Extent extent = Extent.FULL;
        long seed = SEED;
        Path data = null;
        boolean withDatabase = true;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> extent = Extent.QUICK;
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                case "--without-database" -> withDatabase = false;
                case "--data" -> data = Path.of(arguments[++i]);
                default ->
                    throw new IllegalArgumentException(
                            arguments[i] + "; known are --quick, --seed N, --without-database and --data FOLDER");
            }
        }
        Map<String, String> environment = System.getenv();
        BenchReport report = new BenchReport("route", PURPOSE, environment.get("BENCH_COMMAND"));
        if (!withDatabase) {
            RouteBench bench = new RouteBench(extent, seed, report, null);
            bench.run(data);
            report.print();
            System.exit(bench.differences == 0 ? 0 : 1);
        }
        String url = "jdbc:postgresql://%s:%s/route"
                .formatted(environment.get("BENCH_DB_HOST"), environment.get("BENCH_DB_PORT"));
        try (Connection connection = DriverManager.getConnection(
                url, environment.get("BENCH_DB_ADMIN"), environment.get("BENCH_DB_ADMIN_PASSWORD"))) {
            ServerSettings server = ServerSettings.ofSafeServer(connection);
            RouteBench bench = new RouteBench(extent, seed, report, connection);
            bench.run(data);
            if (extent == Extent.FULL && data != null) {
                report.write(Path.of(environment.get("BENCH_REPORT_FOLDER")), server);
            }
            report.print();
            System.exit(bench.differences == 0 ? 0 : 1);
        }
    }

    private void run(Path data) throws SQLException, IOException {
        if (data != null) {
            network("jinan", SampleNetwork.jinan(data).largestComponent());
        }
        network("synthetic", SampleNetwork.grid(extent.side, seed).largestComponent());
        notes();
    }

    private void network(String name, SampleNetwork network) throws SQLException, IOException {
        Case asked = Case.of(name, network, extent.pairs, seed);
        System.out.printf(
                "%s: %d junctions, %d arcs%n",
                name, asked.roads().nodes(), asked.roads().arcs());
        report.note("%s: %d junctions, %d arcs."
                .formatted(name, asked.roads().nodes(), asked.roads().arcs()));
        measure(name + "_", asked, false);
        measure(name + "_turn_", asked, true);
    }

    private void measure(String key, Case asked, boolean withTurns) throws SQLException, IOException {
        Ours ours = new Ours(asked, withTurns);
        int[] expected = ours.expected();
        GraphHopperRoutes graphHopper = new GraphHopperRoutes(asked, withTurns);
        Times.Differences wrong = new Times.Differences();
        Times.Differences theirs = new Times.Differences();
        for (int pair = 0; pair < expected.length; pair++) {
            wrong.note(ours.isSound(pair));
        }
        int[] some = Arrays.copyOf(expected, expected.length / (10 * extent.landmarkShare));
        Rounds rounds = new Rounds(extent.warmUpSeconds);
        rounds.add("path", ours::path, expected, wrong);
        rounds.add("basic_path", ours::basicPath, expected, wrong);
        rounds.add("distance", ours::distance, expected, wrong);
        rounds.add("ch", graphHopper::hierarchy, expected, theirs);
        rounds.add("lm", graphHopper::landmarks, some, theirs);
        rounds.run(extent.rounds);
        Repeats path = rounds.us("path", 0.5);
        report.figure(key + "path_p50_us", path);
        report.figure(key + "path_p99_us", rounds.us("path", 0.99));
        report.figure(key + "basic_path_p50_us", rounds.us("basic_path", 0.5));
        report.figure(key + "distance_p50_us", rounds.us("distance", 0.5));
        report.figure(key + "graphhopper_ch_p50_us", rounds.us("ch", 0.5));
        report.figure(key + "graphhopper_ch_p99_us", rounds.us("ch", 0.99));
        report.figure(key + "path_vs_graphhopper_ch", rounds.ratio("ch", "path"));
        report.figure(key + "vs_graphhopper_lm", rounds.ratio("lm", "path"));
        if (connection != null) {
            pgRouting(key, asked, ours, expected, path.median(), theirs);
        }
        upkeep(key, ours, wrong);
        report.figure(key + "order_s", Repeats.of(ours.orderSeconds));
        report.figure(key + "graphhopper_prepare_s", Repeats.of(graphHopper.prepareSeconds));
        report.figure(key + "bytes_per_road_arc", Repeats.of(ours.bytesPerRoadArc()));
        report.figure(key + "differences", Repeats.of(wrong.count()));
        report.figure(key + "differences_of_others", Repeats.of(theirs.count()));
        differences += wrong.count();
    }

    private void pgRouting(String key, Case asked, Ours ours, int[] expected, double pathUs, Times.Differences theirs)
            throws SQLException, IOException {
        PgRoutes pg = new PgRoutes(connection, asked, ours);
        int[] sample = Arrays.copyOf(expected, extent.pgPairs);
        pg.dijkstra(0);
        pg.bdAstar(0);
        Times dijkstra = Times.of(pg::dijkstra, sample, theirs);
        Times bdAstar = Times.of(pg::bdAstar, sample, theirs);
        report.figure(key + "vs_pgr_dijkstra", Repeats.of(dijkstra.us(0.5) / pathUs));
        report.figure(key + "vs_pgr_bdastar", Repeats.of(bdAstar.us(0.5) / pathUs));
    }

    private void upkeep(String key, Ours ours, Times.Differences wrong) {
        Random random = new Random(seed);
        Repeats tree = new Repeats();
        Repeats customise = new Repeats();
        Repeats perfect = new Repeats();
        Repeats cells = new Repeats();
        warm(ours, random);
        int rounds = extent == Extent.FULL ? 15 : 3;
        for (int i = 0; i < rounds; i++) {
            double treeNanos = 0;
            for (int j = 0; j < 5; j++) {
                treeNanos += ours.treeNanos(random) / 5.0;
            }
            tree.add(treeNanos);
            customise.add(ours.customiseNanos() / treeNanos);
            perfect.add(ours.customisePerfectNanos() / treeNanos);
        }
        for (int i = 0; i < extent.rounds; i++) {
            cells.add(ours.matrix(extent.matrix, random, wrong));
        }
        report.figure(key + "dijkstra_ms", Repeats.of(tree.median() / NANOS_PER_MS));
        report.figure(
                key + "dijkstra_ns_per_node",
                Repeats.of(tree.median() / ours.graph().nodes()));
        report.figure(key + "customise_per_dijkstra", customise);
        report.figure(key + "customise_perfect_per_dijkstra", perfect);
        report.figure(key + "matrix_cells_per_s", cells);
    }

    private void warm(Ours ours, Random random) {
        long until = System.nanoTime() + (long) (extent.warmUpSeconds * 1e9);
        Times.Differences ignored = new Times.Differences();
        do {
            ours.treeNanos(random);
            ours.customiseNanos();
            ours.customisePerfectNanos();
            ours.matrix(extent.matrix / 2, random, ignored);
        } while (System.nanoTime() < until);
    }

    private void notes() {
        report.note(
                "`path`: weight and all arcs of the way; GraphHopper always unpacks its way, so it is compared with "
                        + "that. `distance`: weight only. `basic_path`: right after new travel times, before the "
                        + "pruning that runs "
                        + "in the background.");
        report.note("`differences`: our answers (and cells, and ways whose arcs do not add up) that are not what plain "
                + "Dijkstra says; `differences_of_others`: those of GraphHopper and pgRouting (landmarks round).");
        report.note("`customise_per_dijkstra`: taking in a whole metric over one full tree of plain Dijkstra with a "
                + "4-ary "
                + "heap; `_perfect_` with pruning.");
        report.note("`bytes_per_road_arc`: arrays of the hierarchy and of one pruned metric with stored legs, by arc "
                + "of the "
                + "roads.");
        report.note("%d pairs, landmarks on %d of them, pgRouting on %d; %d rounds after %.1f s of warming up each; "
                + "seed %d."
                        .formatted(
                                extent.pairs,
                                extent.pairs / (10 * extent.landmarkShare),
                                extent.pgPairs,
                                extent.rounds,
                                extent.warmUpSeconds,
                                seed));
    }
}
