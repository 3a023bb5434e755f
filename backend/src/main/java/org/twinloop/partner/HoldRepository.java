package org.twinloop.partner;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** The SQL of holds asked of operators. */
@ApplicationScoped
class HoldRepository {

    private static final String COLUMNS =
            "id, operator_id, trip_id, unit_id, vin, starts_at, ends_at, deadline, state, failures";

    private final Database database;

    HoldRepository(Database database) {
        this.database = database;
    }

    /** A hold of that id which is there already stays as it is. */
    Uni<Void> insert(Hold hold, Instant at) {
        return database.sql(
                        """
                        insert into partner.hold (id, operator_id, trip_id, unit_id, vin, starts_at, ends_at, deadline,
                            state, next_look_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing
                        """,
                        hold.id(),
                        hold.operatorId(),
                        hold.tripId(),
                        hold.unitId(),
                        hold.vin(),
                        hold.from(),
                        hold.to(),
                        hold.deadline(),
                        hold.state().name(),
                        at)
                .replaceWithVoid();
    }

    /** Takes due holds for a while; another instance skips them. */
    Uni<List<Hold>> take(Instant at, Instant until, int max) {
        return database.rows(
                        "update partner.hold set next_look_at = $2 where id in (select id from partner.hold "
                                + "where next_look_at <= $1 order by next_look_at limit $3 for update skip locked) "
                                + "returning " + COLUMNS,
                        at,
                        until,
                        max)
                .map(rows -> rows.stream().map(HoldRepository::hold).toList());
    }

    /** The hold, locked until the caller's act is over. */
    Uni<Optional<Hold>> lock(UUID id) {
        return database.row("select " + COLUMNS + " from partner.hold where id = $1 for update", id)
                .map(row -> row.map(HoldRepository::hold));
    }

    /** Settles the question, unless it was settled or withdrawn meanwhile. Answers whether it did. */
    Uni<Boolean> answered(UUID id, State state, String reason, Instant at, Instant nextLook) {
        return database.sql(
                        "update partner.hold set state = $2, reason = $3, answered_at = $4, next_look_at = $5, "
                                + "last_error = null, failures = 0 where id = $1 and state in ('ASKING', 'PENDING')",
                        id,
                        state.name(),
                        reason,
                        at,
                        nextLook)
                .map(rows -> rows == 1);
    }

    Uni<Void> pending(UUID id, State state, Instant at, Instant nextLook) {
        return database.sql(
                        "update partner.hold set state = $2, asked_at = coalesce(asked_at, $3), next_look_at = $4, "
                                + "last_error = null, failures = 0 where id = $1 and state in ('ASKING', 'PENDING')",
                        id,
                        state.name(),
                        at,
                        nextLook)
                .replaceWithVoid();
    }

    Uni<Void> failed(UUID id, State state, String error, Instant nextLook) {
        return database.sql(
                        "update partner.hold set failures = failures + 1, last_error = $3, next_look_at = $4 "
                                + "where id = $1 and state = $2",
                        id,
                        state.name(),
                        error,
                        nextLook)
                .replaceWithVoid();
    }

    Uni<Void> withdraw(UUID id, Instant at) {
        return database.sql(
                        "update partner.hold set state = 'CANCELLING', next_look_at = $2, failures = 0 "
                                + "where id = $1 and state in ('ASKING', 'PENDING', 'CONFIRMED')",
                        id,
                        at)
                .replaceWithVoid();
    }

    Uni<Void> withdrawn(UUID id) {
        return database.sql(
                        "update partner.hold set state = 'CANCELLED', next_look_at = null "
                                + "where id = $1 and state = 'CANCELLING'",
                        id)
                .replaceWithVoid();
    }

    private static Hold hold(Row row) {
        return new Hold(
                row.uuid(0),
                row.uuid(1),
                row.uuid(2),
                row.uuid(3),
                row.text(4),
                row.instant(5),
                row.instant(6),
                row.instant(7),
                State.valueOf(row.text(8)),
                (int) row.whole(9));
    }

    /** ASKING → PENDING → CONFIRMED | DECLINED; any of the first three → CANCELLING → CANCELLED. */
    enum State {
        ASKING,
        PENDING,
        CONFIRMED,
        DECLINED,
        CANCELLING,
        CANCELLED
    }

    record Hold(
            UUID id,
            UUID operatorId,
            UUID tripId,
            UUID unitId,
            String vin,
            Instant from,
            Instant to,
            Instant deadline,
            State state,
            int failures) {}
}
