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

    /**
     * How long a command is kept after its end, city time, 38 days or more. Three years, the limitation of claims
     * (Civil Code of the PRC, article 188): it says who opened or locked which car when.
     */
    @WithDefault("P1096D")
    Duration keep();
}
