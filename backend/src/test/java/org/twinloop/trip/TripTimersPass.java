package org.twinloop.trip;

import io.quarkus.arc.Arc;
import java.time.Duration;

/** Lets timers go off, where the service's own rounds are switched off. */
public final class TripTimersPass {
    private static final Duration WAIT = Duration.ofSeconds(120);
    private static final int TIMERS_MAX = 200;

    private TripTimersPass() {}

    /** Answers how many were due. */
    public static int run() {
        return Arc.container()
                .instance(TripTimers.class)
                .get()
                .pass(TIMERS_MAX)
                .await()
                .atMost(WAIT);
    }
}
