package org.twinloop.settlement.dispute;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.settlement.dispute")
interface DisputeConfig {

    /** How often cases without an answer are looked for, real time; {@code off} for never. */
    @WithDefault("10s")
    String interval();

    /** Until when an operator answers, from the opening on, city time; afterwards it is decided without. */
    @WithDefault("P3D")
    Duration answerWithin();

    /** Cases taken up in one look, 1…1,000. */
    @WithDefault("50")
    int casesMax();
}
