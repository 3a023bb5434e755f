package org.twinloop.telematics;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.twinloop.telematics.wire.CopyRows;

/**
 * SQL of the history. The bulk path speaks pgjdbc on connections of its own, one per writer thread: there is no act
 * around it, a plain loop reads better than a chain of callbacks, and only this driver has COPY.
 */
@ApplicationScoped
class ReportRepository {

    private static final String COLUMNS = "vehicle_no, event_time, boot, seq, received_at, lon, lat, accuracy_m, "
            + "speed_kmh, heading_deg, odometer_m, soc_percent, doors_open, locked, plugged, charging, command_id, "
            + "extra, alarm";
    private static final int COLUMN_COUNT = 19;
    /** A COPY is sent in pieces of about this size. */
    private static final int SENT_BYTES = 128 * 1024;

    /** Answers the identities of the rows that were new, and whether they have unknown fields. */
    private static final String UNSTAGE = "with fresh as (insert into telematics.report (" + COLUMNS + ") select "
            + COLUMNS + " from pg_temp.report_stage order by vehicle_no, event_time, boot, seq on conflict do nothing"
            + " returning vehicle_no, event_time, boot, seq, extra is not null) select * from fresh";

    private static final String APPLY_NEWEST =
            "select vehicle.apply_newest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String APPLY_PARTIAL = """
            select vehicle.apply_reports(array_agg(no), array_agg(to_timestamp(ts / 1000::float8)), array_agg(boot),
                array_agg(seq), array_agg(to_timestamp(received / 1000::float8)), array_agg(lon), array_agg(lat),
                array_agg(accuracy), array_agg(speed), array_agg(heading), array_agg(odometer), array_agg(soc),
                array_agg(doors), array_agg(locked), array_agg(plugged), array_agg(charging), array_agg(command))
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as u(no, ts, boot, seq, received, lon, lat,
                accuracy, speed, heading, odometer, soc, doors, locked, plugged, charging, command)
            """;

    private final String url;
    private final Properties login;

    ReportRepository(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password,
            TelematicsConfig config) {
        this.url = url;
        login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("ApplicationName", "twinloop reports");
        login.setProperty("connectTimeout", seconds(config.statementWithin()));
        login.setProperty("socketTimeout", seconds(config.statementWithin()));
        login.setProperty("tcpKeepAlive", "true");
        login.setProperty("prepareThreshold", "1");
    }

    private static String seconds(Duration within) {
        return Long.toString(Math.max(1, within.toSeconds()));
    }

    /** A connection for one writer. Intake acts for no person, so it sees all rows. */
    Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, login);
        try (PreparedStatement scope =
                connection.prepareStatement("select set_config('twinloop.scope', 'all', false)")) {
            scope.execute();
            makeStage(connection);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void makeStage(Connection connection) throws SQLException {
        try (Statement make = connection.createStatement()) {
            make.execute("create temp table report_stage on commit delete rows as select " + COLUMNS
                    + " from telematics.report with no data");
        }
    }

    static LocalDate dayOf(VehicleReport report) {
        return report.eventTime().atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** Makes the partitions of days and commits. */
    void addDays(Connection connection, Collection<LocalDate> days) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement("select telematics.add_day(?)")) {
            for (LocalDate day : days) {
                add.setObject(1, day);
                add.execute();
            }
        }
        connection.commit();
    }

    static Set<LocalDate> daysOf(List<ReportBatch> batches) {
        Set<LocalDate> days = new HashSet<>();
        batches.forEach(batch -> batch.reports().forEach(report -> days.add(dayOf(report))));
        return days;
    }

    /** Which report: vehicle, event time, boot and sequence. */
    private record Identity(int no, long eventTimeMs, long boot, long seq) {

        private static Identity of(int no, VehicleReport report) {
            return new Identity(no, report.eventTime().toEpochMilli(), report.boot(), report.seq());
        }
    }

    /**
     * What was new.
     *
     * @param odd those with unknown fields, which the next call of {@link #odd} takes out; null: all
     */
    record Stored(long rows, Set<Identity> odd) {

        /** The new ones with unknown fields among reports of a car; one that came twice is told once. */
        List<VehicleReport> odd(int no, List<VehicleReport> reports) {
            return reports.stream()
                    .filter(report -> report.extra() != null)
                    .filter(report -> odd == null || odd.remove(Identity.of(no, report)))
                    .toList();
        }
    }

    /**
     * Copies all reports into the history, changes the newest states and commits.
     *
     * @return rows that were written, all of them
     * @throws SQLException with SQLSTATE 23505 when one of them is there already; nothing was written then
     */
    Stored copy(Connection connection, List<ReportBatch> batches, Map<UUID, Car> cars) throws SQLException {
        long rows = copy(connection, "telematics.report", batches, cars);
        applyNewest(connection, batches, cars);
        connection.commit();
        return new Stored(rows, null);
    }

    /**
     * Like {@link #copy}, by way of a stage: rows that are there already are left as they are.
     *
     * @return rows that were new
     */
    Stored stage(Connection connection, List<ReportBatch> batches, Map<UUID, Car> cars) throws SQLException {
        copy(connection, "pg_temp.report_stage", batches, cars);
        Set<Identity> fresh = new HashSet<>();
        Set<Identity> odd = new HashSet<>();
        try (PreparedStatement insert = connection.prepareStatement(UNSTAGE);
                ResultSet row = insert.executeQuery()) {
            while (row.next()) {
                Identity one =
                        new Identity(row.getInt(1), row.getTimestamp(2).getTime(), row.getLong(3), row.getLong(4));
                fresh.add(one);
                if (row.getBoolean(5)) {
                    odd.add(one);
                }
            }
        }
        applyNewest(connection, only(fresh, batches, cars), cars);
        connection.commit();
        return new Stored(fresh.size(), odd);
    }

    /**
     * A second copy was received later than the first, but was not said later: where the clock of a terminal is ahead,
     * it must not come before what was received between both.
     */
    private static List<ReportBatch> only(Set<Identity> fresh, List<ReportBatch> batches, Map<UUID, Car> cars) {
        List<ReportBatch> some = new ArrayList<>();
        for (ReportBatch batch : batches) {
            int no = cars.get(batch.vehicleId()).no();
            List<VehicleReport> left = batch.reports().stream()
                    .filter(report -> fresh.contains(Identity.of(no, report)))
                    .toList();
            if (!left.isEmpty()) {
                some.add(new ReportBatch(batch.vehicleId(), batch.receivedAt(), left, batch.outcome()));
            }
        }
        return some;
    }

    private static long copy(Connection connection, String table, List<ReportBatch> batches, Map<UUID, Car> cars)
            throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " (" + COLUMNS + ") from stdin (format binary)");
        try {
            CopyRows rows = new CopyRows(2 * SENT_BYTES);
            rows.begin();
            for (ReportBatch batch : batches) {
                int no = cars.get(batch.vehicleId()).no();
                for (VehicleReport report : batch.reports()) {
                    write(rows, no, batch.receivedAt(), report);
                }
                if (rows.length() >= SENT_BYTES) {
                    copy.writeToCopy(rows.bytes(), 0, rows.length());
                    rows.clear();
                }
            }
            rows.end();
            copy.writeToCopy(rows.bytes(), 0, rows.length());
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** One row in the order of {@link #COLUMNS}. */
    private static void write(CopyRows rows, int no, Instant receivedAt, VehicleReport report) {
        rows.row(COLUMN_COUNT);
        rows.int4(no);
        rows.instant(report.eventTime().toEpochMilli());
        rows.int8(report.boot());
        rows.int8(report.seq());
        rows.instant(receivedAt.toEpochMilli());
        if (report.position() == null) {
            rows.none();
            rows.none();
        } else {
            rows.float8(report.position().lon());
            rows.float8(report.position().lat());
        }
        rows.real(report.accuracyM());
        rows.real(report.speedKmh());
        rows.real(report.headingDeg());
        if (report.odometerM() == null) {
            rows.none();
        } else {
            rows.int8(report.odometerM());
        }
        rows.real(report.socPercent());
        rows.flag(report.doorsOpen());
        rows.flag(report.locked());
        rows.flag(report.plugged());
        rows.flag(report.charging());
        if (report.command() == null) {
            rows.none();
        } else {
            rows.uuid(report.command());
        }
        if (report.extra() == null) {
            rows.none();
        } else {
            rows.text(report.extra());
        }
        if (report.alarm() == null) {
            rows.none();
        } else {
            rows.int8(report.alarm().word());
        }
    }

    /**
     * Changes the newest states through the faces of vehicle. Of a car whose newest report tells everything, that one
     * is enough; of another all are shown, for what the newest does not tell may stand in those before it.
     */
    private static void applyNewest(Connection connection, List<ReportBatch> batches, Map<UUID, Car> cars)
            throws SQLException {
        Map<UUID, Told> newest = new HashMap<>();
        for (ReportBatch batch : batches) {
            for (VehicleReport report : batch.reports()) {
                Told last = newest.get(batch.vehicleId());
                if (last == null
                        || report.isAfter(
                                batch.receivedAt(), last.report(), last.batch().receivedAt())) {
                    newest.put(
                            batch.vehicleId(),
                            new Told(cars.get(batch.vehicleId()).no(), batch, report));
                }
            }
        }
        List<Told> complete = new ArrayList<>();
        for (Told last : newest.values()) {
            if (last.report().tellsAll()) {
                complete.add(last);
            }
        }
        List<Told> partial = new ArrayList<>();
        if (complete.size() < newest.size()) {
            for (ReportBatch batch : batches) {
                if (!newest.get(batch.vehicleId()).report().tellsAll()) {
                    int no = cars.get(batch.vehicleId()).no();
                    batch.reports().forEach(report -> partial.add(new Told(no, batch, report)));
                }
            }
        }
        // In one order of cars, so that writers of two instances do not wait for each other in a circle.
        complete.sort(Comparator.comparingInt(Told::no));
        apply(connection, APPLY_NEWEST, complete);
        apply(connection, APPLY_PARTIAL, partial);
    }

    /** A report on its way to the newest state. */
    private record Told(int no, ReportBatch batch, VehicleReport report) {}

    private static void apply(Connection connection, String statement, List<Told> told) throws SQLException {
        if (told.isEmpty()) {
            return;
        }
        try (PreparedStatement apply = connection.prepareStatement(statement)) {
            Columns rows = new Columns(connection, apply, told);
            rows.set("int4", new Integer[told.size()], Told::no);
            rows.set(
                    "int8",
                    new Long[told.size()],
                    one -> one.report().eventTime().toEpochMilli());
            rows.set("int8", new Long[told.size()], one -> one.report().boot());
            rows.set("int8", new Long[told.size()], one -> one.report().seq());
            rows.set(
                    "int8",
                    new Long[told.size()],
                    one -> one.batch().receivedAt().toEpochMilli());
            rows.set(
                    "float8",
                    new Double[told.size()],
                    one -> one.report().position() == null
                            ? null
                            : one.report().position().lon());
            rows.set(
                    "float8",
                    new Double[told.size()],
                    one -> one.report().position() == null
                            ? null
                            : one.report().position().lat());
            rows.set("float8", new Double[told.size()], one -> one.report().accuracyM());
            rows.set("float8", new Double[told.size()], one -> one.report().speedKmh());
            rows.set("float8", new Double[told.size()], one -> one.report().headingDeg());
            rows.set("int8", new Long[told.size()], one -> one.report().odometerM());
            rows.set("float8", new Double[told.size()], one -> one.report().socPercent());
            rows.set("bool", new Boolean[told.size()], one -> one.report().doorsOpen());
            rows.set("bool", new Boolean[told.size()], one -> one.report().locked());
            rows.set("bool", new Boolean[told.size()], one -> one.report().plugged());
            rows.set("bool", new Boolean[told.size()], one -> one.report().charging());
            rows.set("uuid", new UUID[told.size()], one -> one.report().command());
            apply.execute();
        }
    }

    /** Turns reports into one SQL array per column. */
    private record Columns(Connection connection, PreparedStatement statement, List<Told> told, int[] parameter) {

        Columns(Connection connection, PreparedStatement statement, List<Told> told) {
            this(connection, statement, told, new int[1]);
        }

        <T> void set(String type, T[] values, Function<Told, T> column) throws SQLException {
            for (int row = 0; row < values.length; row++) {
                values[row] = column.apply(told.get(row));
            }
            statement.setArray(++parameter[0], connection.createArrayOf(type, values));
        }
    }
}
