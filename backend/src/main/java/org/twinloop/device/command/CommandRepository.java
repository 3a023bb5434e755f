package org.twinloop.device.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** SQL of commands. Every change names the states it may come from, so rivals cannot undo each other. */
@ApplicationScoped
class CommandRepository {

    private static final String COLUMNS =
            "c.id, c.device_id, c.kind, c.body::text, c.expires_at, c.actor_id, c.trip_id, "
                    + "c.unit_id, c.state, c.reason, c.queued_at, c.sent_at, c.acknowledged_at, c.confirmed_at";
    private static final String OPEN = "c.state in ('QUEUED', 'SENT', 'ACKNOWLEDGED')";

    /** Why a command is still queued when its time is over. */
    private static final String UNSENT = "coalesce((select case "
            + "when s.ended_at is not null then 'the device was not connected' "
            + "when not s.listening then 'the device was connected, but did not listen to commands' "
            + "else 'the device was connected, but the command could not be sent to it' end "
            + "from device.session s where s.device_id = c.device_id), 'the device was not connected')";

    private final Database database;
    private final ObjectMapper json;

    CommandRepository(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A command due on a session of this instance, or on one with the broker. */
    record Due(Command command, long epoch, boolean again, boolean viaBroker) {}

    /**
     * Where commands can go from here.
     *
     * @param instance whose sessions
     * @param broker whether a connection to the broker stands
     * @param triedBefore what went to the broker before this, real time, and has no answer is due again
     */
    record Ways(UUID instance, boolean broker, Instant triedBefore) {}

    /** Nothing when the id is taken. */
    Uni<Optional<Command>> insert(CommandRequest request, Instant at) {
        return database.row(
                        "insert into device.command as c "
                                + "(id, device_id, kind, body, expires_at, actor_id, trip_id, state, queued_at, "
                                + "unit_id) "
                                + "values ($1, $2, $3, cast($4::text as jsonb), $5, $6, $7, 'QUEUED', $8, "
                                + "coalesce($9, nullif(current_setting('twinloop.unit', true), '')::uuid)) "
                                + "on conflict (id) do nothing returning " + COLUMNS,
                        request.id(),
                        request.deviceId(),
                        request.kind().name(),
                        request.extra() == null ? "{}" : request.extra().toString(),
                        request.expires(),
                        request.actor(),
                        request.tripId(),
                        at,
                        request.unitId())
                .map(row -> row.map(this::command));
    }

    Uni<Optional<Command>> find(UUID id) {
        return database.row("select " + COLUMNS + " from device.command c where c.id = $1", id)
                .map(row -> row.map(this::command));
    }

    Uni<List<Command>> ofTrip(UUID tripId) {
        return database.rows(
                        "select " + COLUMNS + " from device.command c where c.trip_id = $1 order by c.queued_at, c.id",
                        tripId)
                .map(rows -> rows.stream().map(this::command).toList());
    }

    /** Trips with their commands, oldest first. */
    Uni<Map<UUID, List<Command>>> ofTrips(Collection<UUID> tripIds) {
        return database.rows(
                        "select " + COLUMNS + " from device.command c where c.trip_id = any($1::uuid[]) "
                                + "order by c.queued_at, c.id",
                        (Object) tripIds.toArray(UUID[]::new))
                .map(rows -> rows.stream().map(this::command).collect(Collectors.groupingBy(Command::tripId)));
    }

    /** Commands of a device, newest first, before one. */
    Uni<List<Command>> ofDevice(String deviceId, Instant beforeAt, UUID beforeId, int limit) {
        return database.rows(
                        "select " + COLUMNS + " from device.command c where c.device_id = $1 "
                                + "and (c.queued_at, c.id) < ($2, $3) order by c.queued_at desc, c.id desc limit $4",
                        deviceId,
                        beforeAt,
                        beforeId,
                        limit)
                .map(rows -> rows.stream().map(this::command).toList());
    }

    /** Commands for devices that listen where we can send: never sent, or sent in vain so far. */
    Uni<List<Due>> due(Ways ways, Instant at, int limit) {
        return database.rows(
                        "select " + COLUMNS + ", s.epoch, c.state = 'SENT', s.via_broker from device.command c "
                                + "join device.session s on s.device_id = c.device_id "
                                + "where case when s.via_broker then $4 else s.instance_id = $1 end "
                                + "and s.listening and s.ended_at is null and c.expires_at > $2 "
                                + "and (c.state = 'QUEUED' or (c.state = 'SENT' and (c.sent_epoch < s.epoch "
                                + "or (s.via_broker and c.tried_at < $5)))) "
                                + "order by c.queued_at, c.id limit $3 for update of c skip locked",
                        ways.instance(),
                        at,
                        limit,
                        ways.broker(),
                        ways.triedBefore())
                .map(rows -> rows.stream()
                        .map(row -> new Due(command(row), row.whole(14), row.flag(15), row.flag(16)))
                        .toList());
    }

    /** @param tried now, real time */
    Uni<Integer> sent(UUID id, long epoch, Instant at, Instant tried) {
        return database.sql(
                "update device.command set state = 'SENT', sent_epoch = $2, sent_at = coalesce(sent_at, $3), "
                        + "attempts = attempts + 1, tried_at = $4 where id = $1 and state in ('QUEUED', 'SENT')",
                id,
                epoch,
                at,
                tried);
    }

    /** The broker knows of nobody who listens: the command waits, and none is sent until the device is heard again. */
    Uni<Integer> unsent(UUID id, String deviceId, long epoch) {
        return database.sql(
                        "update device.command set state = 'QUEUED' where id = $1 and state = 'SENT' "
                                + "and sent_epoch = $2",
                        id,
                        epoch)
                .call(() -> database.sql(
                        "update device.session set listening = false "
                                + "where device_id = $1 and epoch = $2 and via_broker",
                        deviceId,
                        epoch));
    }

    /** The device has taken it. A proof that came first keeps its state and only gets the time. */
    Uni<Integer> acknowledged(String deviceId, UUID id, Instant at) {
        return database.sql(
                "update device.command set acknowledged_at = coalesce(acknowledged_at, $3), "
                        + "state = case when state in ('QUEUED', 'SENT') then 'ACKNOWLEDGED' else state end "
                        + "where id = $1 and device_id = $2",
                id,
                deviceId,
                at);
    }

    /** Nothing when the command is not open or not this device's. */
    Uni<Optional<Command>> confirm(String deviceId, UUID id, Instant at) {
        return database.row(
                        "update device.command c set state = 'CONFIRMED', confirmed_at = $3, ended_at = $3 "
                                + "where c.id = $1 and c.device_id = $2 and " + OPEN + " returning " + COLUMNS,
                        id,
                        deviceId,
                        at)
                .map(row -> row.map(this::command));
    }

    /** Ends the open orders of a kind that a trip gave. */
    Uni<List<Command>> withdraw(UUID tripId, Command.Kind kind, String reason, Instant at) {
        return database.rows(
                        "update device.command c set state = 'EXPIRED', reason = $3, ended_at = $4 "
                                + "where c.trip_id = $1 and c.kind = $2 and " + OPEN + " returning " + COLUMNS,
                        tripId,
                        kind.name(),
                        reason,
                        at)
                .map(rows -> rows.stream().map(this::command).toList());
    }

    /** The device did what was over; nothing when it was not over so, is not this device's, or that is known. */
    Uni<Optional<Command>> obeyedLate(String deviceId, UUID id, Instant at) {
        return database.row(
                        "update device.command c set obeyed_at = $3 where c.id = $1 and c.device_id = $2 "
                                + "and c.state in ('EXPIRED', 'FAILED') and c.obeyed_at is null returning "
                                + COLUMNS,
                        id,
                        deviceId,
                        at)
                .map(row -> row.map(this::command));
    }

    Uni<Optional<Command>> fail(String deviceId, UUID id, String reason, Instant at) {
        return database.row(
                        "update device.command c set state = 'FAILED', reason = $3, ended_at = $4 "
                                + "where c.id = $1 and c.device_id = $2 and " + OPEN + " returning " + COLUMNS,
                        id,
                        deviceId,
                        reason,
                        at)
                .map(row -> row.map(this::command));
    }

    /** Ends what ran out of time; an acknowledged command waits for its proof until {@code proofFrom} passes it. */
    Uni<List<Command>> expire(Instant at, Instant proofFrom, int limit) {
        return database.rows(
                        "update device.command c set state = 'EXPIRED', ended_at = $1::timestamptz, "
                                + "reason = case c.state "
                                + "when 'QUEUED' then " + UNSENT + " "
                                + "when 'SENT' then 'the device did not answer' "
                                + "else 'the device accepted, but no report proved it' end "
                                + "|| ' within ' "
                                + "|| ceil(extract(epoch from c.expires_at - c.queued_at))::bigint || ' s' "
                                + "where c.id in (select id from device.command c where " + OPEN
                                + " and c.expires_at <= case when c.state = 'ACKNOWLEDGED' then $2::timestamptz "
                                + "else $1::timestamptz end "
                                + "order by c.expires_at limit $3 for update skip locked) returning " + COLUMNS,
                        at,
                        proofFrom,
                        limit)
                .map(rows -> rows.stream().map(this::command).toList());
    }

    private Command command(Row row) {
        return new Command(
                row.uuid(0),
                row.text(1),
                Command.Kind.valueOf(row.text(2)),
                parse(row.text(3)),
                row.instant(4),
                row.uuid(5),
                row.uuid(6),
                row.uuid(7),
                Command.State.valueOf(row.text(8)),
                row.text(9),
                row.instant(10),
                row.instant(11),
                row.instant(12),
                row.instant(13));
    }

    private com.fasterxml.jackson.databind.JsonNode parse(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database gave a jsonb that is not JSON", e);
        }
    }
}
