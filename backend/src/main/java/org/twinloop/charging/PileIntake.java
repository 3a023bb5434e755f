package org.twinloop.charging;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jboss.logging.Logger;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;

/**
 * Gathers what piles say for a few milliseconds and writes it in one transaction, then lets every sender go on. One
 * batch is under way at a time, so messages are written in the order of arrival; the queue is bounded, and beyond it a
 * pile gets no acknowledgement and sends again.
 */
@ApplicationScoped
class PileIntake {
    private static final Logger LOG = Logger.getLogger(PileIntake.class);

    private final Database database;
    private final PileReportRepository repository;
    private final ChargingConfig config;
    private final Vertx vertx;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private boolean busy;

    PileIntake(
            Database database,
            PileReportRepository repository,
            ChargingConfig config,
            Vertx vertx,
            MeterRegistry meters) {
        this.database = database;
        this.repository = repository;
        this.config = config;
        this.vertx = vertx;
        meters.gauge("twinloop.charging.queue", this, intake -> intake.depth());
    }

    /** Completes after the commit of the message. */
    Uni<Void> write(PileMessage message) {
        return Uni.createFrom().emitter(emitter -> enqueue(new Waiting(message, emitter)));
    }

    private synchronized int depth() {
        return queue.size();
    }

    private void enqueue(Waiting waiting) {
        boolean start;
        synchronized (this) {
            if (queue.size() >= config.queueMax()) {
                waiting.done.fail(new ProblemException(
                        CommonProblem.UNAVAILABLE, "twinloop.charging.queue-max " + config.queueMax() + " is reached"));
                return;
            }
            queue.add(waiting);
            start = !busy;
            busy = true;
        }
        if (start) {
            vertx.setTimer(Math.max(1, config.batchWaitMax().toMillis()), timer -> flush());
        }
    }

    private void flush() {
        List<Waiting> batch = new ArrayList<>();
        synchronized (this) {
            while (!queue.isEmpty() && batch.size() < config.batchMax()) {
                batch.add(queue.poll());
            }
            if (batch.isEmpty()) {
                busy = false;
                return;
            }
        }
        store(batch).subscribe().with(stored -> flush(), failed -> {
            LOG.error("a batch of piles' messages broke off", failed);
            batch.forEach(waiting -> waiting.done.fail(failed));
            flush();
        });
    }

    /** What the database refuses is looked for by halves, so that one pile's message is not the end of the others'. */
    private Uni<Void> store(List<Waiting> batch) {
        return database.apart(
                        Scope.SYSTEM,
                        () -> repository.apply(
                                batch.stream().map(Waiting::message).toList()))
                .invoke(() -> batch.forEach(waiting -> waiting.done.complete(null)))
                .onFailure()
                .recoverWithUni(failed -> refused(batch, failed));
    }

    private Uni<Void> refused(List<Waiting> batch, Throwable failed) {
        if (batch.size() == 1 || !DatabaseFailure.refusesTheRows(failed)) {
            batch.forEach(waiting -> waiting.done.fail(failed));
            return Uni.createFrom().voidItem();
        }
        int half = batch.size() / 2;
        return store(batch.subList(0, half)).chain(() -> store(batch.subList(half, batch.size())));
    }

    private record Waiting(PileMessage message, UniEmitter<? super Void> done) {}
}
