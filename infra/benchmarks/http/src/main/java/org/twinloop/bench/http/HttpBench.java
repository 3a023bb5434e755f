package org.twinloop.bench.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.twinloop.bench.frame.Api;
import org.twinloop.bench.frame.BenchReport;
import org.twinloop.bench.frame.LoadGenerator;
import org.twinloop.bench.frame.Pgbench;
import org.twinloop.bench.frame.PgbenchScript;
import org.twinloop.bench.frame.Recording;
import org.twinloop.bench.frame.Repeats;
import org.twinloop.bench.frame.Server;
import org.twinloop.bench.frame.ServerSettings;
import org.twinloop.bench.frame.StatementLog.Transaction;

/**
 * {@code HttpBench [--quick] PORT SERVICE-PID START-SECONDS...}: reads, writes and pgbench take turns; the median of
 * the ratios is the result.
 */
public final class HttpBench {
    private static final String SERVICE_DATABASE = "twinloop";
    private static final String TEMPLATE = "bench_template";
    private static final String PGBENCH_DATABASE = "bench_pgbench";
    private static final int CLIENTS = 32;
    private static final int RECORDED = 8;
    /** No booked window begins sooner: what lies before is the time of the request itself. */
    private static final Duration LEAD_TIME = Duration.ofHours(1);

    private static final String PURPOSE =
            "One authenticated read (`GET /api/v1/trips/{id}`) and one authenticated write "
                    + "(`PUT /api/v1/trips/{id}`, the submission of a trip that is booked at once) by " + CLIENTS
                    + " clients that each wait for their answer, beside pgbench with as many clients running "
                    + "the statements that the service was logged to run for that write (prepared, new ids and times).";

    /** How much of everything. */
    private enum Extent {
        FULL(400, 5, Duration.ofSeconds(45), 8),
        QUICK(100, 1, Duration.ofSeconds(1), 2);

        final int bookings;
        final int repeats;
        final Duration warmUp;
        final int phaseSeconds;

        Extent(int bookings, int repeats, Duration warmUp, int phaseSeconds) {
            this.bookings = bookings;
            this.repeats = repeats;
            this.warmUp = warmUp;
            this.phaseSeconds = phaseSeconds;
        }
    }

    private final Map<String, String> environment = System.getenv();
    private final Server server = Server.ofEnvironment(environment);
    private final Path scratch = Path.of(environment.get("BENCH_SCRATCH"));
    private final Extent extent;
    private final int port;
    private final long pid;

    private HttpBench(Extent extent, int port, long pid) {
        this.extent = extent;
        this.port = port;
        this.pid = pid;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        boolean quick = arguments[0].equals("--quick");
        int at = quick ? 1 : 0;
        HttpBench bench = new HttpBench(
                quick ? Extent.QUICK : Extent.FULL, Integer.parseInt(arguments[at]), Long.parseLong(arguments[at + 1]));
        Repeats starts = new Repeats();
        for (int i = at + 2; i < arguments.length; i++) {
            starts.add(Double.parseDouble(arguments[i]));
        }
        bench.run(starts);
        System.exit(0);
    }

    private void run(Repeats starts) throws IOException, InterruptedException, SQLException {
        ServerSettings settings;
        try (Connection superuser = server.connect(SERVICE_DATABASE)) {
            settings = ServerSettings.ofSafeServer(superuser);
        }
        BenchReport report = new BenchReport("http", PURPOSE, environment.get("BENCH_COMMAND"));
        Api api = new Api("http://127.0.0.1:" + port);
        List<Api.Traveller> travellers = api.travellers();
        System.out.println("planning " + extent.bookings + " trips for " + travellers.size() + " travellers");
        Bookings bookings = Bookings.prepare(api, travellers, extent.bookings);
        Set<String> known = server.copy(SERVICE_DATABASE, TEMPLATE, scratch.resolve("template.sql"));
        try (LoadGenerator one = new LoadGenerator("127.0.0.1", port, 1);
                LoadGenerator many = new LoadGenerator("127.0.0.1", port, CLIENTS)) {
            Pgbench pgbench = record(bookings, one, known, report);
            warmUp(bookings, many, pgbench);
            measure(bookings, many, pgbench, report);
        }
        report.figure("start_seconds", starts);
        report.figure("rss_mb", Repeats.of(residentMb()));
        report.note("`start_seconds`: from the start of the process to ready, migrated database with the city loaded.");
        report.note("`rss_mb`: resident memory of the service after the load.");
        if (extent == Extent.FULL) {
            report.write(Path.of(environment.get("BENCH_REPORT_FOLDER")), settings);
        }
        report.print();
    }

    private Pgbench record(Bookings bookings, LoadGenerator one, Set<String> known, BenchReport report)
            throws IOException, InterruptedException, SQLException {
        Instant cityTime = Instant.parse(new Api("http://127.0.0.1:" + port)
                .get("/system", null)
                .get("cityTime")
                .asText());
        Bookings.Round round = bookings.round();
        Recording recording = new Recording(server, Path.of(environment.get("BENCH_DB_LOG")), SERVICE_DATABASE);
        one.times(RECORDED, round::submit).mustBe(201);
        one.times(RECORDED, round::cancel).mustBe(200);
        Bookings.Round logged = bookings.round();
        List<List<Transaction>> recorded = recording.of(
                one,
                RECORDED,
                logged::submit,
                logged::id,
                number -> bookings.request(number).traveller().personId());
        one.times(RECORDED, logged::cancel).mustBe(200);
        List<String> scripts = new ArrayList<>();
        recorded.forEach(
                transactions -> scripts.add(new PgbenchScript(known, cityTime.plus(LEAD_TIME)).of(transactions)));
        int statements = recorded.get(0).stream()
                .mapToInt(transaction -> transaction.statements().size())
                .sum();
        report.note("The write runs " + statements + " statements in "
                + recorded.get(0).size() + " transactions; pgbench replays " + RECORDED
                + " recorded requests of travellers of different units, each by " + CLIENTS / RECORDED
                + " connections.");
        System.out.println("recorded " + RECORDED + " requests of " + statements + " statements");
        return new Pgbench(
                Path.of(environment.get("BENCH_PGBENCH")), server, Pgbench.write(scratch.resolve("scripts"), scripts));
    }

    private void warmUp(Bookings bookings, LoadGenerator many, Pgbench pgbench)
            throws IOException, InterruptedException, SQLException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < extent.warmUp.toNanos()) {
            System.out.printf("warm-up: %.0f writes/s%n", write(bookings, many).perSecond());
        }
        server.fresh(PGBENCH_DATABASE, TEMPLATE);
        System.out.printf("warm-up: pgbench %.0f /s%n", pgbench.run(PGBENCH_DATABASE, CLIENTS, extent.phaseSeconds));
    }

    private void measure(Bookings bookings, LoadGenerator many, Pgbench pgbench, BenchReport report)
            throws IOException, InterruptedException, SQLException {
        Repeats readRate = new Repeats();
        Repeats readP99 = new Repeats();
        Repeats writeRate = new Repeats();
        Repeats writeP99 = new Repeats();
        Repeats ratio = new Repeats();
        Repeats pgbenchRate = new Repeats();
        for (int repeat = 1; repeat <= extent.repeats; repeat++) {
            LoadGenerator.Outcome written = write(bookings, many);
            LoadGenerator.Outcome read = read(bookings, many);
            server.fresh(PGBENCH_DATABASE, TEMPLATE);
            double beside = pgbench.run(PGBENCH_DATABASE, CLIENTS, extent.phaseSeconds);
            readRate.add(read.perSecond());
            readP99.add(read.latencies().percentileMs(0.99));
            writeRate.add(written.perSecond());
            writeP99.add(written.latencies().percentileMs(0.99));
            pgbenchRate.add(beside);
            ratio.add(written.perSecond() / beside);
            System.out.printf(
                    "repeat %d: %.0f reads/s, %.0f writes/s, pgbench %.0f /s%n",
                    repeat, read.perSecond(), written.perSecond(), beside);
        }
        report.figure("read_rps", readRate);
        report.figure("read_p99_ms", readP99);
        report.figure("write_tps", writeRate);
        report.figure("write_p99_ms", writeP99);
        report.figure("pgbench_tps", pgbenchRate);
        report.figure("write_of_pgbench", ratio);
    }

    /** Round after round is submitted and cancelled for a phase; only the submissions are the outcome. */
    private LoadGenerator.Outcome write(Bookings bookings, LoadGenerator many) {
        LoadGenerator.Outcome all = null;
        while (all == null || all.seconds() < extent.phaseSeconds) {
            Bookings.Round round = bookings.round();
            LoadGenerator.Outcome written = many.times(bookings.count(), round::submit);
            written.mustBe(201);
            many.times(bookings.count(), round::cancel).mustBe(200);
            all = all == null ? written : all.and(written);
        }
        return all;
    }

    /** Reads the trips of one round for a phase. */
    private LoadGenerator.Outcome read(Bookings bookings, LoadGenerator many) {
        Bookings.Round round = bookings.round();
        many.times(bookings.count(), round::submit).mustBe(201);
        LoadGenerator.Outcome read = many.during(Duration.ofSeconds(extent.phaseSeconds), round::read);
        read.mustBe(200);
        many.times(bookings.count(), round::cancel).mustBe(200);
        return read;
    }

    private double residentMb() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
