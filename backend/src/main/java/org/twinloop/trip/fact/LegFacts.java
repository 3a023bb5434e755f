package org.twinloop.trip.fact;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Notes which rides are to be measured. Must be called inside an act. */
@ApplicationScoped
public class LegFacts {

    /** How the scheduler is told not to run. */
    private static final Set<String> OFF = Set.of("off", "disabled");

    private final FactRepository repository;
    private final FactConfig config;

    LegFacts(FactRepository repository, FactConfig config) {
        this.repository = repository;
        this.config = config;
    }

    /** Whether rides are measured at all, so that who needs a distance may wait for it. */
    public boolean measures() {
        return !OFF.contains(config.interval());
    }

    /**
     * Once the reports of an ended ride have settled it is measured; a leg noted already stays as it is.
     *
     * @param toldM metres by the odometer with which it ended, told where nothing can be measured; null where nobody
     *     waits for that
     */
    public Uni<Void> expect(RiddenLeg leg, Long toldM) {
        return repository.expect(leg, toldM, leg.endedAt().plus(config.settle()));
    }
}
