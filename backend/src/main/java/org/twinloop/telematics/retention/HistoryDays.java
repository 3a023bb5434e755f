package org.twinloop.telematics.retention;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.twinloop.common.CityClock;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.telematics.TelematicsConfig;

/**
 * Makes the partitions of the history ahead of time, so that no report has to wait for one, and lets {@link Retention}
 * remove those that are kept long enough, on a thread of its own.
 */
@ApplicationScoped
class HistoryDays {

    private static final Logger LOG = Logger.getLogger(HistoryDays.class);
    private static final Duration LOOK = Duration.ofHours(6);
    private static final long LOOK_REAL_MS_MIN = 1_000;
    /** Real time before partitions that could not be removed are looked at again. */
    private static final long REMOVAL_REST_MS = 300_000;

    private final Vertx vertx;
    private final CityClock clock;
    private final Database database;
    private final PartRepository repository;
    private final Retention retention;
    private final TelematicsConfig config;
    private final Trouble trouble = new Trouble(LOG, "partitions of the history");
    private final Trouble removal = new Trouble(LOG, "removals of old partitions of the history");
    private volatile boolean stopping;
    private WorkerExecutor worker;

    HistoryDays(
            Vertx vertx,
            CityClock clock,
            Database database,
            PartRepository repository,
            Retention retention,
            TelematicsConfig config) {
        this.vertx = vertx;
        this.clock = clock;
        this.database = database;
        this.repository = repository;
        this.retention = retention;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        worker = vertx.createSharedWorkerExecutor("twinloop-retention", 1, 1, TimeUnit.DAYS);
        look();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    private void look() {
        if (stopping) {
            return;
        }
        trouble.watch(addAhead()).subscribe().with(done -> remove(), failed -> again(LOOK_REAL_MS_MIN));
    }

    private void remove() {
        if (stopping) {
            return;
        }
        long wait = Math.max(LOOK_REAL_MS_MIN, clock.real(LOOK).toMillis());
        removal.watch(Uni.createFrom()
                        .completionStage(() -> worker.executeBlocking(() -> retention.look(clock.now()))
                                .toCompletionStage()))
                .subscribe()
                .with(gone -> again(wait), failed -> again(Math.min(wait, REMOVAL_REST_MS)));
    }

    private void again(long waitMs) {
        vertx.setTimer(waitMs, timer -> look());
    }

    /** Yesterday for late reports, today, and the days ahead; each in a transaction of its own. */
    private Uni<Void> addAhead() {
        LocalDate today = clock.now().atZone(ZoneOffset.UTC).toLocalDate();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (int ahead = -1; ahead <= config.daysAhead(); ahead++) {
            LocalDate day = today.plusDays(ahead);
            all = all.chain(() ->
                    database.apart(Scope.SYSTEM, () -> repository.addDay(day)).replaceWithVoid());
        }
        return all;
    }
}
