package org.twinloop.common;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.twinloop.identity.Door;
import org.twinloop.isolation.Catalogue;
import org.twinloop.ledger.NewPayable;
import org.twinloop.ledger.Payables;

/** The door to transactions, as a request meets it. */
@QuarkusTest
class DatabaseTest {

    private static final Duration SOON = Duration.ofSeconds(120);

    @Inject
    Database database;

    @Inject
    Payables payables;

    @Inject
    Vertx vertx;

    @Inject
    Pool pool;

    @Test
    void a_statement_that_runs_too_long_is_ended_by_the_database() {
        Throwable ended = failure(hasty(), () -> hasty().rows("select pg_sleep(60)::text"));

        assertEquals(Optional.of(DatabaseFailure.QUERY_CANCELED), DatabaseFailure.sqlState(ended));
        assertTrue(DatabaseFailure.isUnavailable(ended));
    }

    @Test
    void a_statement_that_waits_too_long_for_a_lock_is_ended_by_the_database() throws SQLException {
        try (Connection owner = Catalogue.owner()) {
            hold(owner, "admin");

            Throwable ended = failure(
                    hasty(),
                    () -> hasty().rows("select id from identity.person where login = 'admin' for no key update"));

            assertEquals(Optional.of(DatabaseFailure.LOCK_NOT_AVAILABLE), DatabaseFailure.sqlState(ended));
            assertTrue(DatabaseFailure.isUnavailable(ended));
            owner.rollback();
        }
    }

    /** Cancelling looks the same as running too long, without the waiting. */
    @Test
    void a_caller_is_told_to_come_again() throws Exception {
        try (Connection owner = Catalogue.owner();
                Connection other = Catalogue.runtime()) {
            hold(owner, "partner-evc");
            CompletableFuture<Response> asked =
                    CompletableFuture.supplyAsync(() -> given().contentType("application/json")
                            .body(Map.of("login", "partner-evc", "password", Door.PASSWORD, "client", "APP"))
                            .post("/api/v1/auth/login"));
            Awaitility.await("a statement that waits")
                    .atMost(SOON)
                    .until(() -> !Catalogue.texts(
                                    other,
                                    "select pg_cancel_backend(pid)::text from pg_stat_activity where usename = "
                                            + "current_user and datname = current_database() and wait_event_type = "
                                            + "'Lock' and query like 'select id from identity.person%'")
                            .isEmpty());

            Response told = asked.get(180, TimeUnit.SECONDS);

            assertEquals(503, told.statusCode(), told::asString);
            assertEquals("/problems/unavailable", told.path("type"));
            assertTrue(Integer.parseInt(told.header("Retry-After")) > 0);
            owner.rollback();
        }
    }

    private static void hold(Connection owner, String login) throws SQLException {
        owner.setAutoCommit(false);
        Catalogue.texts(owner, "select login from identity.person where login = ? for update", login);
    }

    private Throwable failure(Database door, Supplier<Uni<?>> work) {
        return door.act(Scope.SYSTEM, () -> work.get().replaceWithVoid())
                .map(done -> (Throwable) null)
                .onFailure()
                .recoverWithItem(failed -> failed)
                .await()
                .atMost(SOON);
    }

    @Test
    void a_glance_sees_the_rows_of_its_scope_and_writes_none() {
        String scope = "select current_setting('twinloop.scope') || ' ' || current_setting('statement_timeout')";
        String seen =
                database.glance(Scope.NONE, scope).await().atMost(SOON).get(0).text(0);
        assertTrue(seen.startsWith("none "), seen);
        assertEquals(
                "",
                database.glance(Scope.SYSTEM, "select coalesce(current_setting('twinloop.unit', true), '')")
                        .await()
                        .atMost(SOON)
                        .get(0)
                        .text(0));

        Throwable refused = glanced(database, "insert into identity.unit (id) values ($1) returning id", Ids.next());
        assertEquals(Optional.of("25006"), DatabaseFailure.sqlState(refused));
        assertEquals(
                1,
                database.glance(Scope.SYSTEM, "select 1")
                        .await()
                        .atMost(SOON)
                        .get(0)
                        .whole(0));
    }

    @Test
    void a_glance_that_runs_too_long_is_ended_by_the_database_and_none_is_taken_inside_an_act() {
        Throwable ended = glanced(hasty(), "select pg_sleep(60)::text");
        assertEquals(Optional.of(DatabaseFailure.QUERY_CANCELED), DatabaseFailure.sqlState(ended));

        Throwable inside = failure(database, () -> database.glance(Scope.SYSTEM, "select 1"));
        assertTrue(inside instanceof IllegalStateException, inside::toString);
    }

    private static Throwable glanced(Database door, String query, Object... parameters) {
        return door.glance(Scope.SYSTEM, query, parameters)
                .map(rows -> (Throwable) null)
                .onFailure()
                .recoverWithItem(failed -> failed)
                .await()
                .atMost(SOON);
    }

    /** Like the one of the service, with less patience. */
    private Database hasty() {
        return new Database(vertx, pool, new DatabaseConfig() {
            @Override
            public Duration statementTimeout() {
                return Duration.ofMillis(2_000);
            }

            @Override
            public Duration lockTimeout() {
                return Duration.ofMillis(200);
            }

            @Override
            public Duration answerWithin() {
                return SOON;
            }

            @Override
            public Duration backgroundStatementTimeout() {
                return statementTimeout();
            }
        });
    }

    @Test
    void an_act_that_has_begun_is_finished_though_the_caller_has_left() {
        UUID payee = Ids.next();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        Context request = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());

        request.runOnContext(now -> {
            Cancellable caller = database.act(Scope.SYSTEM, () -> {
                        begun.complete(null);
                        return payables.register(List.of(
                                new NewPayable(payee, Ids.next(), "PAY-" + payee, "某运营商应付款", "Payable to a partner")));
                    })
                    .subscribe()
                    .with(done -> {});
            begun.thenRun(caller::cancel);
        });

        Awaitility.await("what the act wrote")
                .atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertEquals(
                        Money.ZERO,
                        database.read(Scope.SYSTEM, () -> payables.owed(payee))
                                .await()
                                .atMost(SOON)));
    }
}
