package org.twinloop.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.console")
interface ConsoleConfig {

    /** How often a stream tells what changed, and the least age at which the newest state is read again. */
    @WithDefault("1s")
    Duration interval();

    /** Streams open at one time on one instance; the next one is refused. */
    @WithDefault("200")
    int streamsMax();

    /** A stream ends after this time and is asked for anew, so that a lost role or a suspension takes hold. */
    @WithDefault("10m")
    Duration streamLife();

    /** A comment is sent so often, so that a dead connection is noticed on both sides. */
    @WithDefault("15s")
    Duration heartbeat();
}
