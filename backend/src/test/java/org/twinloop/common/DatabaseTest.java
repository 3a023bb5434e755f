package org.twinloop.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.twinloop.ledger.NewPayable;
import org.twinloop.ledger.Payables;

/** The door to transactions, as a request meets it. */
@QuarkusTest
class DatabaseTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Database database;

    @Inject
    Payables payables;

    @Inject
    Vertx vertx;

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
