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
 * {@code RouteBench [--data FOLDER] [--quick | --whole] [--seed N] [--without-database]}: each network over junctions
 * and over turns.
 */
public final class RouteBench {

    private static final long SEED = 2026;
    /** Junctions up to which GraphHopper answers all pairs over turns. */
    private static final int SMALL_CITY = 20_000;

    private static final double NANOS_PER_MS = 1e6;
    private static final String PURPOSE = """
            The best way between random junctions: the search of the service (over junctions, and over turns with their
            costs and bans), beside GraphHopper 11 with contraction hierarchies and with landmarks, pgRouting, and plain
            Dijkstra. Same pairs, same node numbers, same whole-number weights and turn costs, largest strongly
            connected component, one thread, one JVM; engines take turns within each round.""";

    /** How much of everything. */
    private enum Extent {
        FULL(10_000, 5, 3, 12, 300, 150, 1_000, 2.0),
        /** The same with turns of the large city too: minutes more, most of them GraphHopper's preparation. */
        WHOLE(10_000, 5, 3, 12, 300, 300, 1_000, 2.0),
        QUICK(1_000, 2, 1, 2, 40, 25, 200, 0.3);

        final int pairs;
        final int rounds;
        final int landmarkShare;
        final int pgPairs;
        final int side;
        final int turnSide;
        final int matrix;
        final double warmUpSeconds;

        Extent(
                int pairs,
                int rounds,
                int landmarkShare,
                int pgPairs,
                int side,
                int turnSide,
                int matrix,
                double warmUpSeconds) {
            this.pairs = pairs;
            this.rounds = rounds;
            this.landmarkShare = landmarkShare;
            this.pgPairs = pgPairs;
            this.side = side;
            this.turnSide = turnSide;
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
                case "--whole" -> extent = Extent.WHOLE;
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                case "--without-database" -> withDatabase = false;
                case "--data" -> data = Path.of(arguments[++i]);
                default ->
                    throw new IllegalArgumentException(arguments[i]
                            + "; known are --quick, --whole, --seed N, --without-database and --data FOLDER");
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
            if (extent != Extent.QUICK && data != null) {
                report.write(Path.of(environment.get("BENCH_REPORT_FOLDER")), server);
            }
            report.print();
            boolean whole = data != null || extent == Extent.QUICK;
            if (!whole) {
                System.err.println(
                        "the keys of Jinan are missing: no proof without its roads (TWINLOOP_CONFORMANCE_DATA)");
            }
            System.exit(bench.differences == 0 && whole ? 0 : 1);
        }
    }

    private void run(Path data) throws SQLException, IOException {
        if (data != null) {
            SampleNetwork jinan = SampleNetwork.jinan(data).largestComponent();
            measure("jinan_", asked("jinan", jinan), false);
            measure("jinan_turn_", asked("jinan", jinan), true);
        }
        measure("synthetic_", asked("synthetic", grid(extent.side)), false);
        measure("synthetic_turn_", asked("synthetic", grid(extent.turnSide)), true);
        notes();
    }

    private SampleNetwork grid(int side) {
        return SampleNetwork.grid(side, seed).largestComponent();
    }

    private Case asked(String name, SampleNetwork network) {
        return Case.of(name, network, extent.pairs, seed);
    }

    private void measure(String key, Case asked, boolean withTurns) throws SQLException, IOException {
        String size = "%s: %d junctions, %d arcs"
                .formatted(key, asked.roads().nodes(), asked.roads().arcs());
        System.out.println(size);
        report.note("`" + size.replace(":", "`:") + ".");
        Ours ours = new Ours(asked, withTurns);
        int[] expected = ours.expected();
        GraphHopperRoutes graphHopper = new GraphHopperRoutes(asked, withTurns);
        Times.Differences wrong = new Times.Differences();
        Times.Differences hierarchy = new Times.Differences();
        Times.Differences landmarks = new Times.Differences();
        for (int pair = 0; pair < expected.length; pair++) {
            wrong.note(ours.isSound(pair));
        }
        int[] pairs = asked.shuffled(seed);
        int[] some = Arrays.copyOf(pairs, landmarkPairs());
        int[] shared = Arrays.copyOf(pairs, hierarchyPairs(asked, withTurns));
        Rounds rounds = new Rounds(extent.warmUpSeconds);
        rounds.add("path", ours::path, pairs, expected, wrong);
        rounds.add("basic_path", ours::basicPath, pairs, expected, wrong);
        rounds.add("distance", ours::distance, pairs, expected, wrong);
        rounds.add("shared_path", ours::path, shared, expected, wrong);
        rounds.add("ch", graphHopper::hierarchy, shared, expected, hierarchy);
        rounds.add("shared_basic_path", ours::basicPath, shared, expected, wrong);
        rounds.add("some_path", ours::path, some, expected, wrong);
        rounds.add("lm", graphHopper::landmarks, some, expected, landmarks);
        rounds.run(extent.rounds);
        report.figure(key + "path_p50_us", rounds.us("path", 0.5));
        report.figure(key + "path_p99_us", rounds.us("path", 0.99));
        report.figure(key + "basic_path_p50_us", rounds.us("basic_path", 0.5));
        report.figure(key + "distance_p50_us", rounds.us("distance", 0.5));
        report.figure(key + "graphhopper_ch_p50_us", rounds.us("ch", 0.5));
        report.figure(key + "graphhopper_ch_p99_us", rounds.us("ch", 0.99));
        report.figure(key + "path_vs_graphhopper_ch", rounds.ratio("ch", "shared_path"));
        report.figure(key + "basic_path_vs_graphhopper_ch", rounds.ratio("ch", "shared_basic_path"));
        report.figure(key + "vs_graphhopper_lm", rounds.ratio("lm", "some_path"));
        if (connection != null) {
            pgRouting(key, asked, ours, expected, wrong);
        }
        upkeep(key, ours, wrong);
        report.figure(key + "order_s", Repeats.of(ours.orderSeconds));
        report.figure(key + "graphhopper_prepare_s", Repeats.of(graphHopper.prepareSeconds));
        report.figure(key + "bytes_per_road_arc", Repeats.of(ours.bytesPerRoadArc()));
        report.figure(key + "differences", Repeats.of(wrong.count()));
        report.figure(key + "differences_of_graphhopper_ch", Repeats.of(hierarchy.count()));
        report.figure(key + "differences_of_graphhopper_lm", Repeats.of(landmarks.count()));
        differences += wrong.count();
    }

    /** Over the pairs of the stated sample, which ours answers once more in the same breath. */
    private void pgRouting(String key, Case asked, Ours ours, int[] expected, Times.Differences wrong)
            throws SQLException, IOException {
        PgRoutes pg = new PgRoutes(connection, asked, ours);
        int[] sample = Arrays.copyOf(asked.shuffled(seed), extent.pgPairs);
        Times.Differences theirs = new Times.Differences();
        pg.dijkstra(0);
        pg.bdAstar(0);
        Times.of(ours::path, sample, expected, wrong);
        double oursUs = Times.of(ours::path, sample, expected, wrong).us(0.5);
        Times dijkstra = Times.of(pg::dijkstra, sample, expected, theirs);
        Times bdAstar = Times.of(pg::bdAstar, sample, expected, theirs);
        report.figure(key + "vs_pgr_dijkstra", Repeats.of(dijkstra.us(0.5) / oursUs));
        report.figure(key + "vs_pgr_bdastar", Repeats.of(bdAstar.us(0.5) / oursUs));
        report.figure(key + "differences_of_pgrouting", Repeats.of(theirs.count()));
    }

    private int landmarkPairs() {
        return extent.pairs / (10 * extent.landmarkShare);
    }

    /** GraphHopper takes milliseconds a way over the turns of the made-up city: a tenth of the pairs says enough. */
    private int hierarchyPairs(Case asked, boolean withTurns) {
        return withTurns && asked.roads().nodes() > SMALL_CITY ? extent.pairs / 10 : extent.pairs;
    }

    private void upkeep(String key, Ours ours, Times.Differences wrong) {
        Random random = new Random(seed);
        Repeats tree = new Repeats();
        Repeats customise = new Repeats();
        Repeats perfect = new Repeats();
        Repeats cells = new Repeats();
        warm(ours, random);
        int rounds = extent == Extent.QUICK ? 3 : 9;
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
                        + "that, after pruning, whose cost is `customise_perfect_per_dijkstra`. `basic_path`: right "
                        + "after new travel times, whose cost is `customise_per_dijkstra`. `distance`: weight only.");
        report.note("`differences`: our answers (and cells, and ways whose arcs do not add up) that are not what plain "
                + "Dijkstra says; `differences_of_…`: those of the engine named.");
        report.note("`customise_per_dijkstra`: taking in a whole metric over one full tree of plain Dijkstra with a "
                + "4-ary heap; `_perfect_` with pruning.");
        report.note(
                "`bytes_per_road_arc`: arrays of the hierarchy and of one pruned metric with stored legs, by arc of "
                        + "the roads.");
        report.note("%d pairs, landmarks on %d of them, pgRouting on %d; %d rounds; %.1f s of warming up each; seed %d."
                .formatted(extent.pairs, landmarkPairs(), extent.pgPairs, extent.rounds, extent.warmUpSeconds, seed));
        report.note(
                "GraphHopper's hierarchy with turns of the made-up city answers %d of the pairs; ratios are over the "
                                .formatted(extent.pairs / 10)
                        + "pairs that both answered.");
        if (extent == Extent.FULL) {
            report.note("`synthetic_turn` is the same kind of city with %d² junctions, which has about as many turns' "
                            .formatted(extent.turnSide)
                    + "nodes as `synthetic` has junctions; `--whole` takes the large one.");
        }
    }
}
