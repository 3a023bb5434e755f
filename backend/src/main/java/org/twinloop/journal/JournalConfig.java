package org.twinloop.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.journal")
interface JournalConfig {

    /** How often a watcher looks for new sealed events. */
    @WithDefault("100ms")
    Duration pollInterval();

    /** How often the sealer looks for committed events. */
    @WithDefault("20ms")
    Duration sealInterval();

    /** Events sealed or read in one pass, 1…10,000. */
    @WithDefault("500")
    int batchMax();

    /** Attempts at one event before a watcher parks it for a person, 1…100. */
    @WithDefault("8")
    int attemptsMax();
}
