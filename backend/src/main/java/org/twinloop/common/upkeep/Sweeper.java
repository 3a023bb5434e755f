package org.twinloop.common.upkeep;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;

/**
 * Sweeps one kind of old rows after the other. Every instance looks; the row of a sweep, taken with {@code SKIP LOCKED}
 * in the transaction of each batch, lets one of them do it.
 */
@ApplicationScoped
class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);

    private final Vertx vertx;
    private final Database database;
    private final SweepRepository repository;
    private final Instance<Perishable> perishables;
    private final UpkeepConfig config;
    private final MeterRegistry meters;
    private volatile boolean stopping;

    Sweeper(
            Vertx vertx,
            Database database,
            SweepRepository repository,
            @Any Instance<Perishable> perishables,
            UpkeepConfig config,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.perishables = perishables;
        this.config = config;
        this.meters = meters;
    }

    void start(@Observes StartupEvent started) {
        again();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    private void again() {
        vertx.setTimer(Math.max(1_000, config.interval().toMillis()), timer -> {
            if (!stopping) {
                sweep(config.interval(), config.rowsMax()).subscribe().with(done -> again(), failed -> again());
            }
        });
    }

    /**
     * Sweeps every kind that was not swept within a time, by so many rows a transaction; answers how many rows went.
     */
    Uni<Integer> sweep(Duration within, int rowsMax) {
        Uni<Integer> all = Uni.createFrom().item(0);
        for (Perishable kind : perishables) {
            Instant now = SystemTime.now();
            Instant due = now.minus(within);
            all = all.chain(before -> batches(kind, due, rowsMax, config.batchesMax())
                    .invoke(rows -> told(kind, rows))
                    .onFailure()
                    .recoverWithItem(failed -> broken(kind, failed))
                    .map(rows -> before + rows));
        }
        return all;
    }

    private Uni<Integer> batches(Perishable kind, Instant due, int rowsMax, int left) {
        return database.apart(Scope.SYSTEM, () -> batch(kind, due, rowsMax)).chain(rows -> {
            boolean more = rows == rowsMax && left > 1;
            return more
                    ? batches(kind, due, rowsMax, left - 1).map(others -> rows + others)
                    : Uni.createFrom().item(rows);
        });
    }

    /** A batch that is full leaves the sweep due. */
    private Uni<Integer> batch(Perishable kind, Instant due, int rowsMax) {
        return repository.take(kind.name(), due).chain(taken -> {
            if (!taken) {
                return Uni.createFrom().item(0);
            }
            return kind.drop(rowsMax)
                    .call(rows -> rows < rowsMax
                            ? repository.swept(kind.name(), SystemTime.now())
                            : Uni.createFrom().item(0));
        });
    }

    private void told(Perishable kind, int rows) {
        meters.counter("twinloop.upkeep.rows", "kind", kind.name()).increment(rows);
        if (rows > 0) {
            LOG.infof("%d rows swept: %s", rows, kind.name());
        }
    }

    private int broken(Perishable kind, Throwable failed) {
        meters.counter("twinloop.upkeep.failed", "kind", kind.name()).increment();
        LOG.errorf(failed, "the sweep %s failed; it is tried again after %s", kind.name(), config.interval());
        return 0;
    }
}
