package org.twinloop.device.broker;

import io.agroal.api.AgroalDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.device.DeviceKind;
import org.twinloop.device.Uplink;

/** SQL of the broker mode: who serves which session with the broker, and which devices are heard through it. */
@ApplicationScoped
class BrokerRepository {

    private static final String STANDING =
            "select device_id, kind, subject_id, operator_id, blocked_at is not null from device.device where ";

    private final Database database;
    private final AgroalDataSource connections;

    BrokerRepository(Database database, AgroalDataSource connections) {
        this.database = database;
        this.connections = connections;
    }

    /** A session with the broker that was served once. */
    record Known(String group, int slot) {}

    /** All sessions with the broker, those of no known group taken for the given one's. Blocks: for the start. */
    List<Known> known(String group) {
        try (Connection connection = connections.getConnection();
                PreparedStatement slots = connection.prepareStatement(
                        "select coalesce(consumer_group, ?), slot from device.broker_slot order by slot")) {
            slots.setString(1, group);
            List<Known> known = new ArrayList<>();
            try (ResultSet rows = slots.executeQuery()) {
                while (rows.next()) {
                    known.add(new Known(rows.getString(1), rows.getInt(2)));
                }
            }
            return known;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot tell which sessions with the broker there are", e);
        }
    }

    /** A device that exists. */
    record Standing(Uplink.Sender sender, boolean blocked) {}

    /** This instance takes part; the slots have their rows. Real time of the database server. */
    Uni<Integer> beat(UUID instance, String group, int slots) {
        return database.sql(
                        "insert into device.instance (instance_id, beat_at, broker_at) "
                                + "values ($1, clock_timestamp(), clock_timestamp()) "
                                + "on conflict (instance_id) do update set broker_at = excluded.broker_at",
                        instance)
                .chain(() -> database.sql(
                        "insert into device.broker_slot (slot, consumer_group) select generate_series(1, $1), $2 "
                                + "on conflict do nothing",
                        slots,
                        group))
                .chain(() -> database.sql(
                        "update device.broker_slot set consumer_group = $1 where consumer_group is null", group));
    }

    /** The slots that are still this instance's. */
    Uni<List<Integer>> renew(UUID instance, int slots) {
        return slots(
                "update device.broker_slot set renewed_at = clock_timestamp() where instance_id = $1 and slot <= $2 "
                        + "returning slot",
                instance,
                slots);
    }

    /** Instances that take part. */
    Uni<Integer> members(Duration lease) {
        return database.row(
                        "select count(*) from device.instance "
                                + "where broker_at > clock_timestamp() - make_interval(secs => $1)",
                        seconds(lease))
                .map(row -> (int) row.orElseThrow().whole(0));
    }

    /** Takes at most so many slots that nobody serves. */
    Uni<List<Integer>> claim(UUID instance, int slots, int most, Duration lease) {
        return slots(
                "update device.broker_slot set instance_id = $1, renewed_at = clock_timestamp() where slot in ("
                        + "select slot from device.broker_slot where slot <= $2 and (instance_id is null "
                        + "or renewed_at < clock_timestamp() - make_interval(secs => $4)) "
                        + "order by slot limit $3 for update skip locked) returning slot",
                instance,
                slots,
                most,
                seconds(lease));
    }

    Uni<Integer> release(UUID instance, Collection<Integer> slots) {
        return database.sql(
                "update device.broker_slot set instance_id = null, renewed_at = null "
                        + "where instance_id = $1 and slot = any($2::int[])",
                instance,
                slots.toArray(Integer[]::new));
    }

    /** No longer takes part. */
    Uni<Integer> leave(UUID instance) {
        return database.sql("update device.instance set broker_at = null where instance_id = $1", instance);
    }

    private Uni<List<Integer>> slots(String statement, Object... parameters) {
        return database.rows(statement, parameters)
                .map(rows -> rows.stream().map(row -> (int) row.whole(0)).toList());
    }

    private static double seconds(Duration span) {
        return span.toMillis() / 1e3;
    }

    /** Those of the devices that exist. */
    Uni<Map<String, Standing>> standings(Collection<String> deviceIds) {
        return database.rows(STANDING + "device_id = any($1::text[])", (Object) deviceIds.toArray(String[]::new))
                .map(BrokerRepository::byDevice);
    }

    /** What has changed of devices in the time just past, with those that are new. Real time of the database server. */
    Uni<Map<String, Standing>> changed(Duration within) {
        return database.rows(STANDING + "standing_at > clock_timestamp() - make_interval(secs => $1)", seconds(within))
                .map(BrokerRepository::byDevice);
    }

    private static Map<String, Standing> byDevice(List<Row> rows) {
        return rows.stream()
                .map(row -> new Standing(
                        new Uplink.Sender(row.text(0), DeviceKind.valueOf(row.text(1)), row.uuid(2), row.uuid(3)),
                        row.flag(4)))
                .collect(Collectors.toMap(standing -> standing.sender().deviceId(), standing -> standing));
    }

    /**
     * Devices were heard. A session that had ended before begins anew, as of a device that announces nothing; one of a
     * connection to this service stays what it is.
     */
    Uni<Integer> heard(UUID instance, List<String> deviceIds, List<DeviceLine.Heard> at) {
        return database.sql(
                "insert into device.session as s (device_id, epoch, instance_id, protocol, remote, connected_at, "
                        + "listening, via_broker, heard_at, heard_real) "
                        + "select device_id, 1, $1, 0, 'broker', heard, true, true, heard, heard_real "
                        + "from unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) "
                        + "u(device_id, heard, heard_real) order by device_id "
                        + "on conflict (device_id) do update set "
                        + "epoch = case when s.ended_at is null then s.epoch else s.epoch + 1 end, "
                        + "connected_at = case when s.ended_at is null then s.connected_at else excluded.heard_at end, "
                        + "instance_id = $1, protocol = 0, remote = 'broker', listening = true, via_broker = true, "
                        + "heard_at = greatest(s.heard_at, excluded.heard_at), "
                        + "heard_real = greatest(s.heard_real, excluded.heard_real), "
                        + "announced = s.announced and s.ended_at is null, ended_at = null, end_reason = null "
                        + "where (s.via_broker and s.ended_at is null) or s.ended_at < excluded.heard_at",
                instance,
                deviceIds.toArray(String[]::new),
                at.stream().map(DeviceLine.Heard::city).toArray(Instant[]::new),
                at.stream().map(DeviceLine.Heard::real).toArray(Instant[]::new));
    }

    /** A device says that it has connected to the broker; nothing when a later connection is known. */
    Uni<Integer> connected(UUID instance, String deviceId, long connection, Instant at) {
        return database.sql(
                "insert into device.session as s (device_id, epoch, instance_id, protocol, remote, connected_at, "
                        + "listening, via_broker, heard_at, connection, announced) "
                        + "values ($2, 1, $1, 0, 'broker', $4, true, true, $4, $3, true) "
                        + "on conflict (device_id) do update set epoch = s.epoch + 1, instance_id = $1, protocol = 0, "
                        + "remote = 'broker', connected_at = $4, listening = true, via_broker = true, heard_at = $4, "
                        + "connection = $3, announced = true, ended_at = null, end_reason = null "
                        + "where (s.via_broker and coalesce(s.connection, -1) < $3) "
                        + "or (not s.via_broker and s.ended_at is not null)",
                instance,
                deviceId,
                connection,
                at);
    }

    /** A connection to the broker is over; nothing when a later one is known. */
    Uni<Integer> disconnected(String deviceId, long connection, Instant at) {
        return database.sql(
                "update device.session set ended_at = coalesce(ended_at, $3), listening = false, connection = $2, "
                        + "end_reason = coalesce(end_reason, 'the device or its last will said so') "
                        + "where device_id = $1 and via_broker and coalesce(connection, -1) <= $2",
                deviceId,
                connection,
                at);
    }

    /**
     * Ends sessions of devices that announce nothing and have been silent. In a transaction of its own; a row that
     * somebody else writes is left for the next time.
     *
     * @param since real time
     * @param at city time of the end
     */
    Uni<Integer> endSilent(Instant since, Instant at) {
        return database.sql(
                "update device.session set ended_at = $2, listening = false, "
                        + "end_reason = 'nothing was heard through the broker' where device_id in ("
                        + "select device_id from device.session where via_broker and not announced "
                        + "and ended_at is null and heard_real < $1 order by device_id for update skip locked)",
                since,
                at);
    }
}
