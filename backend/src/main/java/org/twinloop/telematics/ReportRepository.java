package org.twinloop.telematics;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * SQL of the history. The bulk path speaks pgjdbc on connections of its own, one per writer thread: there is no act
 * around it, a plain loop reads better than a chain of callbacks, and the reactive driver has no COPY, which is the
 * next step when unnest is not enough.
 */
@ApplicationScoped
class ReportRepository {

    /** History first, then the newest state through the face of vehicle, in one statement and one transaction. */
    private static final String STORE = """
            with report as (
                select no, to_timestamp(ts / 1000::float8) as at, boot, seq,
                    to_timestamp(received / 1000::float8) as received, lon, lat, accuracy, speed, heading, odometer,
                    soc, doors, locked, plugged, charging,
                    command::uuid as command, extra
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as u(no, ts, boot, seq, received,
                    lon, lat, accuracy, speed, heading, odometer, soc, doors, locked, plugged, charging, command, extra)
            ), stored as (
                insert into telematics.report (vehicle_no, event_time, boot, seq, received_at, lon, lat, accuracy_m,
                    speed_kmh, heading_deg, odometer_m, soc_percent, doors_open, locked, plugged, charging,
                    command_id, extra)
                select no, at, boot, seq, received, lon, lat, accuracy, speed, heading, odometer, soc, doors,
                    locked, plugged, charging, command, extra::json
                from report order by no, at, boot, seq
                on conflict do nothing
                returning 1
            )
            select (select count(*) from stored), vehicle.apply_reports(array_agg(no), array_agg(at), array_agg(boot),
                array_agg(seq), array_agg(received), array_agg(lon), array_agg(lat), array_agg(accuracy),
                array_agg(speed), array_agg(heading), array_agg(odometer), array_agg(soc), array_agg(doors),
                array_agg(locked), array_agg(plugged), array_agg(charging), array_agg(command))
            from report
            """;

    private static final String CARS =
            "select vehicle_no, id, calendar = 'OURS', unit_id, operator_id from vehicle.live where id = any(?)";

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
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
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

    /** The cars among the given ids that there are. */
    Map<UUID, Car> cars(Connection connection, Collection<UUID> ids) throws SQLException {
        Map<UUID, Car> cars = new HashMap<>();
        try (PreparedStatement find = connection.prepareStatement(CARS)) {
            find.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    UUID id = row.getObject(2, UUID.class);
                    UUID unit = row.getObject(4, UUID.class);
                    cars.put(id, new Car(row.getInt(1), id, row.getBoolean(3), unit, row.getObject(5, UUID.class)));
                }
            }
        }
        connection.commit();
        return cars;
    }

    static Set<LocalDate> daysOf(List<ReportBatch> batches) {
        Set<LocalDate> days = new HashSet<>();
        batches.forEach(batch -> batch.reports().forEach(report -> days.add(dayOf(report))));
        return days;
    }

    /**
     * Writes all reports in one transaction.
     *
     * @return rows that were new
     */
    long store(Connection connection, List<ReportBatch> batches, Map<UUID, Car> cars) throws SQLException {
        Columns rows = new Columns(connection, batches);
        try (PreparedStatement store = connection.prepareStatement(STORE)) {
            rows.set(
                    store,
                    "int4",
                    (batch, report) -> cars.get(batch.vehicleId()).no());
            rows.set(store, "int8", (batch, report) -> report.eventTime().toEpochMilli());
            rows.set(store, "int8", (batch, report) -> report.boot());
            rows.set(store, "int8", (batch, report) -> report.seq());
            rows.set(store, "int8", (batch, report) -> batch.receivedAt().toEpochMilli());
            rows.set(
                    store,
                    "float8",
                    (batch, report) ->
                            report.position() == null ? null : report.position().lon());
            rows.set(
                    store,
                    "float8",
                    (batch, report) ->
                            report.position() == null ? null : report.position().lat());
            rows.set(store, "float8", (batch, report) -> report.accuracyM());
            rows.set(store, "float8", (batch, report) -> report.speedKmh());
            rows.set(store, "float8", (batch, report) -> report.headingDeg());
            rows.set(store, "int8", (batch, report) -> report.odometerM());
            rows.set(store, "float8", (batch, report) -> report.socPercent());
            rows.set(store, "bool", (batch, report) -> report.doorsOpen());
            rows.set(store, "bool", (batch, report) -> report.locked());
            rows.set(store, "bool", (batch, report) -> report.plugged());
            rows.set(store, "bool", (batch, report) -> report.charging());
            rows.set(
                    store,
                    "text",
                    (batch, report) ->
                            report.command() == null ? null : report.command().toString());
            rows.set(store, "text", (batch, report) -> report.extra());
            long stored;
            try (ResultSet answer = store.executeQuery()) {
                answer.next();
                stored = answer.getLong(1);
            }
            connection.commit();
            return stored;
        }
    }

    /** Turns reports into one SQL array per column. */
    private static final class Columns {
        private final Connection connection;
        private final List<ReportBatch> batches;
        private final int count;
        private int parameter;

        Columns(Connection connection, List<ReportBatch> batches) {
            this.connection = connection;
            this.batches = batches;
            count = batches.stream().mapToInt(ReportBatch::rows).sum();
        }

        void set(PreparedStatement statement, String type, BiFunction<ReportBatch, VehicleReport, Object> column)
                throws SQLException {
            Object[] values = switch (type) {
                case "int4" -> new Integer[count];
                case "int8" -> new Long[count];
                case "float8" -> new Double[count];
                case "bool" -> new Boolean[count];
                default -> new String[count];
            };
            int row = 0;
            for (ReportBatch batch : batches) {
                for (VehicleReport report : batch.reports()) {
                    values[row++] = column.apply(batch, report);
                }
            }
            Array array = connection.createArrayOf(type, values);
            statement.setArray(++parameter, array);
        }
    }
}
