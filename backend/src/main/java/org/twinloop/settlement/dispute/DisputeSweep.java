package org.twinloop.settlement.dispute;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;

/**
 * Looks for cases whose time is over. Due is a column of the case, so it survives restarts; each case is an act of its
 * own that locks it, so of several instances one does it, and one that fails holds up no other.
 */
@ApplicationScoped
class DisputeSweep {

    private static final Logger LOG = Logger.getLogger(DisputeSweep.class);

    private final Database database;
    private final DisputeRepository repository;
    private final DisputeDesk desk;
    private final DisputeConfig config;
    private final Clock clock;
    private final Trouble trouble = new Trouble(LOG, "looks at disputes");

    DisputeSweep(Database database, DisputeRepository repository, DisputeDesk desk, DisputeConfig config, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.desk = desk;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${twinloop.settlement.dispute.interval:10s}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return trouble.endure(pass());
    }

    Uni<Void> pass() {
        Instant now = clock.instant();
        return database.apart(Scope.SYSTEM, () -> repository.due(now, config.casesMax()))
                .chain(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(id -> one(id, now))
                        .collect()
                        .last());
    }

    private Uni<Void> one(UUID id, Instant now) {
        return database.apart(Scope.SYSTEM, () -> desk.catchUp(id, now))
                .onFailure(failed -> !DatabaseFailure.isUnavailable(failed))
                .recoverWithUni(failed -> {
                    LOG.errorf(failed, "dispute %s", id);
                    return Uni.createFrom().voidItem();
                });
    }
}
