package org.twinloop.bench.booking;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.twinloop.bench.booking.LargeFleet.Ready;
import org.twinloop.bench.frame.Api;
import org.twinloop.bench.frame.BenchReport;
import org.twinloop.bench.frame.LoadGenerator;
import org.twinloop.bench.frame.LoadGenerator.Outcome;
import org.twinloop.bench.frame.Pgbench;
import org.twinloop.bench.frame.PgbenchScript;
import org.twinloop.bench.frame.Recording;
import org.twinloop.bench.frame.Repeats;
import org.twinloop.bench.frame.Server;
import org.twinloop.bench.frame.ServerSettings;
import org.twinloop.bench.frame.StatementLog.Transaction;

/** {@code BookingBench [--quick] PORT SEED}: rate, races, random bookings, and the proof that the check can fail. */
public final class BookingBench {
    private static final String SERVICE_DATABASE = "twinloop";
    private static final String TEMPLATE = "bench_template";
    private static final String PGBENCH_DATABASE = "bench_pgbench";
    private static final int CLIENTS = 32;
    private static final int RECORDED = 8;
    private static final int PACE = 100;
    /** Shorter, the preparing of its statements would count. */
    private static final int PGBENCH_SECONDS_MIN = 6;

    private static final int SERVER_ERROR = 500;
    private static final int BUSY = 503;
    private static final int CREATED = 201;
    private static final Duration LEAD_TIME = Duration.ofHours(1);
    private static final String PURPOSE = "One true booking (`PUT /api/v1/trips/{id}`: policy, car, bay, pile, budget "
            + "in one transaction) by " + CLIENTS + " clients over many cars and budgets, beside pgbench with as many "
            + "clients running the logged statements; races for one car; random bookings, changes and cancellations "
            + "of overlapping times, checked by SQL of the bench's own.";

    private final Map<String, String> environment = System.getenv();
    private final Server server = Server.ofEnvironment(environment);
    private final Path scratch = Path.of(environment.get("BENCH_SCRATCH"));
    private final Books books = new Books(server, SERVICE_DATABASE);
    private final LargeFleet fleet = new LargeFleet(server, SERVICE_DATABASE);
    private final BenchReport report = new BenchReport("booking", PURPOSE, environment.get("BENCH_COMMAND"));
    private final long begun = System.nanoTime();
    private final Extent extent;
    private final int port;
    private final long seed;

    private BookingBench(Extent extent, int port, long seed) {
        this.extent = extent;
        this.port = port;
        this.seed = seed;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        boolean quick = arguments[0].equals("--quick");
        int at = quick ? 1 : 0;
        new BookingBench(
                        quick ? Extent.QUICK : Extent.FULL,
                        Integer.parseInt(arguments[at]),
                        Long.parseLong(arguments[at + 1]))
                .run();
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException, SQLException {
        ServerSettings settings;
        try (Connection superuser = server.connect(SERVICE_DATABASE)) {
            settings = ServerSettings.ofSafeServer(superuser);
        }
        Api api = new Api("http://127.0.0.1:" + port);
        List<Api.Traveller> travellers = fleet.drivers(api.travellers());
        Wishes wishes = new Wishes(fleet, travellers);
        wishes.askPlanner(api);
        fleet.add(wishes.first(), extent.cars, Math.max(10, extent.cars / 100), extent.budgets, travellers);
        List<Ready> cars = wishes.eachAnotherCar(Deeds.cars(), extent.cars - Deeds.cars() - 1);
        Set<String> known = server.copy(SERVICE_DATABASE, TEMPLATE, scratch.resolve("template.sql"));
        stage("prepared");
        Pgbench pgbench;
        try (LoadGenerator one = new LoadGenerator("127.0.0.1", port, 1)) {
            pgbench = record(wishes, cars, one, known, api);
        }
        Deeds deeds = random(wishes);
        stage("random deeds");
        long loaded = System.nanoTime();
        races(wishes);
        stage("races");
        try (LoadGenerator many = new LoadGenerator("127.0.0.1", port, CLIENTS)) {
            warmUp(wishes, cars, many, pgbench, loaded);
            rate(wishes, cars, many, pgbench);
            stage("rate");
            paced(wishes, cars, many);
            stage("pace");
        }
        withoutConstraint(deeds);
        stage("without the constraint");
        if (extent == Extent.FULL) {
            report.write(Path.of(environment.get("BENCH_REPORT_FOLDER")), settings);
        }
        report.print();
        if (books.booked() < 1) {
            throw new IllegalStateException("nothing was booked at the end: the checks looked at nothing");
        }
    }

    private void stage(String done) {
        System.out.printf("%s after %d s%n", done, (System.nanoTime() - begun) / 1_000_000_000);
    }

    /** The service was under load since a moment; full rounds until it has been for long enough. */
    private void warmUp(Wishes wishes, List<Ready> cars, LoadGenerator many, Pgbench pgbench, long loaded)
            throws IOException, InterruptedException, SQLException {
        books.settle();
        int rounds = 0;
        while (rounds < 1 || System.nanoTime() - loaded < extent.warmUp * 1_000_000_000L) {
            round(wishes, cars, many, rounds++);
        }
        server.fresh(PGBENCH_DATABASE, TEMPLATE);
        pgbench.run(PGBENCH_DATABASE, CLIENTS, 2);
    }

    private void rate(Wishes wishes, List<Ready> cars, LoadGenerator many, Pgbench pgbench)
            throws IOException, InterruptedException, SQLException {
        Repeats rate = new Repeats();
        Repeats p99 = new Repeats();
        Repeats ratio = new Repeats();
        for (int repeat = 1; repeat <= extent.repeats; repeat++) {
            Outcome booked = round(wishes, cars, many, repeat);
            books.settle();
            server.fresh(PGBENCH_DATABASE, TEMPLATE);
            int seconds = (int) Math.max(PGBENCH_SECONDS_MIN, Math.min(10, Math.ceil(booked.seconds())));
            double beside = pgbench.run(PGBENCH_DATABASE, CLIENTS, seconds);
            rate.add(booked.perSecond());
            p99.add(booked.latencies().percentileMs(0.99));
            ratio.add(booked.perSecond() / beside);
            System.out.printf("repeat %d: %.0f bookings/s, pgbench %.0f /s%n", repeat, booked.perSecond(), beside);
        }
        report.figure("bookings_per_s", rate);
        report.figure("p99_ms", p99);
        report.figure("of_pgbench", ratio);
    }

    /** Books a part of the cars, another in each round, then gives all back; only the bookings are the outcome. */
    private Outcome round(Wishes wishes, List<Ready> cars, LoadGenerator many, int number) throws SQLException {
        int from = number % 2 * (cars.size() - extent.round);
        List<Ready> part = cars.subList(from, from + extent.round);
        List<String> ids = ids(part.size());
        Outcome booked = many.times(part.size(), n -> wishes.submit(part.get(n), ids.get(n), n));
        booked.mustBe(CREATED);
        if (books.piles() < extent.round) {
            throw new IllegalStateException(books.piles() + " piles are held by " + extent.round + " bookings");
        }
        many.times(part.size(), n -> Wishes.cancel(part.get(n), ids.get(n))).mustBe(200);
        return booked;
    }

    /** From request to confirmed booking at a steady pace, which is what one traveller waits for on a busy day. */
    private void paced(Wishes wishes, List<Ready> cars, LoadGenerator many) {
        int count = Math.min(PACE * extent.pacedSeconds, cars.size());
        List<String> ids = ids(count);
        Outcome booked = many.paced(PACE, count, n -> wishes.submit(cars.get(n), ids.get(n), n));
        booked.mustBe(CREATED);
        many.times(count, n -> Wishes.cancel(cars.get(n), ids.get(n))).mustBe(200);
        report.figure("paced_p99_ms", Repeats.of(booked.latencies().percentileMs(0.99)));
        report.note("`paced_p99_ms`: from the moment an in-policy request was due to its confirmed booking, at " + PACE
                + " requests/s for " + count / PACE + " s.");
    }

    private Pgbench record(Wishes wishes, List<Ready> cars, LoadGenerator one, Set<String> known, Api api)
            throws IOException, InterruptedException, SQLException {
        Instant cityTime =
                Instant.parse(api.get("/system", null).get("cityTime").asText());
        // The first calls fill what the service keeps; they are not what a booking usually runs.
        List<String> before = ids(RECORDED);
        one.times(RECORDED, n -> wishes.submit(cars.get(n), before.get(n), n)).mustBe(CREATED);
        one.times(RECORDED, n -> Wishes.cancel(cars.get(n), before.get(n))).mustBe(200);
        List<String> ids = ids(RECORDED);
        Recording recording = new Recording(server, Path.of(environment.get("BENCH_DB_LOG")), SERVICE_DATABASE);
        List<List<Transaction>> recorded = recording.of(
                one,
                RECORDED,
                n -> wishes.submit(cars.get(n), ids.get(n), n),
                ids::get,
                n -> cars.get(n).traveller().personId());
        one.times(RECORDED, n -> Wishes.cancel(cars.get(n), ids.get(n))).mustBe(200);
        Repeats statements = new Repeats();
        List<String> scripts = new ArrayList<>();
        for (List<Transaction> transactions : recorded) {
            statements.add(transactions.stream()
                    .mapToInt(transaction -> transaction.statements().size())
                    .sum());
            scripts.add(new PgbenchScript(known, cityTime.plus(LEAD_TIME)).of(transactions));
        }
        report.figure("statements_per_booking", statements);
        report.note("`statements_per_booking` counts every statement of the request, sign-in check and the setting of "
                + "the scope included, without BEGIN and COMMIT.");
        return new Pgbench(
                Path.of(environment.get("BENCH_PGBENCH")), server, Pgbench.write(scratch.resolve("scripts"), scripts));
    }

    private void races(Wishes wishes) throws SQLException {
        List<Ready> sameCar = wishes.sameCar(extent.cars - 1);
        Repeats winners = new Repeats();
        Repeats leaked = new Repeats();
        Repeats busy = new Repeats();
        try (LoadGenerator all = new LoadGenerator("127.0.0.1", port, extent.tries)) {
            for (int race = 1; race <= extent.races; race++) {
                List<String> ids = ids(extent.tries);
                Outcome tried =
                        all.times(extent.tries, n -> wishes.submit(sameCar.get(n % sameCar.size()), ids.get(n), n));
                noneOfOurs(tried);
                winners.add(tried.statuses().getOrDefault(CREATED, 0));
                busy.add(tried.statuses().getOrDefault(BUSY, 0));
                leaked.add(books.leaked());
                int winner = books.winner(ids);
                all.times(1, n -> Wishes.cancel(sameCar.get(winner % sameCar.size()), ids.get(winner)))
                        .mustBe(200);
            }
        }
        report.figure("race_winners", winners);
        report.figure("leaked_holds", leaked);
        report.figure("race_busy", busy);
        report.note(extent.races + " races of " + extent.tries + " simultaneous tries for one car at one time; "
                + "`race_busy` of them were answered 503.");
        if (winners.least() != 1 || winners.most() != 1 || leaked.most() != 0) {
            throw new IllegalStateException(
                    "winners " + winners.least() + "…" + winners.most() + ", leaked up to " + leaked.most());
        }
    }

    private Deeds random(Wishes wishes) throws SQLException, IOException, InterruptedException {
        System.out.println("random deeds with seed " + seed);
        Deeds deeds = new Deeds(wishes, scratch.resolve("restart"), port, CLIENTS, seed);
        deeds.run(extent.deeds, extent.restarts);
        long overlaps = books.overlaps();
        long drift = books.driftFen();
        long leaked = books.leaked();
        report.figure("overlaps", Repeats.of(overlaps));
        report.figure("budget_drift_fen", Repeats.of(drift));
        report.note(extent.deeds + " random bookings, changes and cancellations (seed " + seed + "; done: "
                + deeds.told() + "; the others were refused); the service was ended with `kill -9` " + extent.restarts
                + " times in the middle and " + deeds.lost() + " answers were lost with it. `overlaps` and "
                + "`budget_drift_fen` are counted by SQL of the bench's own.");
        if (overlaps != 0 || drift != 0 || leaked != 0) {
            throw new IllegalStateException("overlaps " + overlaps + ", drift " + drift + " fen, leaked " + leaked);
        }
        return deeds;
    }

    /** The proof that the check can fail. */
    private void withoutConstraint(Deeds deeds) throws SQLException, IOException, InterruptedException {
        books.dropConstraint();
        deeds.run(Math.max(1_000, extent.deeds / 50), 0);
        long without = books.overlaps();
        report.figure("overlaps_without_constraint", Repeats.of(without));
        report.note("`overlaps_without_constraint`: more of the same deeds with `vehicle_reserved_once` dropped.");
        if (without == 0) {
            throw new IllegalStateException("without the constraint no overlap was found: the check proves nothing");
        }
    }

    /** A refusal is an answer, and so is that too many ask at once; a failure of ours is none. */
    static void noneOfOurs(Outcome outcome) {
        outcome.statuses().keySet().stream()
                .filter(status -> status >= SERVER_ERROR && status != BUSY)
                .findFirst()
                .ifPresent(status -> {
                    throw new IllegalStateException("answers " + outcome.statuses() + ", " + outcome.sample());
                });
    }

    static List<String> ids(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(UUID.randomUUID().toString());
        }
        return ids;
    }
}
