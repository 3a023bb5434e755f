package org.twinloop.telematics.clock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How clocks of terminals are measured. */
@ConfigMapping(prefix = "twinloop.telematics.clock")
interface ClockConfig {

    /** City time over which the report with the least delay is looked for, 1 minute or more. */
    @WithDefault("5m")
    Duration window();

    /** How often changes are noted in the database; real time. */
    @WithDefault("10s")
    Duration notedEvery();

    /** A change of less than this is not noted. */
    @WithDefault("500ms")
    Duration notedFrom();

    /** A clock that is off by more counts in the gauge {@code twinloop.telematics.clocks.off}. */
    @WithDefault("30s")
    Duration offFrom();
}
