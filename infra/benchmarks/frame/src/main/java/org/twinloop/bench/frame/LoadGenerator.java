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
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** A fixed number of clients, each sending its next request when its last was answered. */
public final class LoadGenerator implements AutoCloseable {
    /** One request; {@code body} may be null; {@code kind} is what its answers are counted by. */
    public record Call(HttpMethod method, String path, String token, Buffer body, String kind) {
        public Call(HttpMethod method, String path, String token, Buffer body) {
            this(method, path, token, body, "");
        }
    }

    /**
     * What came of a run.
     *
     * @param lost requests whose answer never came, because the service was ended
     * @param kinds how often each status was answered, by the kind of the request
     */
    public record Outcome(
            int answered,
            int lost,
            double seconds,
            Latencies latencies,
            Map<Integer, Integer> statuses,
            Map<String, Map<Integer, Integer>> kinds,
            String sample) {
        public double perSecond() {
            return answered / seconds;
        }

        /** Both, one after the other. */
        public Outcome and(Outcome next) {
            Map<Integer, Integer> both = new TreeMap<>(statuses);
            next.statuses.forEach((status, times) -> both.merge(status, times, Integer::sum));
            Map<String, Map<Integer, Integer>> all = new TreeMap<>();
            add(kinds, all);
            add(next.kinds, all);
            return new Outcome(
                    answered + next.answered,
                    lost + next.lost,
                    seconds + next.seconds,
                    Latencies.of(latencies, next.latencies),
                    both,
                    all,
                    sample + next.sample);
        }

        /** Counts statuses by kind on top of others. */
        public static void add(Map<String, Map<Integer, Integer>> some, Map<String, Map<Integer, Integer>> onto) {
            some.forEach((kind, counts) -> counts.forEach((status, times) ->
                    onto.computeIfAbsent(kind, key -> new TreeMap<>()).merge(status, times, Integer::sum)));
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
        return run(new Run(Integer.MAX_VALUE, System.nanoTime() + time.toNanos(), false, calls));
    }

    /** Exactly so many calls. */
    public Outcome times(int count, IntFunction<Call> calls) {
        return times(count, calls, body -> {});
    }

    /** The same; whoever wants is given the bodies of the answers, on the clients' own thread. */
    public Outcome times(int count, IntFunction<Call> calls, Consumer<Buffer> bodies) {
        return run(new Run(count, Long.MAX_VALUE, false, calls, bodies));
    }

    /** So many calls, or fewer: none is sent any more once the service did not answer one. */
    public Outcome untilCut(int count, IntFunction<Call> calls) {
        return run(new Run(count, Long.MAX_VALUE, true, calls));
    }

    /**
     * Exactly so many calls, evenly, whether or not earlier ones were answered; each is waited for from the moment at
     * which it was due.
     */
    public Outcome paced(int perSecond, int count, IntFunction<Call> calls) {
        Run run = new Run(count, Long.MAX_VALUE, false, calls);
        long begun = System.nanoTime();
        vertx.setPeriodic(1, timer -> {
            while (run.sent.get() < count && System.nanoTime() >= due(begun, run.sent.get(), perSecond)) {
                int number = run.sent.getAndIncrement();
                send(calls.apply(number), run, due(begun, number, perSecond)).onComplete(answer -> {
                    if (answer.failed()) {
                        run.done.completeExceptionally(answer.cause());
                    } else if (run.latencies.count() == count) {
                        run.done.complete(null);
                    }
                });
            }
            if (run.sent.get() >= count) {
                vertx.cancelTimer(timer);
            }
        });
        run.done.join();
        return run.outcome(begun);
    }

    private static long due(long begun, int number, int perSecond) {
        return begun + number * 1_000_000_000L / perSecond;
    }

    private Outcome run(Run run) {
        long begun = System.nanoTime();
        vertx.runOnContext(nothing -> {
            for (int client = 0; client < clients; client++) {
                run.next();
            }
        });
        run.done.join();
        return run.outcome(begun);
    }

    private Future<Buffer> send(Call call, Run run, long begun) {
        return http.request(call.method(), call.path())
                .compose(request -> {
                    if (call.token() != null) {
                        request.putHeader("Authorization", "Bearer " + call.token());
                    }
                    request.putHeader("Content-Type", "application/json");
                    return call.body() == null ? request.send() : request.send(call.body());
                })
                .compose(answer ->
                        answer.body().onSuccess(body -> run.answered(call.kind(), begun, answer.statusCode(), body)));
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
        private final boolean endures;
        private final IntFunction<Call> calls;
        private final Consumer<Buffer> bodies;
        private final Latencies latencies = new Latencies();
        private final Map<Integer, Integer> statuses = new TreeMap<>();
        private final Map<String, Map<Integer, Integer>> kinds = new TreeMap<>();
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final AtomicInteger sent = new AtomicInteger();
        private int atWork;
        private int lost;
        private String sample = "";

        Run(int count, long endNanos, boolean endures, IntFunction<Call> calls) {
            this(count, endNanos, endures, calls, body -> {});
        }

        Run(int count, long endNanos, boolean endures, IntFunction<Call> calls, Consumer<Buffer> bodies) {
            this.bodies = bodies;
            this.count = count;
            this.endNanos = endNanos;
            this.endures = endures;
            this.calls = calls;
        }

        void next() {
            int number = lost > 0 ? count : sent.getAndIncrement();
            if (number >= count || System.nanoTime() >= endNanos) {
                if (atWork == 0) {
                    done.complete(null);
                }
                return;
            }
            atWork++;
            send(calls.apply(number), this, System.nanoTime()).onComplete(answer -> {
                atWork--;
                if (answer.failed() && endures) {
                    lost++;
                    next();
                } else if (answer.failed()) {
                    done.completeExceptionally(answer.cause());
                } else {
                    next();
                }
            });
        }

        Outcome outcome(long begun) {
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new Outcome(latencies.count(), lost, seconds, latencies, statuses, kinds, sample);
        }

        void answered(String kind, long begun, int status, Buffer body) {
            latencies.add(System.nanoTime() - begun);
            kinds.computeIfAbsent(kind, key -> new TreeMap<>()).merge(status, 1, Integer::sum);
            statuses.merge(status, 1, Integer::sum);
            bodies.accept(body);
            if (status >= 300) {
                String text = body.toString();
                sample = status + " " + text.substring(0, Math.min(400, text.length()));
            }
        }
    }
}
