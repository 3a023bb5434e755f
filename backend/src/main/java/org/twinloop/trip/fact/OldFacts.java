package org.twinloop.trip.fact;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.twinloop.common.upkeep.Perishable;

/** Facts of rides of long ago, and rides that were given up. */
@ApplicationScoped
class OldFacts implements Perishable {

    private final FactRepository facts;
    private final FactConfig config;
    private final Clock clock;

    OldFacts(FactRepository facts, FactConfig config, Clock clock) {
        this.facts = facts;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-facts";
    }

    @Override
    public Uni<Integer> drop(int max) {
        Instant now = clock.instant();
        return facts.dropGivenUpBefore(now.minus(config.keepGivenUp()), max)
                .chain(givenUp -> facts.dropBefore(now.minus(config.keep()), max - givenUp)
                        .map(old -> givenUp + old));
    }
}
