package org.twinloop.bench.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.twinloop.bench.frame.Api;
import org.twinloop.bench.frame.BenchReport;
import org.twinloop.bench.frame.LoadGenerator;
import org.twinloop.bench.frame.Repeats;
import org.twinloop.bench.frame.ServerSettings;
import org.twinloop.bench.ingest.BenchCars;
import org.twinloop.bench.ingest.Target;

/** {@code HistoryBench ways HTTP CARS}, {@code fill ROWS MINUTES} and {@code [--quick] ask HTTP ASKS ROWS}. */
public final class HistoryBench {
    private static final String PURPOSE = "The day of a car by `GET /vehicles/{id}/days/{date}`: its track, drives, "
            + "stops, energy and gaps, for any car and any past day, with the whole history in one database.";
    private static final int REPEATS = 3;
    /** A day of the city lies in two of UTC. */
    private static final int DAYS_MIN = 2;
    /** Of a drive what is laid on roads; below, laying is not what was measured. */
    private static final double ON_ROADS_MIN = 0.9;

    /** Of the three drives of a day; a tenth of the second lies in a basement, too much to be measured on roads. */
    private static final int DRIVES_LAID = 2;
    /** The desk is shown times of trips and of alerts: one alert a car and day of the city, over all of it, ended. */
    private static final String ALERTS = """
            insert into telematics.occurrence (id, vehicle_no, rule, began_at, ended_at, end_told, facts)
            select gen_random_uuid(), v.vehicle_no, 'low-charge', d, d + interval '1 day', true, '{}'
            from vehicle.vehicle v, generate_series(timestamptz '%s 16:00:00+00', timestamptz '%s 15:59:59+00',
                interval '1 day') d
            where v.device_id > 'T900000'
            """;

    private static final String QUERY = "?reason=benchmark";
    private static final int CLIENTS = 2;
    private static final double P95_MS_BELOW = 200;
    private static final String DESK = "li";
    private static final String ROWS = "select coalesce(sum(reltuples), 0)::bigint from pg_class c "
            + "join pg_inherits i on i.inhrelid = c.oid where i.inhparent = 'telematics.report'::regclass "
            + "and reltuples > 0";

    private final Map<String, String> environment = System.getenv();
    private final Target target = Target.ofEnvironment(environment);

    private HistoryBench() {}

    public static void main(String[] arguments)
            throws IOException, InterruptedException, SQLException, ExecutionException {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean quick = rest.remove("--quick");
        HistoryBench bench = new HistoryBench();
        switch (rest.get(0)) {
            case "ways" -> bench.ways(rest.get(1), Integer.parseInt(rest.get(2)));
            case "fill" -> bench.fill(Long.parseLong(rest.get(1)), Integer.parseInt(rest.get(2)));
            default -> {
                boolean sound =
                        bench.ask(rest.get(1), Integer.parseInt(rest.get(2)), Long.parseLong(rest.get(3)), quick);
                System.exit(sound || quick ? 0 : 1);
            }
        }
        System.exit(0);
    }

    private void ways(String http, int cars) throws IOException, InterruptedException, SQLException {
        BenchCars.register(target, cars);
        Api api = new Api("http://127.0.0.1:" + http);
        String token = token(api);
        new Ways(api, token).write(target, token, Filling.WAYS);
    }

    private void fill(long rows, int minutes) throws SQLException, InterruptedException, ExecutionException {
        long cars = target.count("select count(*) from vehicle.vehicle where device_id > '" + BenchCars.BEFORE + "'");
        int days = (int) Math.max(DAYS_MIN, Math.ceil((double) rows / cars / Filling.ROWS_A_DAY));
        long begun = System.nanoTime();
        int made = new Filling(target).fill(days, yesterday(), begun + minutes * 60_000_000_000L);
        long all = made * cars * Filling.ROWS_A_DAY;
        double seconds = (System.nanoTime() - begun) / 1e9;
        target.execute(
                "create table public.bench_filling as select " + all + "::bigint as made_rows, " + seconds
                        + "::float8 as made_s",
                ALERTS.formatted(yesterday().minusDays(made - 1L), yesterday()),
                "analyze telematics.occurrence",
                "checkpoint");
        System.out.printf("%d of %d days, %d rows, %.0f s%n", made, days, all, seconds);
    }

    /** The day before the city's clock began, in UTC; on a weekend that clock stands on a working day before. */
    private LocalDate yesterday() {
        return Instant.parse(environment.get("TWINLOOP_CLOCK_CITY_ORIGIN"))
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .minusDays(1);
    }

    /** Answers whether there were as many rows as wanted and days came back in time. */
    private boolean ask(String http, int asks, long wanted, boolean quick)
            throws IOException, InterruptedException, SQLException {
        ServerSettings settings;
        List<String> cars = new ArrayList<>();
        List<LocalDate> days = new ArrayList<>();
        try (Connection superuser = target.connect();
                Statement statement = superuser.createStatement()) {
            settings = ServerSettings.ofSafeServer(superuser);
            try (ResultSet rows = statement.executeQuery(
                    "select id from vehicle.vehicle where device_id > '" + BenchCars.BEFORE + "' order by device_id")) {
                while (rows.next()) {
                    cars.add(rows.getString(1));
                }
            }
        }
        long rows = target.count("select made_rows from public.bench_filling");
        int made = (int) (rows / cars.size() / Filling.ROWS_A_DAY);
        if (made < DAYS_MIN) {
            throw new IllegalStateException(made + " days were made in time, " + DAYS_MIN + " are needed; --minutes");
        }
        for (int i = 0; i < made - 1; i++) {
            days.add(yesterday().minusDays(i));
        }
        BenchReport report = new BenchReport("history", PURPOSE, environment.get("BENCH_COMMAND"));
        double p95Ms = measure(report, http, asks, cars, days);
        report.figure("rows", Repeats.of(rows));
        report.figure("rows_counted", Repeats.of(target.count(ROWS)));
        report.figure("fill_s", Repeats.of(target.count("select round(made_s) from public.bench_filling")));
        report.figure(
                "history_gb",
                Repeats.of(target.count("select sum(pg_total_relation_size(inhrelid)) from pg_inherits "
                                + "where inhparent = 'telematics.report'::regclass")
                        / 1e9));
        report.note(cars.size() + " cars, " + days.size() + " days of " + Filling.ROWS_A_DAY
                + " reports a car; a day of the city lies in two partitions. " + wanted + " rows were asked for.");
        report.note("Every answer, after it was timed, had the 3 drives with their metres, 4 stops, 3 gaps and 4 parts "
                + "of a track that were made; `drives_on_roads` is the share laid on roads too, of the "
                + "two a day that stay above ground.");
        report.note("The days are shown because an alert of the car lay over each of them, one row a car and day; "
                + "there are no trips in them, so no looks are written.");
        report.note("Any car, any day, " + CLIENTS + " clients at once, " + asks + " days a repeat after as many "
                + "to warm up; rows lie in the order of their arrival.");
        report.note("The database has 256 MB of its own memory; how much of the rest lies in the "
                + "system's is up to it.");
        if (!quick) {
            report.write(Path.of(environment.get("BENCH_REPORT_FOLDER")), settings);
        }
        report.print();
        if (rows < wanted) {
            System.err.printf("only %d of %d rows could be made%n", rows, wanted);
        }
        if (p95Ms >= P95_MS_BELOW) {
            System.err.printf("the 95th percentile of a repeat was %.0f ms; wanted is < %.0f%n", p95Ms, P95_MS_BELOW);
        }
        return rows >= wanted && p95Ms < P95_MS_BELOW;
    }

    /** Answers the 95th percentile of the worst repeat. */
    private double measure(BenchReport report, String http, int asks, List<String> cars, List<LocalDate> days)
            throws IOException, InterruptedException {
        Api api = new Api("http://127.0.0.1:" + http);
        String token = token(api);
        JsonNode one = api.get("/vehicles/" + cars.get(0) + "/days/" + days.get(0) + QUERY, token);
        System.out.println("  a day: " + MadeDay.told(one) + ", " + MadeDay.check(one) + " drives on roads");
        Repeats p50 = new Repeats();
        Repeats p95 = new Repeats();
        Repeats p99 = new Repeats();
        Repeats onRoads = new Repeats();
        try (LoadGenerator load = new LoadGenerator("127.0.0.1", Integer.parseInt(http), CLIENTS)) {
            SplittableRandom dice = new SplittableRandom(11);
            for (int repeat = 0; repeat <= REPEATS; repeat++) {
                List<Buffer> answers = new ArrayList<>();
                LoadGenerator.Outcome outcome = load.times(
                        asks,
                        number -> new LoadGenerator.Call(
                                HttpMethod.GET,
                                "/api/v1/vehicles/" + cars.get(dice.nextInt(cars.size())) + "/days/"
                                        + days.get(dice.nextInt(days.size())) + QUERY,
                                token,
                                null),
                        answers::add);
                outcome.mustBe(200);
                double laid = laid(answers, asks);
                if (repeat > 0) {
                    onRoads.add(laid);
                    p50.add(outcome.latencies().percentileMs(0.5));
                    p95.add(outcome.latencies().percentileMs(0.95));
                    p99.add(outcome.latencies().percentileMs(0.99));
                }
            }
        }
        report.figure("vehicle_day_p95_ms", p95);
        report.figure("vehicle_day_p50_ms", p50);
        report.figure("vehicle_day_p99_ms", p99);
        report.figure("drives_on_roads", onRoads);
        if (onRoads.least() < ON_ROADS_MIN) {
            throw new IllegalStateException("only " + onRoads.least() + " of the drives were laid on roads");
        }
        return p95.most();
    }

    /** Every answer is looked at, once all are there; tells the share of the drives that were laid on roads. */
    private static double laid(List<Buffer> answers, int asks) throws IOException {
        if (answers.size() != asks) {
            throw new IllegalStateException(answers.size() + " answers to " + asks + " requests");
        }
        int laid = 0;
        for (Buffer answer : answers) {
            laid += MadeDay.check(Api.JSON.readTree(answer.getBytes()));
        }
        return (double) laid / asks / DRIVES_LAID;
    }

    private static String token(Api api) throws IOException, InterruptedException {
        String password = api.get("/system", null)
                .get("demoAccounts")
                .get(0)
                .get("password")
                .asText();
        return api.post(
                        "/auth/login",
                        null,
                        Api.JSON
                                .createObjectNode()
                                .put("login", DESK)
                                .put("password", password)
                                .put("client", "APP"))
                .get("accessToken")
                .asText();
    }
}
