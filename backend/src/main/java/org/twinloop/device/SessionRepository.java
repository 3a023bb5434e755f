package org.twinloop.device;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;

/** SQL of sessions and instances. */
@ApplicationScoped
class SessionRepository {

    private final Database database;

    SessionRepository(Database database) {
        this.database = database;
    }

    /** Why a session of ours is not as its row says. */
    enum Odd {
        BLOCKED,
        TAKEN_OVER,
        /** Another instance ended the row: it had seen no sign of life of ours for a while. */
        ENDED
    }

    /** A session of ours that is to be closed, or whose row is to be opened again. */
    record Stale(String deviceId, long epoch, Odd odd) {}

    /** Takes the device over: whoever held it before has a smaller epoch from now on. */
    Uni<Long> claim(String deviceId, UUID instance, int protocol, String remote, Instant at) {
        return database.row(
                        "insert into device.session as s "
                                + "(device_id, epoch, instance_id, protocol, remote, connected_at) "
                                + "values ($1, 1, $2, $3, $4, $5) on conflict (device_id) do update "
                                + "set epoch = s.epoch + 1, instance_id = $2, protocol = $3, remote = $4, "
                                + "connected_at = $5, listening = false, ended_at = null, end_reason = null, "
                                + "via_broker = false, heard_at = null, heard_real = null, connection = null, "
                                + "announced = false "
                                + "returning epoch",
                        deviceId,
                        instance,
                        protocol,
                        remote,
                        at)
                .map(row -> row.orElseThrow().whole(0));
    }

    Uni<Integer> listening(String deviceId, long epoch, boolean listening) {
        return database.sql(
                "update device.session set listening = $3 where device_id = $1 and epoch = $2",
                deviceId,
                epoch,
                listening);
    }

    /** Ends an epoch; nothing happens when a newer one is there already. */
    Uni<Integer> end(String deviceId, long epoch, String reason, Instant at) {
        return database.sql(
                "update device.session set ended_at = $3, end_reason = $4, listening = false "
                        + "where device_id = $1 and epoch = $2 and ended_at is null",
                deviceId,
                epoch,
                at,
                reason);
    }

    Uni<Integer> endAll(UUID instance, String reason, Instant at) {
        return database.sql(
                "update device.session set ended_at = $2, end_reason = $3, listening = false "
                        + "where instance_id = $1 and ended_at is null and not via_broker",
                instance,
                at,
                reason);
    }

    Uni<List<Stale>> stale(String[] deviceIds, Long[] epochs) {
        return database.rows(
                        "select l.device_id, l.epoch, case when d.blocked_at is not null then 'BLOCKED' "
                                + "when s.epoch > l.epoch then 'TAKEN_OVER' else 'ENDED' end "
                                + "from unnest($1::text[], $2::bigint[]) l(device_id, epoch) "
                                + "join device.session s on s.device_id = l.device_id "
                                + "join device.device d on d.device_id = l.device_id "
                                + "where s.epoch > l.epoch or s.ended_at is not null or d.blocked_at is not null",
                        deviceIds,
                        epochs)
                .map(rows -> rows.stream()
                        .map(row -> new Stale(row.text(0), row.whole(1), Odd.valueOf(row.text(2))))
                        .toList());
    }

    /** Opens epochs again whose connections stand after all; one that a newer has followed stays as it is. */
    Uni<Integer> reopen(String[] deviceIds, Long[] epochs, Boolean[] listening) {
        return database.sql(
                "update device.session s set ended_at = null, end_reason = null, listening = l.listening "
                        + "from unnest($1::text[], $2::bigint[], $3::boolean[]) l(device_id, epoch, listening) "
                        + "where s.device_id = l.device_id and s.epoch = l.epoch and s.ended_at is not null",
                deviceIds,
                epochs,
                listening);
    }

    /** Real time of the database server, which all instances share. */
    Uni<Integer> beat(UUID instance) {
        return database.sql(
                "insert into device.instance (instance_id, beat_at) values ($1, clock_timestamp()) "
                        + "on conflict (instance_id) do update set beat_at = excluded.beat_at",
                instance);
    }

    Uni<Integer> leave(UUID instance) {
        return database.sql("delete from device.instance where instance_id = $1", instance);
    }

    /** Ends what an instance left behind when it died without a word. */
    Uni<Integer> endOrphans(Instant at, int silentS) {
        return database.sql(
                "update device.session s set ended_at = $1, end_reason = 'the instance that held it is gone', "
                        + "listening = false where s.ended_at is null and not s.via_broker "
                        + "and not exists (select from device.instance i "
                        + "where i.instance_id = s.instance_id "
                        + "and i.beat_at > clock_timestamp() - make_interval(secs => $2))",
                at,
                (double) silentS);
    }
}
