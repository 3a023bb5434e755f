package org.twinloop.bench.tiles;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A fixed number of clients, each asking for its next tile when it has its last. */
final class Clients implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http;
    private final String token;
    private final int clients;

    Clients(int port, String token, int clients) {
        this.token = token;
        this.clients = clients;
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setDefaultHost("127.0.0.1")
                        .setDefaultPort(port)
                        .setKeepAliveTimeout(600),
                new PoolOptions().setHttp1MaxSize(clients));
    }

    /** Tiles a second, the given ones in turn; any answer but a tile or an empty square is a failure. */
    double perSecond(List<String> paths, Duration time) {
        Run run = new Run(paths, System.nanoTime() + time.toNanos());
        long begun = System.nanoTime();
        vertx.runOnContext(nothing -> {
            for (int client = 0; client < clients; client++) {
                run.next();
            }
        });
        run.done.join();
        return run.answered / ((System.nanoTime() - begun) / 1e9);
    }

    /** Each of them once, one after the other; answers how many had something in them. */
    int once(List<String> paths) {
        int full = 0;
        for (String path : paths) {
            full += ask(path).toCompletionStage().toCompletableFuture().join() ? 1 : 0;
        }
        return full;
    }

    /** Whether the tile has something in it. */
    private io.vertx.core.Future<Boolean> ask(String path) {
        return http.request(HttpMethod.GET, path)
                .compose(request ->
                        request.putHeader("Authorization", "Bearer " + token).send())
                .compose(answer -> {
                    int status = answer.statusCode();
                    if (status != 200 && status != 204) {
                        return io.vertx.core.Future.failedFuture(path + " answered " + status);
                    }
                    return answer.body().map(status == 200);
                });
    }

    @Override
    public void close() {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Touched by one event loop only. */
    private final class Run {
        private final List<String> paths;
        private final long endNanos;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private int sent;
        private int answered;
        private int atWork;

        Run(List<String> paths, long endNanos) {
            this.paths = paths;
            this.endNanos = endNanos;
        }

        void next() {
            if (System.nanoTime() >= endNanos) {
                if (atWork == 0) {
                    done.complete(null);
                }
                return;
            }
            atWork++;
            ask(paths.get(sent++ % paths.size())).onComplete(answer -> {
                atWork--;
                if (answer.failed()) {
                    done.completeExceptionally(answer.cause());
                } else {
                    answered++;
                    next();
                }
            });
        }
    }
}
