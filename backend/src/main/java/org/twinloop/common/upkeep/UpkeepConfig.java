package org.twinloop.common.upkeep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.upkeep")
interface UpkeepConfig {

    /** How often each kind of old rows is swept, over all instances; real time. */
    @WithDefault("PT1H")
    Duration interval();

    /** Rows deleted in one transaction, 1…100,000. */
    @WithDefault("1000")
    int rowsMax();

    /** Transactions of one sweep, 1…10,000; what is left waits for the next. */
    @WithDefault("200")
    int batchesMax();
}
