package org.twinloop.device.command;

import io.quarkus.arc.Arc;
import java.time.Duration;

/** Sends and ends commands, where the service's own rounds are switched off. */
public final class CommandDispatcherPass {
    private static final Duration WAIT = Duration.ofSeconds(120);

    private CommandDispatcherPass() {}

    /** Answers how much was done. */
    public static int run() {
        return Arc.container()
                .instance(CommandDispatcher.class)
                .get()
                .pass()
                .await()
                .atMost(WAIT);
    }
}
