package org.twinloop.vehicle;

import io.quarkus.arc.Arc;
import java.time.Duration;

/** Frees holds that ran out, where the service's own rounds are switched off. */
public final class HoldSweeperPass {
    private static final Duration WAIT = Duration.ofSeconds(120);

    private HoldSweeperPass() {}

    /** Answers how much was done. */
    public static int run() {
        return Arc.container().instance(HoldSweeper.class).get().pass().await().atMost(WAIT);
    }
}
