package org.twinloop.trip.pool;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.twinloop.common.upkeep.Perishable;

/** Proposals that came to nothing. A merged one stays with its trips, as who paid what does. */
@ApplicationScoped
class OldProposals implements Perishable {
    private final PoolRepository repository;
    private final PoolConfig config;
    private final Clock clock;

    OldProposals(PoolRepository repository, PoolConfig config, Clock clock) {
        this.repository = repository;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-pool-proposals";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return repository.dropBefore(clock.instant().minus(config.keep()), max);
    }
}
