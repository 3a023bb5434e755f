package org.twinloop.bench.frame;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A fixed number of clients, each sending its next request when its last was answered. */
public final class LoadGenerator implements AutoCloseable {
    /** One request; {@code body} may be null. */
    public record Call(HttpMethod method, String path, String token, Buffer body) {}

    public record Outcome(
            int answered, double seconds, Latencies latencies, Map<Integer, Integer> statuses, String sample) {
        public double perSecond() {
            return answered / seconds;
        }

        /** Both, one after the other. */
        public Outcome and(Outcome next) {
            Map<Integer, Integer> both = new TreeMap<>(statuses);
            next.statuses.forEach((status, times) -> both.merge(status, times, Integer::sum));
            return new Outcome(
                    answered + next.answered,
                    seconds + next.seconds,
                    Latencies.of(latencies, next.latencies),
                    both,
                    sample + next.sample);
        }

        public void mustBe(int... expected) {
            for (int status : statuses.keySet()) {
                boolean fine = false;
                for (int good : expected) {
                    fine |= status == good;
                }
                if (!fine) {
                    throw new IllegalStateException("answers " + statuses + ", for example " + sample);
                }
            }
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http;
    private final int clients;

    public LoadGenerator(String host, int port, int clients) {
        this.clients = clients;
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setDefaultHost(host)
                        .setDefaultPort(port)
                        .setKeepAliveTimeout(600),
                new PoolOptions().setHttp1MaxSize(clients));
    }

    /** As many calls as fit into that time. */
    public Outcome during(Duration time, IntFunction<Call> calls) {
        return run(Integer.MAX_VALUE, System.nanoTime() + time.toNanos(), calls);
    }

    /** Exactly so many calls. */
    public Outcome times(int count, IntFunction<Call> calls) {
        return run(count, Long.MAX_VALUE, calls);
    }

    private Outcome run(int count, long endNanos, IntFunction<Call> calls) {
        Run run = new Run(count, endNanos, calls);
        long begun = System.nanoTime();
        vertx.runOnContext(nothing -> {
            for (int client = 0; client < clients; client++) {
                run.next();
            }
        });
        run.done.join();
        return new Outcome(
                run.latencies.count(), (System.nanoTime() - begun) / 1e9, run.latencies, run.statuses, run.sample);
    }

    private Future<Buffer> send(Call call, Run run) {
        long begun = System.nanoTime();
        return http.request(call.method(), call.path())
                .compose(request -> {
                    if (call.token() != null) {
                        request.putHeader("Authorization", "Bearer " + call.token());
                    }
                    request.putHeader("Content-Type", "application/json");
                    return call.body() == null ? request.send() : request.send(call.body());
                })
                .compose(answer -> answer.body().onSuccess(body -> run.answered(begun, answer.statusCode(), body)));
    }

    @Override
    public void close() {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The state of one run; touched by one event loop only. */
    private final class Run {
        private final int count;
        private final long endNanos;
        private final IntFunction<Call> calls;
        private final Latencies latencies = new Latencies();
        private final Map<Integer, Integer> statuses = new TreeMap<>();
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final AtomicInteger sent = new AtomicInteger();
        private int atWork;
        private String sample = "";

        Run(int count, long endNanos, IntFunction<Call> calls) {
            this.count = count;
            this.endNanos = endNanos;
            this.calls = calls;
        }

        void next() {
            int number = sent.getAndIncrement();
            if (number >= count || System.nanoTime() >= endNanos) {
                if (atWork == 0) {
                    done.complete(null);
                }
                return;
            }
            atWork++;
            send(calls.apply(number), this).onComplete(answer -> {
                atWork--;
                if (answer.failed()) {
                    done.completeExceptionally(answer.cause());
                } else {
                    next();
                }
            });
        }

        void answered(long begun, int status, Buffer body) {
            latencies.add(System.nanoTime() - begun);
            statuses.merge(status, 1, Integer::sum);
            if (status >= 300) {
                sample = status + " " + body.toString().substring(0, Math.min(400, body.length()));
            }
        }
    }
}
