package org.twinloop.journal;

import io.quarkus.arc.Arc;
import jakarta.enterprise.inject.Any;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Drives the sealer and the watchers by hand, where the service's own rounds are switched off. */
public final class JournalPasses {
    private static final Duration WAIT = Duration.ofSeconds(120);

    /** Whether every watcher had read all there was; then nothing new is nothing to do. */
    private static boolean caughtUp;

    private JournalPasses() {}

    /** One round: seals, then every watcher reads what there is, in the order of their names. Answers what was done. */
    public static int round() {
        int sealed = bean(Sealer.class).pass().await().atMost(WAIT);
        if (sealed == 0 && caughtUp) {
            return 0;
        }
        caughtUp = false;
        WatcherPass pass = bean(WatcherPass.class);
        int read = 0;
        for (JournalWatcher watcher : watchers()) {
            read += pass.of(watcher).await().atMost(WAIT).moved() ? 1 : 0;
        }
        caughtUp = read == 0;
        return sealed + read;
    }

    private static List<JournalWatcher> watchers() {
        return Arc.container().select(JournalWatcher.class, Any.Literal.INSTANCE).stream()
                .sorted(Comparator.comparing(JournalWatcher::name))
                .toList();
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }
}
