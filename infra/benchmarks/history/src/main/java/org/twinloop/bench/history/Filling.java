package org.twinloop.bench.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.twinloop.bench.ingest.Target;
import org.twinloop.telematics.wire.CopyRows;

/**
 * Makes days of history, newest first, two at once, each a partition that is filled by binary COPY, keyed and then
 * attached, as {@code telematics.add_day} does with an empty one. Rows lie in the order of their arrival, as in a
 * history that grew: the day of one car is spread over all of it. A car's day: three drives of 50 minutes with a report
 * every ten seconds, one of them with five minutes in a basement; between them it stands and reports every eight or
 * nine minutes.
 */
final class Filling {
    /** Three drives and a hundred reports of standing. */
    static final int ROWS_A_DAY = 3 * Ways.POSITIONS + 100;

    /** Reports without a position, in the second drive. */
    static final int BASEMENT_ROWS = 31;

    static final int WAYS = 60;

    private static final int BASEMENT_FROM = 450;

    private static final int AT_ONCE = 2;
    private static final int SENT_BYTES = 256 * 1024;
    private static final int COLUMN_COUNT = 16;
    private static final String COLUMNS = "vehicle_no, event_time, boot, seq, received_at, lon, lat, accuracy_m, "
            + "speed_kmh, heading_deg, odometer_m, soc_percent, doors_open, locked, plugged, charging";
    /** Drives begin at these minutes of the UTC day, and what is reported after each stands so far apart. */
    private static final int[] DRIVE_AT_MIN = {60, 380, 700};

    private static final int[] STANDS_EVERY_MIN = {8, 8, 9};
    private static final int DRIVE_MIN = 50;
    /** Reports of a drive and of the standing after it. */
    private static final int PART = 333;

    private final Target target;
    private final int[] cars;
    private final double[][][] ways;

    Filling(Target target) throws SQLException {
        this.target = target;
        List<Integer> numbers = new ArrayList<>();
        ways = new double[WAYS][Ways.POSITIONS][];
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "select vehicle_no from vehicle.vehicle where device_id > 'T900000' order by vehicle_no")) {
                while (rows.next()) {
                    numbers.add(rows.getInt(1));
                }
            }
            try (ResultSet rows = statement.executeQuery("select way, n, lon, lat from public.bench_way")) {
                while (rows.next()) {
                    ways[rows.getInt(1)][rows.getInt(2)] = new double[] {rows.getDouble(3), rows.getDouble(4)};
                }
            }
        }
        cars = numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Answers how many days were made until the time was over. */
    int fill(int days, LocalDate newest, long endNanos) throws InterruptedException, ExecutionException {
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        AtomicInteger made = new AtomicInteger();
        long begun = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < days; i++) {
            LocalDate day = newest.minusDays(i);
            int number = days - i;
            all.add(workers.submit(() -> {
                if (System.nanoTime() - endNanos < 0) {
                    day(day, number);
                    System.out.printf(
                            "  %s made, %d of %d days, %.0f s%n",
                            day, made.incrementAndGet(), days, (System.nanoTime() - begun) / 1e9);
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        workers.shutdown();
        return made.get();
    }

    /** In one transaction, so that nobody ever reads a partition that is not frozen and keyed. */
    private void day(LocalDate day, int number) throws SQLException {
        String table = "telematics.report_" + day.toString().replace("-", "");
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("drop table if exists " + table);
            statement.execute(
                    "create table " + table + " (like telematics.report including defaults including constraints)");
            copy(connection, table, day, number);
            statement.execute("set local maintenance_work_mem = '512MB'");
            statement.execute("alter table " + table + " add primary key (vehicle_no, event_time, boot, seq)");
            statement.execute("alter table telematics.report attach partition " + table + " for values from ('" + day
                    + " 00:00:00+00') to ('" + day.plusDays(1) + " 00:00:00+00')");
            statement.execute("alter table " + table + " owner to twinloop_owner");
            statement.execute("analyze " + table);
            connection.commit();
        }
    }

    private void copy(Connection connection, String table, LocalDate day, int number) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " (" + COLUMNS + ") from stdin (format binary, freeze)");
        CopyRows rows = new CopyRows(2 * SENT_BYTES);
        rows.begin();
        long midnightMs = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        for (int seq = 0; seq < ROWS_A_DAY; seq++) {
            long momentMs = midnightMs + sinceMidnightMs(seq);
            for (int place = 1; place <= cars.length; place++) {
                row(rows, place, seq, momentMs, number);
                if (rows.length() >= SENT_BYTES) {
                    copy.writeToCopy(rows.bytes(), 0, rows.length());
                    rows.clear();
                }
            }
        }
        rows.end();
        copy.writeToCopy(rows.bytes(), 0, rows.length());
        copy.endCopy();
    }

    private static long sinceMidnightMs(int seq) {
        int part = Math.min(seq / PART, DRIVE_AT_MIN.length - 1);
        int n = seq - part * PART;
        long beginS = DRIVE_AT_MIN[part] * 60L;
        return 1_000
                * (n < Ways.POSITIONS
                        ? beginS + n * 10L
                        : beginS + DRIVE_MIN * 60L + (n - Ways.POSITIONS) * STANDS_EVERY_MIN[part] * 60L);
    }

    private void row(CopyRows rows, int place, int seq, long momentMs, int number) {
        int car = cars[place - 1];
        int part = Math.min(seq / PART, DRIVE_AT_MIN.length - 1);
        int n = Math.min(seq - part * PART, Ways.POSITIONS - 1);
        boolean drives = seq - part * PART < Ways.POSITIONS;
        rows.row(COLUMN_COUNT);
        rows.int4(car);
        rows.instant(momentMs + place % 10 * 1_000L);
        rows.int8(1);
        rows.int8(seq);
        rows.instant(momentMs + 11_000);
        if (seq >= BASEMENT_FROM && seq < BASEMENT_FROM + BASEMENT_ROWS) {
            rows.none();
            rows.none();
        } else {
            double[] at = ways[(place * 7 + number * 13 + part) % WAYS][n];
            rows.float8(at[0] + Math.sin(seq * 7.3 + car) * 0.00008);
            rows.float8(at[1] + Math.cos(seq * 5.1 + car) * 0.00007);
        }
        rows.float4(5);
        rows.float4(drives ? 36 : 0);
        rows.float4(90);
        rows.int8(20_000_000L + number * 90_000L + Math.min(part * Ways.POSITIONS + n, 899) * 100L);
        rows.float4(90 - seq * 0.05);
        rows.bool(false);
        rows.bool(!drives);
        rows.bool(seq >= 970);
        rows.bool(seq >= 970);
    }
}
