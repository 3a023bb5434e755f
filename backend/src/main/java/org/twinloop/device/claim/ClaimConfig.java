package org.twinloop.device.claim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.device.claim")
interface ClaimConfig {

    /** How long a claim code is good for; real time. */
    @WithDefault("72h")
    Duration validFor();

    /** How long a claim code is kept that was never used, after it ended or was voided; real time. */
    @WithDefault("P90D")
    Duration keepUnused();

    /** How long a claim code is kept after it was used: it says when a device got its secret; real time. */
    @WithDefault("P1096D")
    Duration keepUsed();
}
