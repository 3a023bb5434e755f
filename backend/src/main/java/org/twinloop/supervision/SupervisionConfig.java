package org.twinloop.supervision;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long people have. */
@ConfigMapping(prefix = "twinloop.supervision.finding")
interface SupervisionConfig {

    /** How long a finding waits for the traveller's answer before it may be upheld without one, city time. */
    @WithDefault("P5D")
    Duration answerWithin();

    /** How long after a decision the traveller may appeal, city time. */
    @WithDefault("P15D")
    Duration appealWithin();
}
