package org.twinloop.journal.evidence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** The SQL of checkpoints and of stretches of the chain. */
@ApplicationScoped
class EvidenceRepository {

    private static final String LINES = """
            select s.seq, s.hash, e.commitment, e.id, e.type, e.schema_version, e.occurred_at, e.recorded_at,
                e.actor_id, e.on_behalf_of, e.unit_id, e.operator_id, e.subject_type, e.subject_id, e.trip_id,
                e.causation_id, p.salt, p.body
            from journal.seal s join journal.event e on e.id = s.event_id join journal.payload p on p.event_id = e.id
            where s.seq between $1 and $2 order by s.seq""";
    private static final String CHECKPOINT =
            "select seq, hash, signed_at, public_key, signature from journal.checkpoint ";

    private final Database database;

    EvidenceRepository(Database database) {
        this.database = database;
    }

    /** True when this transaction now signs; another instance may be at it. */
    Uni<Boolean> tryLock() {
        return database.rows("select pg_try_advisory_xact_lock(hashtext('journal.checkpoint'))")
                .map(rows -> rows.get(0).flag(0));
    }

    /** How far the chain has come; 0 for an empty one. */
    Uni<Long> tip() {
        return database.rows("select seq from journal.sealer")
                .map(rows -> rows.get(0).whole(0));
    }

    Uni<String> hash(long seq) {
        return database.rows("select hash from journal.seal where seq = $1", seq)
                .map(rows -> Hex.of(rows.get(0).bytes(0)));
    }

    Uni<Optional<Checkpoint>> last() {
        return database.row(CHECKPOINT + "order by seq desc limit 1")
                .map(row -> row.map(EvidenceRepository::checkpoint));
    }

    /** The newest before this place. */
    Uni<Optional<Checkpoint>> before(long seq) {
        return database.row(CHECKPOINT + "where seq < $1 order by seq desc limit 1", seq)
                .map(row -> row.map(EvidenceRepository::checkpoint));
    }

    /** The oldest at or after this place. */
    Uni<Optional<Checkpoint>> from(long seq) {
        return database.row(CHECKPOINT + "where seq >= $1 order by seq limit 1", seq)
                .map(row -> row.map(EvidenceRepository::checkpoint));
    }

    Uni<Void> insert(Checkpoint c) {
        return database.sql(
                        "insert into journal.checkpoint (seq, hash, signed_at, public_key, signature) "
                                + "values ($1, $2, $3, $4, $5)",
                        c.seq(),
                        Hex.bytes(c.hash()),
                        c.signedAt(),
                        Hex.bytes(c.publicKey()),
                        Hex.bytes(c.signature()))
                .replaceWithVoid();
    }

    /** Places of the trip's sealed events, in order, at most so many. */
    Uni<List<Long>> placesOf(UUID tripId, int max) {
        return database.rows(
                        "select s.seq from journal.seal s join journal.event e on e.id = s.event_id "
                                + "where e.trip_id = $1 order by s.seq limit $2",
                        tripId,
                        max)
                .map(rows -> rows.stream().map(row -> row.whole(0)).toList());
    }

    /** The chain from one place to another, both included, with every event in full. */
    Uni<List<ChainLine>> lines(long from, long to) {
        return database.rows(LINES, from, to)
                .map(rows -> rows.stream().map(EvidenceRepository::line).toList());
    }

    private static Checkpoint checkpoint(Row r) {
        return new Checkpoint(r.whole(0), Hex.of(r.bytes(1)), r.instant(2), Hex.of(r.bytes(3)), Hex.of(r.bytes(4)));
    }

    private static ChainLine line(Row r) {
        String body = r.text(17);
        ChainLine.Entry event = new ChainLine.Entry(
                r.uuid(3),
                r.text(4),
                (int) r.whole(5),
                r.instant(6),
                r.instant(7),
                r.uuid(8),
                r.uuid(9),
                r.uuid(10),
                r.uuid(11),
                r.text(12),
                r.text(13),
                r.uuid(14),
                r.uuid(15),
                Hex.of(r.bytes(2)),
                body == null ? null : Hex.of(r.bytes(16)),
                body);
        return new ChainLine(r.whole(0), null, Hex.of(r.bytes(1)), event);
    }
}
