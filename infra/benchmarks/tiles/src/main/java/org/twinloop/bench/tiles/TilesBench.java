package org.twinloop.bench.tiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.twinloop.bench.frame.BenchReport;
import org.twinloop.bench.frame.Pgbench;
import org.twinloop.bench.frame.Recording;
import org.twinloop.bench.frame.Repeats;
import org.twinloop.bench.frame.Server;
import org.twinloop.bench.frame.ServerSettings;

/**
 * {@code TilesBench [--quick] read|kept PORT FILE}: {@code read} measures a service without a cache and pgbench by
 * turns and leaves what it found in the file; {@code kept} measures one with a cache and reports both.
 */
public final class TilesBench {
    private static final String DATABASE = "twinloop";
    private static final int CLIENTS = 32;
    /** Share of the tiles that must not be empty. */
    private static final double FULL_MIN = 0.5;

    private static final String PURPOSE = "Vector tiles of all layers for the fleet desk "
            + "(`GET /tiles/{layer}/{z}/{x}/{y}`) by " + CLIENTS
            + " clients that each wait for their tile: read from the database each time, beside pgbench with as many "
            + "clients running the transactions that the service was logged to run for the same tiles; and out of the "
            + "service's cache.";

    /** How much of everything. */
    private enum Extent {
        FULL(60, 7, 60, 10),
        QUICK(6, 1, 2, 2);

        final int tiles;
        final int repeats;
        final int warmUpSeconds;
        final int phaseSeconds;

        Extent(int tiles, int repeats, int warmUpSeconds, int phaseSeconds) {
            this.tiles = tiles;
            this.repeats = repeats;
            this.warmUpSeconds = warmUpSeconds;
            this.phaseSeconds = phaseSeconds;
        }
    }

    private final Map<String, String> environment = System.getenv();
    private final Extent extent;
    private final int port;
    private final Path file;

    private TilesBench(Extent extent, int port, Path file) {
        this.extent = extent;
        this.port = port;
        this.file = file;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        boolean quick = arguments[0].equals("--quick");
        int at = quick ? 1 : 0;
        TilesBench bench = new TilesBench(
                quick ? Extent.QUICK : Extent.FULL, Integer.parseInt(arguments[at + 1]), Path.of(arguments[at + 2]));
        if (arguments[at].equals("read")) {
            bench.read();
        } else {
            bench.kept();
        }
        System.exit(0);
    }

    private void read() throws IOException, InterruptedException, SQLException {
        try (Connection superuser = Server.ofEnvironment(environment).connect(DATABASE)) {
            ServerSettings.ofSafeServer(superuser);
        }
        Tiles tiles = new Tiles(port);
        List<String> paths = tiles.paths(extent.tiles);
        List<String> lines = new ArrayList<>();
        try (Clients one = new Clients(port, tiles.token(), 1);
                Clients many = new Clients(port, tiles.token(), CLIENTS)) {
            int full = one.once(paths);
            System.out.println("  " + full + " of " + paths.size() + " tiles have something in them");
            if (full < paths.size() * FULL_MIN) {
                throw new IllegalStateException("most tiles are empty: they measure nothing");
            }
            Pgbench pgbench = pgbench(one, paths);
            many.perSecond(paths, Duration.ofSeconds(extent.warmUpSeconds));
            pgbench.runMixed(DATABASE, CLIENTS, Math.max(1, extent.warmUpSeconds / 4));
            for (int repeat = 0; repeat < extent.repeats; repeat++) {
                double read = many.perSecond(paths, Duration.ofSeconds(extent.phaseSeconds));
                double plain = pgbench.runMixed(DATABASE, CLIENTS, extent.phaseSeconds);
                System.out.printf("%.0f tiles/s, pgbench %.0f, %.2f of it%n", read, plain, read / plain);
                lines.add(read + " " + plain);
            }
        }
        Files.write(file, lines);
    }

    /** Recorded one request at a time while the server logs every statement. */
    private Pgbench pgbench(Clients one, List<String> paths) throws IOException, InterruptedException, SQLException {
        Server server = Server.ofEnvironment(environment);
        Recording recording = new Recording(server, Path.of(environment.get("BENCH_DB_LOG")), DATABASE);
        List<String> scripts = recording.each(paths.size(), number -> one.once(List.of(paths.get(number)))).stream()
                .map(TileScript::of)
                .toList();
        System.out.println("recorded " + scripts.size() + " tiles");
        Path folder = Path.of(environment.get("BENCH_SCRATCH"), "scripts");
        return new Pgbench(Path.of(environment.get("BENCH_PGBENCH")), server, Pgbench.write(folder, scripts));
    }

    private void kept() throws IOException, InterruptedException, SQLException {
        ServerSettings settings;
        try (Connection superuser = Server.ofEnvironment(environment).connect(DATABASE)) {
            settings = ServerSettings.ofSafeServer(superuser);
        }
        Repeats perSecond = new Repeats();
        Repeats ofPgbench = new Repeats();
        Repeats pgbench = new Repeats();
        for (String line : Files.readAllLines(file)) {
            double read = Double.parseDouble(line.split(" ")[0]);
            double plain = Double.parseDouble(line.split(" ")[1]);
            perSecond.add(read);
            pgbench.add(plain);
            ofPgbench.add(read / plain);
        }
        Repeats kept = new Repeats();
        Tiles tiles = new Tiles(port);
        List<String> paths = tiles.paths(extent.tiles);
        try (Clients many = new Clients(port, tiles.token(), CLIENTS)) {
            many.perSecond(paths, Duration.ofSeconds(extent.warmUpSeconds));
            for (int repeat = 0; repeat < extent.repeats; repeat++) {
                kept.add(many.perSecond(paths, Duration.ofSeconds(extent.phaseSeconds)));
            }
        }
        BenchReport report = new BenchReport("tiles", PURPOSE, environment.get("BENCH_COMMAND"));
        report.figure("tiles_per_s", perSecond);
        report.figure("of_pgbench", ofPgbench);
        report.figure("pgbench_per_s", pgbench);
        report.figure("cached_tiles_per_s", kept);
        report.note(extent.tiles + " tiles, zooms 9 to 15; `of_pgbench`: median of the ratios of neighbouring runs.");
        report.note("Kept tiles of cars and piles live 5 s, so some are read anew in each run.");
        if (extent == Extent.FULL) {
            report.write(Path.of(environment.get("BENCH_REPORT_FOLDER")), settings);
        }
        report.print();
    }
}
