package org.twinloop.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.journal")
interface JournalConfig {

    /** How often an instance looks for new sealed events, for all its watchers. */
    @WithDefault("100ms")
    Duration pollInterval();

    /** How often the sealer looks for committed events. */
    @WithDefault("20ms")
    Duration sealInterval();

    /** Events sealed or read in one pass, 1…10,000. */
    @WithDefault("500")
    int batchMax();

    /** Events whose reactions share one transaction, where a watcher allows it, 1…1,000. */
    @WithDefault("50")
    int togetherMax();

    /** Attempts at one event before a watcher parks it for a person, 1…100. */
    @WithDefault("8")
    int attemptsMax();
}
