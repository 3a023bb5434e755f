package org.twinloop.trip.approval.chain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.trip.approval")
interface ChainConfig {

    /** How long a level may leave a request unanswered before its holders are reminded, and again, city time. */
    @WithDefault("PT1H")
    Duration remindAfter();

    /** How long a level may leave a request unanswered before the next level or the head is asked, city time. */
    @WithDefault("PT2H")
    Duration passOnAfter();

    /** How far ahead a chain may be published, 1…1,500 days. */
    @WithDefault("P366D")
    Duration publishAheadMax();
}
