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
import java.util.Random;
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
    private static final int RANDOM_CARS = 40;
    private static final int SERVER_ERROR = 500;
    private static final int BUSY = 503;
    private static final int CREATED = 201;
    private static final Duration LEAD_TIME = Duration.ofHours(1);
    private static final String PURPOSE = "One true booking (`PUT /api/v1/trips/{id}`: policy, car, bay and budget in "
            + "one transaction) by " + CLIENTS + " clients over many cars and budgets, beside pgbench with as many "
            + "clients running the logged statements; races for one car; random bookings, changes and cancellations "
            + "of overlapping times, checked by SQL of the bench's own.";

    /** How much of everything. */
    private enum Extent {
        FULL(5_000, 1_000, 5, Duration.ofSeconds(45), 1_000, 100, 100_000),
        QUICK(200, 40, 1, Duration.ofSeconds(1), 100, 3, 2_000);

        final int cars;
        final int budgets;
        final int repeats;
        final Duration warmUp;
        final int tries;
        final int races;
        final int deeds;

        Extent(int cars, int budgets, int repeats, Duration warmUp, int tries, int races, int deeds) {
            this.cars = cars;
            this.budgets = budgets;
            this.repeats = repeats;
            this.warmUp = warmUp;
            this.tries = tries;
            this.races = races;
            this.deeds = deeds;
        }
    }

    private final Map<String, String> environment = System.getenv();
    private final Server server = Server.ofEnvironment(environment);
    private final Path scratch = Path.of(environment.get("BENCH_SCRATCH"));
    private final Books books = new Books(server, SERVICE_DATABASE);
    private final LargeFleet fleet = new LargeFleet(server, SERVICE_DATABASE);
    private final BenchReport report = new BenchReport("booking", PURPOSE, environment.get("BENCH_COMMAND"));
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
        Wishes wishes = new Wishes(fleet, api.travellers());
        wishes.askPlanner(api);
        fleet.add(wishes.first(), extent.cars, Math.max(10, extent.cars / 100), extent.budgets);
        rate(wishes, api);
        races(wishes);
        random(wishes);
        if (extent == Extent.FULL) {
            report.write(Path.of(environment.get("BENCH_REPORT_FOLDER")), settings);
        }
        report.print();
        if (books.booked() < 1) {
            throw new IllegalStateException("nothing was booked at the end: the checks looked at nothing");
        }
    }

    private void rate(Wishes wishes, Api api) throws IOException, InterruptedException, SQLException {
        List<Ready> cars = wishes.eachAnotherCar();
        Set<String> known = server.copy(SERVICE_DATABASE, TEMPLATE, scratch.resolve("template.sql"));
        try (LoadGenerator one = new LoadGenerator("127.0.0.1", port, 1);
                LoadGenerator many = new LoadGenerator("127.0.0.1", port, CLIENTS)) {
            Pgbench pgbench = record(wishes, cars, one, known, api);
            double warm = 0;
            while (warm < extent.warmUp.toSeconds()) {
                warm += round(wishes, cars, many).seconds();
            }
            server.fresh(PGBENCH_DATABASE, TEMPLATE);
            pgbench.run(PGBENCH_DATABASE, CLIENTS, 2);
            Repeats rate = new Repeats();
            Repeats p99 = new Repeats();
            Repeats ratio = new Repeats();
            for (int repeat = 1; repeat <= extent.repeats; repeat++) {
                Outcome booked = round(wishes, cars, many);
                server.fresh(PGBENCH_DATABASE, TEMPLATE);
                int seconds = (int) Math.max(2, Math.min(20, Math.ceil(booked.seconds())));
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
    }

    /** Books every car once, then gives all back; only the bookings are the outcome. */
    private static Outcome round(Wishes wishes, List<Ready> cars, LoadGenerator many) {
        List<String> ids = ids(cars.size());
        Outcome booked = many.times(cars.size(), n -> wishes.submit(cars.get(n), ids.get(n), n));
        booked.mustBe(CREATED);
        many.times(cars.size(), n -> Wishes.cancel(cars.get(n), ids.get(n))).mustBe(200);
        return booked;
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
        List<Ready> sameCar = wishes.sameCar();
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
                // Only the winner has a trip to give back; for all others there is none.
                noneOfOurs(all.times(extent.tries, n -> Wishes.cancel(sameCar.get(n % sameCar.size()), ids.get(n))));
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

    private void random(Wishes wishes) throws SQLException {
        System.out.println("random deeds with seed " + seed);
        Random random = new Random(seed);
        long before = books.overlaps();
        int booked = deeds(wishes, random, extent.deeds);
        long overlaps = books.overlaps();
        long drift = books.driftFen();
        report.figure("overlaps", Repeats.of(overlaps));
        report.figure("budget_drift_fen", Repeats.of(drift));
        report.note(extent.deeds + " random bookings, changes and cancellations (seed " + seed + "), " + booked
                + " of them booked a car; `overlaps` and `budget_drift_fen` are counted by SQL of the bench's own.");
        if (before != 0 || overlaps != 0 || drift != 0 || books.leaked() != 0) {
            throw new IllegalStateException(
                    "overlaps " + overlaps + ", drift " + drift + " fen, leaked " + books.leaked());
        }
        books.dropConstraint();
        deeds(wishes, random, Math.max(1_000, extent.deeds / 50));
        long without = books.overlaps();
        report.figure("overlaps_without_constraint", Repeats.of(without));
        report.note("`overlaps_without_constraint`: the same deeds once more with `vehicle_reserved_once` dropped.");
        if (without == 0) {
            throw new IllegalStateException("without the constraint no overlap was found: the check proves nothing");
        }
    }

    /** Six of ten deeds book, two of ten extend and two of ten give back what was asked for shortly before. */
    private int deeds(Wishes wishes, Random random, int count) throws SQLException {
        List<Ready> wanted = wishes.meeting(Math.min(count, 5_000), RANDOM_CARS, random);
        List<String> ids = ids(count);
        int[] bookedAs = new int[count];
        int[] kinds = random.ints(count, 0, 10).toArray();
        int[] earlier = random.ints(count, 1, 200).toArray();
        for (int n = 0; n < count; n++) {
            bookedAs[n] = Math.max(0, n - earlier[n]);
        }
        try (LoadGenerator many = new LoadGenerator("127.0.0.1", port, CLIENTS)) {
            Outcome done = many.times(count, n -> {
                int which = kinds[n] < 6 ? n : bookedAs[n];
                Ready ready = wanted.get(which % wanted.size());
                return kinds[n] < 6
                        ? wishes.submit(ready, ids.get(n), n)
                        : kinds[n] < 8
                                ? Wishes.extend(ready, ids.get(which), Duration.ofMinutes(earlier[n]))
                                : Wishes.cancel(ready, ids.get(which));
            });
            noneOfOurs(done);
            System.out.println(count + " deeds: " + done.statuses());
            return done.statuses().getOrDefault(CREATED, 0);
        }
    }

    /** A refusal is an answer, and so is that too many ask at once; a failure of ours is none. */
    private static void noneOfOurs(Outcome outcome) {
        outcome.statuses().keySet().stream()
                .filter(status -> status >= SERVER_ERROR && status != BUSY)
                .findFirst()
                .ifPresent(status -> {
                    throw new IllegalStateException("answers " + outcome.statuses() + ", " + outcome.sample());
                });
    }

    private static List<String> ids(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(UUID.randomUUID().toString());
        }
        return ids;
    }
}
