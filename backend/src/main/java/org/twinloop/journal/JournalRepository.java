package org.twinloop.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** The SQL of the journal. */
@ApplicationScoped
class JournalRepository {

    private static final String ENVELOPE = "e.id, e.type, e.schema_version, e.occurred_at, e.recorded_at, e.actor_id, "
            + "e.on_behalf_of, e.unit_id, e.operator_id, e.subject_type, e.subject_id, e.trip_id, e.causation_id";
    private static final String INSERT = """
            with event as (
                insert into journal.event (id, type, schema_version, occurred_at, recorded_at, actor_id, on_behalf_of,
                    unit_id, operator_id, subject_type, subject_id, trip_id, causation_id, commitment)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14))
            insert into journal.payload (event_id, salt, body) values ($1, $15, $16)""";
    private static final String UNSEALED = """
            with sealer as (select upto from journal.sealer)
            select %s, e.commitment, pg_current_snapshot()::text
            from journal.event e, sealer
            where (e.xid >= pg_snapshot_xmax(sealer.upto)
                   or e.xid = any (array(select pg_snapshot_xip(sealer.upto))))
              and not exists (select 1 from journal.seal s where s.event_id = e.id)
            order by e.xid, e.id
            limit $1""".formatted(ENVELOPE);
    private static final String SEALED = """
            select s.seq, s.hash, %s, p.body
            from journal.seal s
            join journal.event e on e.id = s.event_id
            join journal.payload p on p.event_id = e.id
            """.formatted(ENVELOPE);

    private final Database database;
    private final ObjectMapper json;

    JournalRepository(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    Uni<Void> insert(Event e, Instant occurredAt, Instant recordedAt, byte[] commitment, byte[] salt, String body) {
        return database.sql(
                        INSERT,
                        e.id(),
                        e.type(),
                        (short) e.schemaVersion(),
                        occurredAt,
                        recordedAt,
                        e.actorId(),
                        e.onBehalfOf(),
                        e.unitId(),
                        e.operatorId(),
                        e.subjectType(),
                        e.subjectId(),
                        e.tripId(),
                        e.causationId(),
                        commitment,
                        salt,
                        body)
                .replaceWithVoid();
    }

    /** True when this transaction now seals; another instance may be at it. */
    Uni<Boolean> tryLockSealer() {
        return database.rows("select pg_try_advisory_xact_lock(hashtext('journal.sealer'))")
                .map(rows -> rows.get(0).flag(0));
    }

    Uni<Tip> tip() {
        return database.rows("select seq, hash from journal.sealer")
                .map(rows -> new Tip(rows.get(0).whole(0), rows.get(0).bytes(1)));
    }

    /** Committed events not yet sealed, and the snapshot in which they were read. */
    Uni<Unsealed> unsealed(int max) {
        return database.rows(UNSEALED, max).map(rows -> {
            List<Chain.Envelope> events =
                    rows.stream().map(JournalRepository::envelope).toList();
            return new Unsealed(events, rows.isEmpty() ? null : rows.get(0).text(14));
        });
    }

    Uni<Void> seal(Long[] seqs, UUID[] ids, Object[] hashes, Instant at) {
        return database.sql(
                        "insert into journal.seal (seq, event_id, hash, sealed_at) "
                                + "select s, e, decode(h, 'hex'), $4 "
                                + "from unnest($1::bigint[], $2::uuid[], $3::text[]) t(s, e, h)",
                        seqs,
                        ids,
                        hashes,
                        at)
                .replaceWithVoid();
    }

    /** Moves the tip; the snapshot stays when the read was cut by its limit, so that the rest is read next. */
    Uni<Void> advance(String snapshot, long seq, byte[] hash) {
        return database.rows("select journal.advance($1::text::pg_snapshot, $2, $3)", snapshot, seq, hash)
                .replaceWithVoid();
    }

    /** True when this transaction now reads for the watcher; another instance may be at it. */
    Uni<Boolean> tryLockReader(String reader) {
        return database.rows("select pg_try_advisory_xact_lock(hashtext('journal.reader'), hashtext($1))", reader)
                .map(rows -> rows.get(0).flag(0));
    }

    Uni<Long> cursor(String reader) {
        return database.row("select seq from journal.cursor where reader = $1", reader)
                .map(row -> row.map(found -> found.whole(0)).orElse(0L));
    }

    Uni<Void> moveCursor(String reader, long seq) {
        return database.rows("select journal.move_cursor($1, $2)", reader, seq).replaceWithVoid();
    }

    Uni<Void> park(String reader, long seq, int attempts, String problem, Instant at) {
        return database.sql(
                        "insert into journal.parked (reader, seq, attempts, problem, parked_at) "
                                + "values ($1, $2, $3, $4, $5) on conflict do nothing",
                        reader,
                        seq,
                        attempts,
                        problem,
                        at)
                .replaceWithVoid();
    }

    Uni<List<SealedEvent>> after(long seq, int max) {
        return database.rows(SEALED + "where s.seq > $1 order by s.seq limit $2", seq, max)
                .map(this::sealedEvents);
    }

    Uni<List<SealedEvent>> ofTrip(UUID tripId, long afterSeq, int max) {
        return database.rows(
                        SEALED + "where e.trip_id = $1 and s.seq > $2 order by s.seq limit $3", tripId, afterSeq, max)
                .map(this::sealedEvents);
    }

    private List<SealedEvent> sealedEvents(List<Row> rows) {
        return rows.stream().map(this::sealedEvent).toList();
    }

    private SealedEvent sealedEvent(Row r) {
        return new SealedEvent(
                r.whole(0),
                r.uuid(2),
                r.text(3),
                (int) r.whole(4),
                r.instant(5),
                r.instant(6),
                r.uuid(7),
                r.uuid(8),
                r.uuid(9),
                r.uuid(10),
                r.text(11),
                r.text(12),
                r.uuid(13),
                r.uuid(14),
                tree(r.text(15)),
                HexFormat.of().formatHex(r.bytes(1)));
    }

    private JsonNode tree(String body) {
        if (body == null) {
            return null;
        }
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a journal payload is not JSON", e);
        }
    }

    private static Chain.Envelope envelope(Row r) {
        return new Chain.Envelope(
                r.uuid(0),
                r.text(1),
                (int) r.whole(2),
                r.instant(3),
                r.instant(4),
                r.uuid(5),
                r.uuid(6),
                r.uuid(7),
                r.uuid(8),
                r.text(9),
                r.text(10),
                r.uuid(11),
                r.uuid(12),
                r.bytes(13));
    }

    record Tip(long seq, byte[] hash) {}

    record Unsealed(List<Chain.Envelope> events, String snapshot) {}
}
