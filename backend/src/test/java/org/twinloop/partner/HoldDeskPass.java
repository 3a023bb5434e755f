package org.twinloop.partner;

import io.quarkus.arc.Arc;
import java.time.Duration;

/** Asks operators for cars, where the service's own rounds are switched off. */
public final class HoldDeskPass {
    private static final Duration WAIT = Duration.ofSeconds(120);

    private HoldDeskPass() {}

    /** Answers how much was done. */
    public static int run() {
        return Arc.container().instance(HoldDesk.class).get().pass().await().atMost(WAIT);
    }
}
