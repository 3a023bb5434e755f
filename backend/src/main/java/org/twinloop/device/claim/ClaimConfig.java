package org.twinloop.device.claim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.device.claim")
interface ClaimConfig {

    /** How long a claim code is good for; real time. */
    @WithDefault("72h")
    Duration validFor();
}
