package org.twinloop.trip.pool;

import io.quarkus.arc.Arc;
import java.time.Duration;

/** Proposals of shared cars, round by round. */
public final class PoolRoundsPass {
    private static final Duration WAIT = Duration.ofSeconds(120);

    private PoolRoundsPass() {}

    /** Answers how many proposals were made. */
    public static int run() {
        return Arc.container().instance(PoolRounds.class).get().pass().await().atMost(WAIT);
    }
}
