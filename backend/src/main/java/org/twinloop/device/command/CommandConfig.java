package org.twinloop.device.command;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.device.command")
interface CommandConfig {

    /** How often queued commands are looked for; real time. */
    @WithDefault("50ms")
    Duration pollInterval();

    /** Commands sent or expired in one pass, 1…10,000. */
    @WithDefault("200")
    int batchMax();

    /** City time an acknowledged command still waits for its proof after it expired for the device. */
    @WithDefault("60s")
    Duration proofWithin();
}
