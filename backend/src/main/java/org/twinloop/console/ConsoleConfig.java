package org.twinloop.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.console")
interface ConsoleConfig {

    /** How often a stream tells what changed, and the least age at which the newest state is read again. */
    @WithDefault("1s")
    Duration interval();
}
