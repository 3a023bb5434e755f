package org.twinloop.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.common.CityTime;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.Problem;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Row;
import org.twinloop.common.Scope;

@QuarkusTest
class LedgerTest {

    private static final Duration SOON = Duration.ofSeconds(120);

    @Inject
    Database database;

    @Inject
    Ledger ledger;

    @Inject
    Budgets budgets;

    @Inject
    Payables payables;

    @Inject
    Clock clock;

    @Inject
    AgroalDataSource runtimeRole;

    private final UUID unit = Ids.next();
    private final UUID budget = Ids.next();
    private final UUID payee = Ids.next();

    @BeforeEach
    void a_unit_with_a_budget_of_1000_yuan_and_a_partner() {
        act(() -> payables.register(
                List.of(new NewPayable(payee, Ids.next(), "PAY-" + payee, "某运营商应付款", "Payable to a partner"))));
        open(unit, budget, 100_000);
    }

    @Test
    void a_hold_is_set_aside_and_posting_less_gives_the_rest_back() {
        UUID hold = hold(budget, 3000);
        assertEquals("1000.00 = 0.00 spent + 30.00 held + 970.00 free", figures(budget));
        act(() -> ledger.post(hold, payee, Money.fen(2000), clock.instant()));
        assertEquals("1000.00 = 20.00 spent + 0.00 held + 980.00 free", figures(budget));
        assertEquals(Money.fen(2000), act(() -> payables.owed(payee)));
    }

    @Test
    void what_was_posted_can_be_taken_back_once_and_no_more_of_it() {
        UUID hold = hold(budget, 3000);
        act(() -> ledger.post(hold, payee, Money.fen(2000), clock.instant()));
        UUID back = Ids.next();
        act(() -> ledger.takeBack(back, hold, Money.fen(500), clock.instant()));
        act(() -> ledger.takeBack(back, hold, Money.fen(500), clock.instant()));
        assertEquals("1000.00 = 15.00 spent + 0.00 held + 985.00 free", figures(budget));
        assertEquals(Money.fen(1500), act(() -> payables.owed(payee)));
        assertThrows(
                IllegalArgumentException.class,
                () -> act(() -> ledger.takeBack(Ids.next(), hold, Money.fen(2001), clock.instant())));
    }

    @Test
    void a_voided_hold_is_free_again() {
        UUID hold = hold(budget, 3000);
        act(() -> ledger.voidHold(hold, clock.instant()));
        assertEquals("1000.00 = 0.00 spent + 0.00 held + 1000.00 free", figures(budget));
        assertEquals(Hold.State.VOIDED, state(hold));
    }

    @Test
    void a_hold_above_what_is_free_is_refused_and_leaves_nothing() {
        hold(budget, 99_000);
        UUID second = Ids.next();
        assertRefused(
                LedgerProblem.BUDGET_EXCEEDED,
                () -> ledger.hold(second, budget, Money.fen(1001), Ids.next(), clock.instant()));
        assertTrue(act(() -> ledger.state(second)).isEmpty());
        assertEquals("1000.00 = 0.00 spent + 990.00 held + 10.00 free", figures(budget));
    }

    @Test
    void a_repeated_hold_changes_nothing_and_another_amount_under_its_id_is_refused() {
        UUID hold = Ids.next();
        UUID trip = Ids.next();
        act(() -> ledger.hold(hold, budget, Money.fen(500), trip, clock.instant()));
        act(() -> ledger.hold(hold, budget, Money.fen(500), trip, clock.instant()));
        assertEquals("1000.00 = 0.00 spent + 5.00 held + 995.00 free", figures(budget));
        assertRefused(CommonProblem.CONFLICT, () -> ledger.hold(hold, budget, Money.fen(501), trip, clock.instant()));
        assertEquals("1000.00 = 0.00 spent + 5.00 held + 995.00 free", figures(budget));
    }

    @Test
    void a_hold_is_posted_or_voided_once() {
        UUID posted = hold(budget, 500);
        act(() -> ledger.post(posted, payee, Money.fen(400), clock.instant()));
        act(() -> ledger.post(posted, payee, Money.fen(400), clock.instant()));
        assertRefused(CommonProblem.CONFLICT, () -> ledger.post(posted, payee, Money.fen(399), clock.instant()));
        assertRefused(CommonProblem.CONFLICT, () -> ledger.voidHold(posted, clock.instant()));
        UUID voided = hold(budget, 500);
        act(() -> ledger.voidHold(voided, clock.instant()));
        act(() -> ledger.voidHold(voided, clock.instant()));
        assertRefused(CommonProblem.CONFLICT, () -> ledger.post(voided, payee, Money.fen(1), clock.instant()));
        assertEquals("1000.00 = 4.00 spent + 0.00 held + 996.00 free", figures(budget));
    }

    @Test
    void a_posting_above_its_hold_takes_free_budget_and_never_more() {
        UUID hold = hold(budget, 1000);
        assertEquals(Money.fen(100_000), act(() -> ledger.room(hold)));
        assertRefused(
                LedgerProblem.BUDGET_EXCEEDED, () -> ledger.post(hold, payee, Money.fen(100_001), clock.instant()));
        act(() -> ledger.post(hold, payee, Money.fen(100_000), clock.instant()));
        assertEquals("1000.00 = 1000.00 spent + 0.00 held + 0.00 free", figures(budget));
    }

    @Test
    void an_act_that_fails_after_its_hold_leaves_no_hold() {
        UUID hold = Ids.next();
        assertThrows(
                IllegalStateException.class,
                () -> act(() -> ledger.hold(hold, budget, Money.fen(500), Ids.next(), clock.instant())
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("after the hold")))));
        assertTrue(act(() -> ledger.state(hold)).isEmpty());
        assertEquals("1000.00 = 0.00 spent + 0.00 held + 1000.00 free", figures(budget));
    }

    @Test
    void the_budget_of_another_unit_cannot_be_held() {
        ProblemException refused = assertThrows(
                ProblemException.class,
                () -> act(
                        Scope.unit(Ids.next()),
                        () -> ledger.hold(Ids.next(), budget, Money.fen(1), Ids.next(), clock.instant())));
        assertEquals(CommonProblem.NOT_FOUND, refused.problem());
        assertEquals(
                0,
                act(Scope.unit(Ids.next()), () -> budgets.visible(clock.instant()))
                        .size());
        assertEquals(
                1, act(Scope.unit(unit), () -> budgets.visible(clock.instant())).size());
    }

    @Test
    void an_allotment_is_added_once() {
        UUID transfer = Ids.next();
        act(() -> budgets.allot(transfer, budget, Money.fen(5000), clock.instant()));
        act(() -> budgets.allot(transfer, budget, Money.fen(5000), clock.instant()));
        assertEquals("1050.00 = 0.00 spent + 0.00 held + 1050.00 free", figures(budget));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger.transfer set amount_fen = 0",
                "delete from ledger.transfer",
                "truncate ledger.transfer",
                "truncate ledger.transfer cascade",
                "delete from ledger.budget",
                "update ledger.account set kind = 'TREASURY'",
                "alter table ledger.transfer disable row level security",
                "alter table ledger.transfer drop constraint transfer_moves_money"
            })
    void the_runtime_role_cannot_rewrite_the_books(String attempt) throws SQLException {
        try (Connection connection = runtimeRole.getConnection();
                Statement statement = connection.createStatement()) {
            SQLException refused = assertThrows(SQLException.class, () -> statement.execute(attempt));
            assertEquals("42501", refused.getSQLState(), refused.getMessage());
        }
    }

    /** Many at once on few budgets: the books stay true, and all of it again changes nothing. */
    @Test
    void random_concurrent_use_keeps_the_books_true() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("LedgerTest seed=" + seed);
        Random random = new Random(seed);
        List<UUID> accounts = List.of(budget, Ids.next(), Ids.next());
        open(Ids.next(), accounts.get(1), 20_000);
        open(Ids.next(), accounts.get(2), 5_000);
        List<Supplier<Uni<Void>>> calls = someCalls(random, accounts, 400);
        runTogether(calls);
        String books = books(accounts);
        assertBooksAreTrue(accounts, seed);
        assertTrue(books.contains("POST") && books.contains("VOID"), books);
        runTogether(calls.stream().filter(call -> call instanceof Replayable).toList());
        assertBooksAreTrue(accounts, seed);
    }

    @Test
    void a_whole_history_played_again_changes_nothing() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("LedgerTest seed=" + seed);
        Random random = new Random(seed);
        List<Supplier<Uni<Void>>> history = someCalls(random, List.of(budget), 120);
        List<Supplier<Uni<Void>>> succeeded = new ArrayList<>();
        for (Supplier<Uni<Void>> call : history) {
            if (act(() -> call.get()
                    .replaceWith(true)
                    .onFailure(ProblemException.class)
                    .recoverWithItem(false))) {
                succeeded.add(call);
            }
        }
        String before = books(List.of(budget));
        succeeded.forEach(this::act);
        assertEquals(before, books(List.of(budget)), "seed " + seed);
    }

    /** A call that may be repeated whatever became of it. */
    private interface Replayable extends Supplier<Uni<Void>> {}

    private List<Supplier<Uni<Void>>> someCalls(Random random, List<UUID> accounts, int count) {
        List<Supplier<Uni<Void>>> calls = new ArrayList<>();
        List<UUID> holds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID hold = holds.isEmpty() ? null : holds.get(random.nextInt(holds.size()));
            Money amount = Money.fen(random.nextInt(1500));
            int what = random.nextInt(5);
            if (hold == null || what <= 1) {
                UUID fresh = Ids.next();
                UUID account = accounts.get(random.nextInt(accounts.size()));
                UUID trip = Ids.next();
                holds.add(fresh);
                calls.add((Replayable) () -> ledger.hold(fresh, account, amount, trip, clock.instant()));
            } else if (what == 2) {
                calls.add(() -> ledger.voidHold(hold, clock.instant()));
            } else {
                calls.add(() -> ledger.post(hold, payee, amount, clock.instant()));
            }
        }
        return calls;
    }

    /** Runs all at once, 16 in flight; refusals are part of the game, failures are not. */
    private void runTogether(List<Supplier<Uni<Void>>> calls) {
        List<Uni<Boolean>> running = calls.stream()
                .map(call -> database.apart(Scope.SYSTEM, call::get)
                        .replaceWith(true)
                        .onFailure(ProblemException.class)
                        .recoverWithItem(false))
                .toList();
        Uni.join().all(running).usingConcurrencyOf(16).andFailFast().await().atMost(SOON);
    }

    private void assertBooksAreTrue(List<UUID> accounts, long seed) {
        UUID[] ids = accounts.toArray(UUID[]::new);
        long untrue = one(
                "select count(*) from ledger.proof where account_id = any($1) "
                        + "and (balance_fen <> balance_from_transfers or held_fen <> held_from_transfers "
                        + "or held_fen < 0 "
                        + "or balance_fen < held_fen)",
                (Object) ids);
        assertEquals(0, untrue, "a budget differs from its transfers, seed " + seed);
        long sum = one(
                "select (select coalesce(sum(balance_fen - allotment_fen), 0) from ledger.budget "
                        + "where account_id = any($1)) "
                        + "+ (select coalesce(sum(amount_fen), 0) from ledger.transfer "
                        + "where kind = 'POST' and debit_account = any($1))",
                (Object) ids);
        assertEquals(0, sum, "debits and credits differ, seed " + seed);
        long twice = one(
                "select count(*) from (select hold_id from ledger.transfer where hold_id is not null "
                        + "and debit_account = any($1) group by hold_id having count(*) > 1) t",
                (Object) ids);
        assertEquals(0, twice, "a hold was closed twice, seed " + seed);
    }

    private String books(List<UUID> accounts) {
        return act(() -> database.rows(
                        "select string_agg(t.id || t.kind || t.amount_fen, ',' order by t.id) from ledger.transfer t "
                                + "where t.debit_account = any($1)",
                        (Object) accounts.toArray(UUID[]::new)))
                .get(0)
                .text(0);
    }

    private long one(String query, Object... parameters) {
        Row row = act(() -> database.rows(query, parameters)).get(0);
        return row.decimal(0).longValueExact();
    }

    private void open(UUID unitId, UUID accountId, long fen) {
        int year = clock.instant().atZone(CityTime.ZONE).getYear();
        act(() -> budgets.register(
                List.of(new NewBudget(
                        accountId,
                        unitId,
                        "B-" + accountId,
                        "其他交通费用",
                        "Other transport",
                        year,
                        "30239",
                        Money.fen(fen))),
                clock.instant()));
    }

    private UUID hold(UUID account, long fen) {
        UUID id = Ids.next();
        act(() -> ledger.hold(id, account, Money.fen(fen), Ids.next(), clock.instant()));
        return id;
    }

    private Hold.State state(UUID hold) {
        return act(() -> ledger.state(hold)).orElseThrow().state();
    }

    private String figures(UUID account) {
        Budget found = act(() -> budgets.byCode("B-" + account)).orElseThrow();
        return "%s = %s spent + %s held + %s free"
                .formatted(found.allotment(), found.spent(), found.held(), found.available())
                .replace("¥", "");
    }

    private void assertRefused(Problem problem, Supplier<Uni<Void>> work) {
        assertEquals(
                problem, assertThrows(ProblemException.class, () -> act(work)).problem());
    }

    private <T> T act(Supplier<Uni<T>> work) {
        return act(Scope.SYSTEM, work);
    }

    private <T> T act(Scope scope, Supplier<Uni<T>> work) {
        return database.apart(scope, work).await().atMost(SOON);
    }
}
