package org.twinloop.telematics;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;
import org.twinloop.common.CityClock;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;

/**
 * Makes the partitions of the history ahead of time, so that no report has to wait for one, and drops those that are
 * older than raw history is kept.
 */
@ApplicationScoped
class HistoryDays {

    private static final Logger LOG = Logger.getLogger(HistoryDays.class);
    private static final Duration LOOK = Duration.ofHours(6);
    private static final long LOOK_REAL_MS_MIN = 1_000;
    private static final long KEPT_DAYS_MIN = 31;

    private final Vertx vertx;
    private final CityClock clock;
    private final Database database;
    private final CarRepository repository;
    private final TelematicsConfig config;
    private final Trouble trouble = new Trouble(LOG, "partitions of the history");
    private volatile boolean stopping;

    HistoryDays(Vertx vertx, CityClock clock, Database database, CarRepository repository, TelematicsConfig config) {
        this.vertx = vertx;
        this.clock = clock;
        this.database = database;
        this.repository = repository;
        this.config = config;
        if (config.historyKept().toDays() < KEPT_DAYS_MIN) {
            throw new IllegalArgumentException("twinloop.telematics.history-kept is " + config.historyKept()
                    + "; late reports may come for 30 days, so keep at least " + KEPT_DAYS_MIN + " days");
        }
    }

    void start(@Observes StartupEvent started) {
        look();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    private void look() {
        if (stopping) {
            return;
        }
        long wait = Math.max(LOOK_REAL_MS_MIN, clock.real(LOOK).toMillis());
        trouble.watch(addAhead().chain(this::dropOld))
                .subscribe()
                .with(done -> again(wait), failed -> again(LOOK_REAL_MS_MIN));
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

    private Uni<Void> dropOld() {
        LocalDate keptFrom =
                clock.now().minus(config.historyKept()).atZone(ZoneOffset.UTC).toLocalDate();
        return database.apart(Scope.SYSTEM, () -> repository.dropDays(keptFrom))
                .invoke(dropped -> {
                    if (dropped > 0) {
                        LOG.infof("dropped %d days of history before %s", dropped, keptFrom);
                    }
                })
                .replaceWithVoid();
    }
}
