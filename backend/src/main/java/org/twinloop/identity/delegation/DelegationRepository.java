package org.twinloop.identity.delegation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.identity.delegation.Delegation.Kind;

/** The SQL of delegations. */
@ApplicationScoped
class DelegationRepository {
    private static final String SELECT = """
            select id, unit_id, kind, from_id, to_id, lower(during), upper(during), reason, set_by, set_at
            from identity.delegation
            """;

    private final Database database;

    DelegationRepository(Database database) {
        this.database = database;
    }

    /** Whoever writes delegations of a unit waits here for the other, so that no two close a circle together. */
    Uni<Void> lock(UUID unitId) {
        return database.row(
                        "select cast(pg_advisory_xact_lock(hashtextextended($1, 0)) as text)", "delegation " + unitId)
                .replaceWithVoid();
    }

    Uni<Optional<Delegation>> find(UUID id) {
        return database.row(SELECT + "where id = $1", id).map(row -> row.map(DelegationRepository::delegation));
    }

    /** Those of a unit that hold at some moment of a period. */
    Uni<List<Delegation>> during(UUID unitId, Instant from, Instant until) {
        return database.rows(
                        SELECT + "where unit_id = $1 and during && tstzrange($2::timestamptz, $3::timestamptz, '[]') "
                                + "order by id",
                        unitId,
                        from,
                        until)
                .map(rows -> rows.stream().map(DelegationRepository::delegation).toList());
    }

    /** Those that somebody gave or was given and that are not over yet, the earliest first. */
    Uni<List<Delegation>> of(UUID personId, Instant at, int limit) {
        return database.rows(
                        SELECT + "where (from_id = $1 or to_id = $1) and upper(during) > $2::timestamptz "
                                + "order by lower(during), id limit $3",
                        personId,
                        at,
                        limit)
                .map(rows -> rows.stream().map(DelegationRepository::delegation).toList());
    }

    /** Writes it, or the new period and reason of one that is there. */
    Uni<Void> write(Delegation one) {
        return database.sql(
                        """
                        insert into identity.delegation
                            (id, unit_id, kind, from_id, to_id, during, reason, set_by, set_at)
                        values ($1, $2, $3, $4, $5, tstzrange($6::timestamptz, $7::timestamptz), $8, $9, $10)
                        on conflict (id) do update set during = excluded.during, reason = excluded.reason,
                            set_by = excluded.set_by, set_at = excluded.set_at
                        """,
                        one.id(),
                        one.unitId(),
                        one.kind().name(),
                        one.fromId(),
                        one.toId(),
                        one.from(),
                        one.until(),
                        one.reason(),
                        one.setBy(),
                        one.setAt())
                .replaceWithVoid();
    }

    private static Delegation delegation(Row row) {
        return new Delegation(
                row.uuid(0),
                row.uuid(1),
                Kind.valueOf(row.text(2)),
                row.uuid(3),
                row.uuid(4),
                row.instant(5),
                row.instant(6),
                row.text(7),
                row.uuid(8),
                row.instant(9));
    }
}
