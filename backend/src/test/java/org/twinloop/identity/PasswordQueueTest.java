package org.twinloop.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

class PasswordQueueTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void what_comes_beyond_the_limit_is_refused_and_later_there_is_room_again() {
        PasswordQueue queue = new PasswordQueue(vertx, config(1, 2));
        CountDownLatch free = new CountDownLatch(1);
        List<CompletableFuture<Integer>> inside = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            inside.add(queue.run(() -> {
                        free.await();
                        return number;
                    })
                    .subscribeAsCompletionStage());
        }

        CompletableFuture<Integer> beyond = queue.run(() -> 3).subscribeAsCompletionStage();

        CompletionException refused = assertThrows(CompletionException.class, beyond::join);
        assertEquals(CommonProblem.UNAVAILABLE, ((ProblemException) refused.getCause()).problem());
        free.countDown();
        assertEquals(
                List.of(0, 1, 2), inside.stream().map(CompletableFuture::join).toList());
        assertEquals(4, queue.run(() -> 4).subscribeAsCompletionStage().join());
    }

    @Test
    void limits_out_of_range_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new PasswordQueue(vertx, config(0, 2)));
        assertThrows(IllegalArgumentException.class, () -> new PasswordQueue(vertx, config(1, -1)));
    }

    private static IdentityConfig config(int parallel, int waiting) {
        return (IdentityConfig) Proxy.newProxyInstance(
                IdentityConfig.class.getClassLoader(),
                new Class<?>[] {IdentityConfig.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashingParallel" -> parallel;
                    case "hashingWaitingMax" -> waiting;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
