package org.twinloop.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.Row;

/**
 * The SQL of the ledger. Transfers are inserted with {@code on conflict do nothing}, so a race has one winner and the
 * loser's transaction stays usable; the budget row comes last.
 */
@ApplicationScoped
class LedgerRepository {

    static final UUID TREASURY = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final String BUDGET = """
            select a.id, a.unit_id, a.code, a.name_zh, a.name_en, a.fiscal_year, a.economic_code,
                   b.allotment_fen, b.balance_fen, b.held_fen
            from ledger.account a join ledger.budget b on b.account_id = a.id
            """;

    private static final String HOLD = """
            with hold as (
                insert into ledger.transfer (id, kind, debit_account, amount_fen, trip_id, unit_id, occurred_at)
                select $1::uuid, 'HOLD', account_id, $3::bigint, $4::uuid, unit_id, $5::timestamptz
                from ledger.budget where account_id = $2
                on conflict do nothing returning debit_account
            ), kept as (
                update ledger.budget b set held_fen = b.held_fen + $3::bigint from hold h
                where b.account_id = h.debit_account and b.balance_fen - b.held_fen >= $3::bigint
                returning b.account_id
            )
            select (select count(*) from hold), (select count(*) from kept)""";

    private static final String TAKE_BACK = """
            with given as (
                insert into ledger.transfer (id, kind, debit_account, credit_account, amount_fen, trip_id, unit_id,
                    operator_id, occurred_at)
                values ($1, 'DIRECT', $2, $3, $4, $5, $6, (select operator_id from ledger.account where id = $2), $7)
                on conflict do nothing returning amount_fen)
            update ledger.budget set balance_fen = balance_fen + given.amount_fen
            from given where account_id = $3""";

    private final Database database;

    LedgerRepository(Database database) {
        this.database = database;
    }

    /** What became of a wish to hold. */
    enum Holding {
        HELD,
        /** The budget has not enough; the transfer is written, so the act has to fail. */
        SHORT,
        /** The id is there already, or the budget is not there for us. */
        THERE
    }

    /** The transfer and, last, the budget it is held on, in one statement. */
    Uni<Holding> insertHold(UUID id, UUID budgetAccountId, Money amount, UUID tripId, Instant at) {
        return database.row(HOLD, id, budgetAccountId, amount, tripId, at)
                .map(row -> row.orElseThrow())
                .map(row -> row.whole(0) == 0 ? Holding.THERE : row.whole(1) == 0 ? Holding.SHORT : Holding.HELD);
    }

    /** False when the hold is closed already. */
    Uni<Boolean> insertPost(UUID id, Hold hold, UUID payeeId, Money amount, Instant at) {
        return database.sql(
                        "insert into ledger.transfer (id, kind, debit_account, credit_account, amount_fen, hold_id, "
                                + "trip_id, "
                                + "unit_id, operator_id, occurred_at) "
                                + "values ($1, 'POST', $2, $3, $4, $5, $6, $7, "
                                + "(select operator_id from ledger.account where id = $3), $8) on conflict do nothing",
                        id,
                        hold.budgetAccountId(),
                        payeeId,
                        amount,
                        hold.id(),
                        hold.tripId(),
                        hold.unitId(),
                        at)
                .map(rows -> rows == 1);
    }

    /** False when the hold is closed already. */
    Uni<Boolean> insertVoid(UUID id, Hold hold, Instant at) {
        return database.sql(
                        "insert into ledger.transfer (id, kind, debit_account, amount_fen, hold_id, trip_id, unit_id, "
                                + "occurred_at) values ($1, 'VOID', $2, $3, $4, $5, $6, $7) on conflict do nothing",
                        id,
                        hold.budgetAccountId(),
                        hold.amount(),
                        hold.id(),
                        hold.tripId(),
                        hold.unitId(),
                        at)
                .map(rows -> rows == 1);
    }

    /** Frees what was held and takes what is paid; false when the budget has not enough. */
    Uni<Boolean> postOnBudget(UUID accountId, Money held, Money paid) {
        return database.sql(
                        "update ledger.budget set held_fen = held_fen - $2, balance_fen = balance_fen - $3 "
                                + "where account_id = $1 and balance_fen - held_fen + $2 >= $3",
                        accountId,
                        held,
                        paid)
                .map(rows -> rows == 1);
    }

    /** Two budgets in one act are locked in the order of their ids. */
    Uni<Void> lockBudgets(UUID one, UUID other) {
        return database.rows(
                        "select account_id from ledger.budget where account_id in ($1, $2) order by account_id "
                                + "for no key update",
                        one,
                        other)
                .replaceWithVoid();
    }

    /** The treasury gives a budget back what another paid of its spending; the allotment stays. */
    Uni<Integer> refund(UUID id, UUID accountId, Money amount, Hold paid, Instant at) {
        return database.sql("""
                with given as (
                    insert into ledger.transfer (id, kind, debit_account, credit_account, amount_fen, trip_id, unit_id,
                        occurred_at)
                    select $1, 'DIRECT', $6, account_id, $3, $4, unit_id, $5 from ledger.budget where account_id = $2
                    returning amount_fen)
                update ledger.budget set balance_fen = balance_fen + given.amount_fen
                from given where account_id = $2""", id, accountId, amount, paid.tripId(), at, TREASURY);
    }

    /** What a payee was posted goes back to the budget it came from; an id that is there already changes nothing. */
    Uni<Void> takeBack(UUID id, Hold paid, Money amount, Instant at) {
        return database.sql(
                        TAKE_BACK, id, paid.payeeId(), paid.budgetAccountId(), amount, paid.tripId(), paid.unitId(), at)
                .replaceWithVoid();
    }

    Uni<Money> freeOf(UUID accountId) {
        return database.rows(
                        "select balance_fen - held_fen from ledger.budget where account_id = $1 for no key update",
                        accountId)
                .map(rows -> Money.fen(rows.get(0).whole(0)));
    }

    Uni<Optional<Hold>> hold(UUID id) {
        return database.row(
                        "select h.id, h.debit_account, h.unit_id, h.trip_id, h.amount_fen, c.kind, c.credit_account, "
                                + "case c.kind when 'POST' then c.amount_fen else 0 end "
                                + "from ledger.transfer h left join ledger.transfer c on c.hold_id = h.id "
                                + "where h.id = $1 and h.kind = 'HOLD'",
                        id)
                .map(row -> row.map(LedgerRepository::hold));
    }

    /** Budgets of a year; of all units when the unit is null. */
    Uni<List<Budget>> budgets(UUID unitId, int fiscalYear) {
        return database.rows(
                        BUDGET + "where a.fiscal_year = $2 and ($1::uuid is null or a.unit_id = $1) order by a.code",
                        unitId,
                        fiscalYear)
                .map(rows -> rows.stream().map(LedgerRepository::budget).toList());
    }

    Uni<Optional<Budget>> budget(String code) {
        return database.row(BUDGET + "where a.code = $1", code).map(row -> row.map(LedgerRepository::budget));
    }

    Uni<Integer> insertBudgets(List<NewBudget> budgets, Instant at) {
        return database.sql(
                """
                with asked as (
                    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::integer[],
                        $7::text[], $8::bigint[], $9::uuid[])
                        as t(id, unit_id, code, name_zh, name_en, fiscal_year, economic_code, fen, transfer_id)),
                opened as (
                    insert into ledger.account (id, kind, code, name_zh, name_en, unit_id, fiscal_year, economic_code)
                    select id, 'BUDGET', code, name_zh, name_en, unit_id, fiscal_year, economic_code from asked
                    on conflict (id) do nothing returning id),
                allotted as (
                    insert into ledger.transfer (id, kind, debit_account, credit_account, amount_fen, unit_id,
                        occurred_at)
                    select a.transfer_id, 'DIRECT', $10, a.id, a.fen, a.unit_id, $11
                    from asked a join opened using (id))
                insert into ledger.budget (account_id, unit_id, allotment_fen, balance_fen)
                select a.id, a.unit_id, a.fen, a.fen from asked a join opened using (id)""",
                column(budgets, NewBudget::accountId, new UUID[0]),
                column(budgets, NewBudget::unitId, new UUID[0]),
                column(budgets, NewBudget::code, new String[0]),
                column(budgets, NewBudget::nameZh, new String[0]),
                column(budgets, NewBudget::nameEn, new String[0]),
                column(budgets, NewBudget::fiscalYear, new Integer[0]),
                column(budgets, NewBudget::economicCode, new String[0]),
                column(budgets, budget -> budget.allotment().fen(), new Long[0]),
                column(budgets, budget -> Ids.next(), new UUID[0]),
                TREASURY,
                at);
    }

    Uni<Integer> allot(UUID transferId, UUID accountId, Money amount, Instant at) {
        return database.sql("""
                with given as (
                    insert into ledger.transfer (id, kind, debit_account, credit_account, amount_fen, unit_id,
                        occurred_at)
                    select $1, 'DIRECT', $5, account_id, $3, unit_id, $4 from ledger.budget where account_id = $2
                    on conflict do nothing returning amount_fen)
                update ledger.budget set allotment_fen = allotment_fen + given.amount_fen,
                    balance_fen = balance_fen + given.amount_fen
                from given where account_id = $2""", transferId, accountId, amount, at, TREASURY);
    }

    Uni<Optional<UUID>> payable(UUID operatorId) {
        return database.row("select id from ledger.account where operator_id = $1", operatorId)
                .map(row -> row.map(r -> r.uuid(0)));
    }

    Uni<Money> owed(UUID accountId) {
        return database.rows(
                        "select coalesce(sum(case when credit_account = $1 then amount_fen else -amount_fen end), 0)"
                                + "::bigint from ledger.transfer where credit_account = $1 "
                                + "or (debit_account = $1 and kind = 'DIRECT')",
                        accountId)
                .map(rows -> Money.fen(rows.get(0).whole(0)));
    }

    Uni<Integer> insertPayables(List<NewPayable> payables) {
        return database.sql(
                "insert into ledger.account (id, kind, code, name_zh, name_en, operator_id) "
                        + "select id, 'OPERATOR', code, name_zh, name_en, operator_id "
                        + "from unnest($1::uuid[], $2::text[], "
                        + "$3::text[], $4::text[], $5::uuid[]) as t(id, code, name_zh, name_en, operator_id) "
                        + "on conflict (id) do nothing",
                column(payables, NewPayable::accountId, new UUID[0]),
                column(payables, NewPayable::code, new String[0]),
                column(payables, NewPayable::nameZh, new String[0]),
                column(payables, NewPayable::nameEn, new String[0]),
                column(payables, NewPayable::operatorId, new UUID[0]));
    }

    private static <T, C> C[] column(List<T> things, Function<T, C> value, C[] empty) {
        return things.stream().map(value).toArray(size -> java.util.Arrays.copyOf(empty, size));
    }

    private static Hold hold(Row r) {
        Hold.State state =
                r.isNull(5) ? Hold.State.HELD : "POST".equals(r.text(5)) ? Hold.State.POSTED : Hold.State.VOIDED;
        return new Hold(
                r.uuid(0),
                r.uuid(1),
                r.uuid(2),
                r.uuid(3),
                Money.fen(r.whole(4)),
                state,
                r.uuid(6),
                Money.fen(r.whole(7)));
    }

    private static Budget budget(Row r) {
        Money allotment = Money.fen(r.whole(7));
        return new Budget(
                r.uuid(0),
                r.uuid(1),
                r.text(2),
                r.text(3),
                r.text(4),
                (int) r.whole(5),
                r.text(6),
                allotment,
                allotment.minus(Money.fen(r.whole(8))),
                Money.fen(r.whole(9)));
    }
}
