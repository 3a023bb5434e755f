package org.twinloop.journal;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;

/** Drives the sealer and the watchers at their own pace; after work comes the next pass at once, else a short rest. */
@ApplicationScoped
class JournalLoop {

    private static final Logger LOG = Logger.getLogger(JournalLoop.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Database database;
    private final JournalRepository repository;
    private final Sealer sealer;
    private final Instance<JournalWatcher> watchers;
    private final JournalConfig config;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    @SuppressWarnings("checkstyle:ParameterNumber")
    JournalLoop(
            Vertx vertx,
            Database database,
            JournalRepository repository,
            Sealer sealer,
            @Any Instance<JournalWatcher> watchers,
            JournalConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.sealer = sealer;
        this.watchers = watchers;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    void start(@Observes StartupEvent started) {
        repeat(named("sealer"), config.sealInterval(), sealer::pass);
        watchers.forEach(watcher -> repeat(named(watcher.name()), config.pollInterval(), () -> pass(watcher)));
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    private static Trouble named(String reader) {
        return new Trouble(LOG, "passes of the journal's " + reader);
    }

    private void repeat(Trouble trouble, Duration rest, java.util.function.Supplier<Uni<Integer>> pass) {
        if (stopping) {
            return;
        }
        trouble.watch(pass.get())
                .subscribe()
                .with(
                        done -> again(trouble, done > 0 ? Duration.ofMillis(1) : rest, rest, pass),
                        failed -> again(trouble, AFTER_FAILURE, rest, pass));
    }

    private void again(Trouble trouble, Duration wait, Duration rest, java.util.function.Supplier<Uni<Integer>> pass) {
        if (!stopping) {
            vertx.setTimer(Math.max(1, wait.toMillis()), timer -> repeat(trouble, rest, pass));
        }
    }

    /** One pass of a watcher: reads a batch, then one transaction per event that concerns it. */
    private Uni<Integer> pass(JournalWatcher watcher) {
        return database.apart(
                        Scope.SYSTEM,
                        () -> repository.cursor(watcher.name()).chain(seq -> repository.after(seq, config.batchMax())))
                .chain(events -> inOrder(watcher, events, 0));
    }

    private Uni<Integer> inOrder(JournalWatcher watcher, List<SealedEvent> events, int from) {
        int next = from;
        while (next < events.size() && !watcher.wants(events.get(next).type())) {
            next++;
        }
        if (next == events.size()) {
            return events.isEmpty() ? Uni.createFrom().item(0) : stepOver(watcher, events);
        }
        int wanted = next;
        return react(watcher, events.get(wanted))
                .chain(done -> done
                        ? inOrder(watcher, events, wanted + 1)
                        : Uni.createFrom().item(0));
    }

    private Uni<Integer> stepOver(JournalWatcher watcher, List<SealedEvent> events) {
        long last = events.get(events.size() - 1).seq();
        return database.apart(
                        Scope.SYSTEM, () -> ifAt(watcher, last, () -> repository.moveCursor(watcher.name(), last)))
                .replaceWith(events.size());
    }

    private Uni<Boolean> react(JournalWatcher watcher, SealedEvent event) {
        return database.apart(
                        Scope.SYSTEM,
                        () -> ifAt(
                                watcher,
                                event.seq(),
                                () -> watcher.on(event)
                                        .chain(() -> repository.moveCursor(watcher.name(), event.seq()))))
                .invoke(done -> attempts.remove(watcher.name()))
                .onFailure()
                .recoverWithUni(failed -> again(watcher, event, failed));
    }

    /** Holds the reader's lock and goes on only when the cursor has not passed the event on another instance. */
    private Uni<Boolean> ifAt(JournalWatcher watcher, long seq, java.util.function.Supplier<Uni<Void>> step) {
        return repository.tryLockReader(watcher.name()).chain(locked -> {
            if (!locked) {
                return Uni.createFrom().item(false);
            }
            return repository
                    .cursor(watcher.name())
                    .chain(at ->
                            at >= seq ? Uni.createFrom().item(true) : step.get().replaceWith(true));
        });
    }

    private Uni<Boolean> again(JournalWatcher watcher, SealedEvent event, Throwable failed) {
        if (DatabaseFailure.isUnavailable(failed)) {
            return Uni.createFrom().failure(failed);
        }
        Attempt attempt = attempts.merge(watcher.name(), new Attempt(event.seq(), 1), Attempt::plus);
        LOG.errorf(
                failed,
                "watcher %s failed at event %d (%s), attempt %d",
                watcher.name(),
                event.seq(),
                event.type(),
                attempt.count);
        if (attempt.count < config.attemptsMax()) {
            return Uni.createFrom().failure(failed);
        }
        attempts.remove(watcher.name());
        meters.counter("twinloop.journal.parked", "reader", watcher.name()).increment();
        String problem = String.valueOf(failed.getMessage());
        return database.apart(
                Scope.SYSTEM,
                () -> ifAt(
                        watcher,
                        event.seq(),
                        () -> repository
                                .park(watcher.name(), event.seq(), attempt.count, problem, clock.instant())
                                .chain(() -> repository.moveCursor(watcher.name(), event.seq()))));
    }

    private record Attempt(long seq, int count) {
        Attempt plus(Attempt other) {
            return seq == other.seq ? new Attempt(seq, count + 1) : other;
        }
    }
}
