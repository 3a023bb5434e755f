package org.twinloop.trip.pool;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;

/**
 * Again and again: what ran out is ended, guests without a place are offered other ways, and others are looked for, for
 * trips that were booked. What is due is a row, taken with {@code SKIP LOCKED}, so of several instances one does it and
 * a restart loses nothing; a proposal is guarded by itself, so a look that is done twice does no harm.
 */
@ApplicationScoped
class PoolRounds {
    private static final Logger LOG = Logger.getLogger(PoolRounds.class);

    private final Database database;
    private final PairRepository pairs;
    private final PoolSearch search;
    private final PoolOffers offers;
    private final PoolDesk desk;
    private final PoolConfig config;
    private final Clock clock;
    private final Trouble trouble = new Trouble(LOG, "pooling of trips");

    PoolRounds(
            Database database,
            PairRepository pairs,
            PoolSearch search,
            PoolOffers offers,
            PoolDesk desk,
            PoolConfig config,
            Clock clock) {
        this.database = database;
        this.pairs = pairs;
        this.search = search;
        this.offers = offers;
        this.desk = desk;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${twinloop.trip.pool.interval:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return trouble.endure(pass().replaceWithVoid());
    }

    /** One round; answers how many proposals were made. */
    Uni<Integer> pass() {
        return desk.endStale().chain(() -> offers.pass(config.offersMax())).chain(() -> looks(config.looksMax()));
    }

    private Uni<Integer> looks(int max) {
        Instant now = clock.instant();
        Instant until = now.plus(config.lookAgain());
        return max == 0
                ? Uni.createFrom().item(0)
                : database.apart(Scope.SYSTEM, () -> pairs.take(now, until))
                        .chain(due -> due.isEmpty()
                                ? Uni.createFrom().item(0)
                                : search.look(due.get())
                                        .call(() -> database.apart(Scope.SYSTEM, () -> pairs.done(due.get(), until)))
                                        .chain(made -> looks(max - 1).map(more -> made + more)));
    }
}
