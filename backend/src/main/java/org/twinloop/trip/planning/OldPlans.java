package org.twinloop.trip.planning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.twinloop.common.upkeep.Perishable;
import org.twinloop.trip.planning.market.PlanningConfig;

/** Plans that no trip was asked from. A plan behind a trip stays with it. */
@ApplicationScoped
class OldPlans implements Perishable {

    private final PlanRepository plans;
    private final PlanningConfig config;
    private final Clock clock;

    OldPlans(PlanRepository plans, PlanningConfig config, Clock clock) {
        this.plans = plans;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-plans";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return plans.dropBefore(clock.instant().minus(config.keepPlans()), max);
    }
}
