package org.twinloop.device;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Row;
import org.twinloop.device.Devices.NewDevice;

/** SQL of devices, credentials and quarantine. */
@ApplicationScoped
class DeviceRepository {

    private static final int TOPIC_LENGTH_MAX = 200;

    private final Database database;

    DeviceRepository(Database database) {
        this.database = database;
    }

    /** A device as its CONNECT needs it. Hashes are null where there is no such secret. */
    record Credential(
            DeviceKind kind,
            UUID subjectId,
            UUID operatorId,
            DeviceSecret secret,
            DeviceSecret next,
            Instant nextIssuedAt,
            boolean blocked) {}

    record Listed(String deviceId, UUID subjectId) {}

    /** A device as the desk sees it. */
    record Standing(
            String deviceId,
            DeviceKind kind,
            UUID subjectId,
            Instant connectedAt,
            Instant endedAt,
            String endReason,
            int secrets,
            String blockedReason) {}

    record Quarantined(UUID id, String deviceId, String topic, byte[] payload, String reason, Instant receivedAt) {}

    Uni<Integer> register(List<NewDevice> devices, Instant at) {
        return database.sql(
                "insert into device.device (device_id, kind, subject_id, operator_id, registered_at) "
                        + "select *, $5 from unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[]) "
                        + "on conflict (device_id) do nothing",
                ids(devices),
                devices.stream().map(device -> device.kind().name()).toArray(String[]::new),
                subjects(devices),
                devices.stream().map(NewDevice::operatorId).toArray(UUID[]::new),
                at);
    }

    /** The first of these devices that is enrolled for another car or pile. */
    Uni<Optional<String>> ofSomethingElse(List<NewDevice> devices) {
        return database.row(
                        "select d.device_id from unnest($1::text[], $2::uuid[]) as u(device, subject) "
                                + "join device.device d on d.device_id = u.device "
                                + "where d.subject_id <> u.subject order by d.device_id limit 1",
                        ids(devices),
                        subjects(devices))
                .map(row -> row.map(found -> found.text(0)));
    }

    private static String[] ids(List<NewDevice> devices) {
        return devices.stream().map(NewDevice::deviceId).toArray(String[]::new);
    }

    private static UUID[] subjects(List<NewDevice> devices) {
        return devices.stream().map(NewDevice::subjectId).toArray(UUID[]::new);
    }

    Uni<Optional<Credential>> credential(String deviceId) {
        return database.row(
                        "select kind, subject_id, operator_id, secret_salt, secret_hash, next_salt, next_hash, "
                                + "next_issued_at, blocked_at is not null from device.device where device_id = $1",
                        deviceId)
                .map(row -> row.map(DeviceRepository::credentialOf));
    }

    private static Credential credentialOf(Row row) {
        return new Credential(
                DeviceKind.valueOf(row.text(0)),
                row.uuid(1),
                row.uuid(2),
                row.isNull(3) ? null : new DeviceSecret(row.bytes(3), row.bytes(4)),
                row.isNull(5) ? null : new DeviceSecret(row.bytes(5), row.bytes(6)),
                row.instant(7),
                row.flag(8));
    }

    /** The next secret was used: it takes the place of the one before, unless a newer one was issued meanwhile. */
    Uni<Integer> promote(String deviceId, DeviceSecret next) {
        return database.sql(
                "update device.device set secret_salt = next_salt, secret_hash = next_hash, next_salt = null, "
                        + "next_hash = null, next_issued_at = null where device_id = $1 and next_hash = $2",
                deviceId,
                next.hash());
    }

    Uni<List<Listed>> page(DeviceKind kind, String after, int limit) {
        return database.rows(
                        "select device_id, subject_id from device.device where kind = $1 and device_id > $2 "
                                + "order by device_id limit $3",
                        kind.name(),
                        after,
                        limit)
                .map(rows -> rows.stream()
                        .map(row -> new Listed(row.text(0), row.uuid(1)))
                        .toList());
    }

    /** In order of ids, after one. */
    Uni<List<Standing>> standings(DeviceKind kind, String after, int limit) {
        return database.rows(
                        "select d.device_id, d.kind, d.subject_id, s.connected_at, s.ended_at, s.end_reason, "
                                + "(d.secret_hash is not null)::int + (d.next_hash is not null)::int, d.blocked_reason "
                                + "from device.device d left join device.session s on s.device_id = d.device_id "
                                + "where d.device_id > $1 and ($2::text is null or d.kind = $2) "
                                + "order by d.device_id limit $3",
                        after,
                        kind == null ? null : kind.name(),
                        limit)
                .map(rows -> rows.stream()
                        .map(row -> new Standing(
                                row.text(0),
                                DeviceKind.valueOf(row.text(1)),
                                row.uuid(2),
                                row.instant(3),
                                row.instant(4),
                                row.text(5),
                                (int) row.whole(6),
                                row.text(7)))
                        .toList());
    }

    /**
     * Issues next secrets, one per device. Where one was issued before and its time ran out unused, the old secret had
     * ended with it and stays ended.
     */
    Uni<Integer> issue(List<String> deviceIds, List<DeviceSecret> secrets, Instant at, Instant overlapFrom) {
        String[] ids = deviceIds.toArray(String[]::new);
        String[] salts = secrets.stream().map(secret -> hex(secret.salt())).toArray(String[]::new);
        String[] hashes = secrets.stream().map(secret -> hex(secret.hash())).toArray(String[]::new);
        return database.sql(
                "update device.device d set next_salt = decode(n.salt, 'hex'), next_hash = decode(n.hash, 'hex'), "
                        + "next_issued_at = case when d.next_issued_at > $5 then d.next_issued_at else $4 end, "
                        + "secret_salt = case when d.next_issued_at <= $5 then null else d.secret_salt end, "
                        + "secret_hash = case when d.next_issued_at <= $5 then null else d.secret_hash end "
                        + "from unnest($1::text[], $2::text[], $3::text[]) n(id, salt, hash) where d.device_id = n.id",
                ids,
                salts,
                hashes,
                at,
                overlapFrom);
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    /** Blocks or, without a reason, unblocks; nothing when there is no such device. */
    Uni<Optional<DeviceKind>> block(String deviceId, String reason, Instant at) {
        return database.row(
                        "update device.device set blocked_at = $2, blocked_reason = $3 where device_id = $1 "
                                + "returning kind",
                        deviceId,
                        reason == null ? null : at,
                        reason)
                .map(row -> row.map(found -> DeviceKind.valueOf(found.text(0))));
    }

    Uni<Integer> quarantine(String deviceId, UUID operatorId, String topic, byte[] payload, String reason, Instant at) {
        return database.sql(
                "insert into device.quarantine (id, device_id, operator_id, topic, payload, reason, received_at) "
                        + "values ($7, $1, $2, $3, $4, $5, $6)",
                deviceId,
                operatorId,
                topic.length() <= TOPIC_LENGTH_MAX ? topic : topic.substring(0, TOPIC_LENGTH_MAX),
                payload,
                reason,
                at,
                Ids.next());
    }

    /** Newest first, below an id. */
    Uni<List<Quarantined>> quarantined(UUID belowId, int limit) {
        return database.rows(
                        "select id, device_id, topic, payload, reason, received_at from device.quarantine "
                                + "where id < $1 order by id desc limit $2",
                        belowId,
                        limit)
                .map(rows -> rows.stream()
                        .map(row -> new Quarantined(
                                row.uuid(0), row.text(1), row.text(2), row.bytes(3), row.text(4), row.instant(5)))
                        .toList());
    }
}
