package org.twinloop.trip.heal;

import io.quarkus.arc.Arc;
import java.time.Duration;

/** Looks at promised cars, where the service's own rounds are switched off. */
public final class HealSweepPass {
    private static final Duration WAIT = Duration.ofSeconds(120);

    private HealSweepPass() {}

    /** Offers something else where an operator declined; answers how many were told. */
    public static int offers() {
        return Arc.container()
                .instance(HealSweep.class)
                .get()
                .offerDeclined()
                .await()
                .atMost(WAIT);
    }

    /** Answers how much was done. */
    public static int run() {
        return Arc.container().instance(HealSweep.class).get().pass().await().atMost(WAIT);
    }
}
