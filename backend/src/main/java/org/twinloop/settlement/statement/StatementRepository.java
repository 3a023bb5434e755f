package org.twinloop.settlement.statement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Money;
import org.twinloop.common.Row;
import org.twinloop.settlement.TimeCursor;

/** The SQL of statements once they are taken in. */
@ApplicationScoped
class StatementRepository {

    private static final String STATEMENT = """
            select id, operator_id, operator_code, period, state, received_at, lines, matched, different, missing,
                   not_ours, duplicates, cancelled, rejected, billed_fen, expected_fen, encoding, rejected_fen,
                   rejected_without_total
            from settlement.statement
            """;

    private final Database database;

    StatementRepository(Database database) {
        this.database = database;
    }

    Uni<Optional<Statement>> find(UUID id) {
        return database.row(STATEMENT + "where id = $1", id).map(row -> row.map(StatementRepository::statement));
    }

    Uni<List<Statement>> list(TimeCursor before, int max) {
        return database.rows(
                        STATEMENT + "where state <> 'LOADING' and ($1::timestamptz is null "
                                + "or (received_at, id) < ($1::timestamptz, $2::uuid)) "
                                + "order by received_at desc, id desc limit $3",
                        before.at(),
                        before.id(),
                        max)
                .map(rows -> rows.stream().map(StatementRepository::statement).toList());
    }

    /** Lines of one verdict, or of all when it is null, after a position. */
    Uni<List<StatementLine>> lines(UUID id, Verdict verdict, long after, int max) {
        return database.rows(
                        "select position, line_no, verdict, codes, operator_order_id, platform_order_id, billed_fen, "
                                + "expected_fen, explanation_zh, explanation_en from settlement.statement_line "
                                + "where statement_id = $1 and ($2::text is null or verdict = $2) and position > $3 "
                                + "order by position limit $4",
                        id,
                        verdict == null ? null : verdict.name(),
                        after,
                        max)
                .map(rows -> rows.stream().map(StatementRepository::line).toList());
    }

    Uni<Integer> supersedeOthers(Statement statement) {
        return database.sql(
                "update settlement.statement set state = 'SUPERSEDED' "
                        + "where operator_id = $1 and period = $2 and state = 'READY' and id <> $3",
                statement.operatorId(),
                statement.period(),
                statement.id());
    }

    Uni<Integer> ready(UUID id) {
        return database.sql("update settlement.statement set state = 'READY' where id = $1 and state = 'LOADING'", id);
    }

    private static Statement statement(Row r) {
        return new Statement(
                r.uuid(0),
                r.uuid(1),
                r.text(2),
                r.text(3),
                Statement.State.valueOf(r.text(4)),
                r.instant(5),
                new Statement.Counts(
                        (int) r.whole(6),
                        (int) r.whole(7),
                        (int) r.whole(8),
                        (int) r.whole(9),
                        (int) r.whole(10),
                        (int) r.whole(11),
                        (int) r.whole(12),
                        (int) r.whole(13)),
                Money.fen(r.whole(14)),
                Money.fen(r.whole(15)),
                new Statement.AsRead(r.text(16), Money.fen(r.whole(17)), (int) r.whole(18)));
    }

    private static StatementLine line(Row r) {
        return new StatementLine(
                r.whole(0),
                r.isNull(1) ? null : (int) r.whole(1),
                Verdict.valueOf(r.text(2)),
                List.of(r.texts(3)),
                r.text(4),
                r.text(5),
                r.isNull(6) ? null : r.whole(6),
                r.isNull(7) ? null : r.whole(7),
                r.text(8),
                r.text(9));
    }
}
