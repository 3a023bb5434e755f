package org.twinloop.journal;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Scope;

/**
 * One pass of a watcher over a batch of sealed events. Each event that concerns it is a transaction of its own, with
 * the step of the cursor; those whose reactions may share one are taken together, and one by one when that fails, so
 * that one event that cannot be reacted to holds up and undoes no other.
 */
@ApplicationScoped
class WatcherPass {

    private static final Logger LOG = Logger.getLogger(WatcherPass.class);

    private final Database database;
    private final JournalRepository repository;
    private final JournalConfig config;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

    WatcherPass(
            Database database, JournalRepository repository, JournalConfig config, Clock clock, MeterRegistry meters) {
        this.database = database;
        this.repository = repository;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * How a pass ended.
     *
     * @param seq the last event read
     * @param moved whether there may be more to read at once
     */
    record Passed(long seq, boolean moved) {}

    /** What was read at once, from the cursor on. */
    private record Batch(JournalWatcher watcher, long from, List<SealedEvent> all, List<SealedEvent> wanted) {
        static Batch of(JournalWatcher watcher, long from, List<SealedEvent> all) {
            return new Batch(
                    watcher,
                    from,
                    all,
                    all.stream().filter(event -> watcher.wants(event.type())).toList());
        }

        long last() {
            return all.get(all.size() - 1).seq();
        }

        /** How many events from a place on share one transaction. */
        int together(int at, int max) {
            int end = at;
            while (end < wanted.size()
                    && end - at < max
                    && watcher.sharesTransaction(wanted.get(end).type())) {
                end++;
            }
            return Math.max(1, end - at);
        }

        /** Where the cursor stands after some events: what follows and does not concern the watcher is stepped over. */
        long after(int end) {
            return end == wanted.size() ? last() : wanted.get(end - 1).seq();
        }
    }

    Uni<Passed> of(JournalWatcher watcher) {
        return database.apart(
                        Scope.SYSTEM,
                        () -> repository
                                .cursor(watcher.name())
                                .chain(seq -> repository
                                        .after(seq, config.batchMax())
                                        .map(events -> Batch.of(watcher, seq, events))))
                .chain(batch -> batch.all().isEmpty()
                        ? Uni.createFrom().item(new Passed(batch.from(), false))
                        : through(batch));
    }

    private Uni<Passed> through(Batch batch) {
        Uni<Boolean> done = batch.wanted().isEmpty()
                ? step(batch.watcher(), batch.last(), at -> Uni.createFrom().voidItem())
                : inOrder(batch, 0, config.togetherMax());
        return done.map(moved -> new Passed(moved ? batch.last() : batch.from(), moved));
    }

    /** The events from a place on; false when another instance reads for this watcher. */
    private Uni<Boolean> inOrder(Batch batch, int at, int togetherMax) {
        if (at == batch.wanted().size()) {
            return Uni.createFrom().item(true);
        }
        int end = at + batch.together(at, togetherMax);
        Uni<Boolean> reacted = end - at == 1 ? one(batch, at) : several(batch, at, end);
        return reacted.chain(done ->
                done ? inOrder(batch, end, togetherMax) : Uni.createFrom().item(false));
    }

    private Uni<Boolean> one(Batch batch, int at) {
        SealedEvent event = batch.wanted().get(at);
        JournalWatcher watcher = batch.watcher();
        return step(watcher, batch.after(at + 1), cursor -> watcher.on(event))
                .invoke(done -> attempts.remove(watcher.name()))
                .onFailure()
                .recoverWithUni(failed -> again(watcher, event, failed));
    }

    private Uni<Boolean> several(Batch batch, int at, int end) {
        JournalWatcher watcher = batch.watcher();
        List<SealedEvent> events = batch.wanted().subList(at, end);
        return step(watcher, batch.after(end), cursor -> {
                    Uni<Void> all = Uni.createFrom().voidItem();
                    for (SealedEvent event : events) {
                        if (event.seq() > cursor) {
                            all = all.chain(() -> watcher.on(event));
                        }
                    }
                    return all;
                })
                .onFailure(failed -> !DatabaseFailure.isUnavailable(failed))
                .recoverWithUni(failed -> {
                    LOG.debugf(failed, "watcher %s takes %d events one by one", watcher.name(), events.size());
                    return oneByOne(batch, at, end);
                });
    }

    private Uni<Boolean> oneByOne(Batch batch, int at, int end) {
        return at == end
                ? Uni.createFrom().item(true)
                : one(batch, at)
                        .chain(done -> done
                                ? oneByOne(batch, at + 1, end)
                                : Uni.createFrom().item(false));
    }

    /**
     * One transaction: reacts and moves the cursor. Holds the reader's lock and goes on only when the cursor has not
     * passed the place on another instance; the reaction is told where the cursor stands.
     */
    private Uni<Boolean> step(JournalWatcher watcher, long to, Function<Long, Uni<Void>> reaction) {
        return database.apart(
                Scope.SYSTEM,
                () -> repository
                        .tryLockReader(watcher.name())
                        .chain(locked -> locked
                                ? repository
                                        .cursor(watcher.name())
                                        .chain(at -> at >= to
                                                ? Uni.createFrom().item(true)
                                                : reaction.apply(at)
                                                        .chain(() -> repository.moveCursor(watcher.name(), to))
                                                        .replaceWith(true))
                                : Uni.createFrom().item(false)));
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
        return step(
                watcher,
                event.seq(),
                at -> repository.park(watcher.name(), event.seq(), attempt.count, problem, clock.instant()));
    }

    private record Attempt(long seq, int count) {
        Attempt plus(Attempt other) {
            return seq == other.seq ? new Attempt(seq, count + 1) : other;
        }
    }
}
