package org.twinloop.trip.approval.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.trip.policy")
interface PolicyConfig {

    /** How long before it takes effect a policy has to be published, city time. */
    @WithDefault("PT10M")
    Duration publishAhead();

    /** How often the policy in force is read anew, real time; {@code off} for never. */
    @WithDefault("1s")
    String refresh();

    /** Trips of a month that a trial looks at, 1…100,000; beyond it the trial says that there were more. */
    @WithDefault("20000")
    int trialTripsMax();

    /** Trips read and judged in one step of a trial, 1…1,000. */
    @WithDefault("200")
    int trialBatch();

    /** Differing trips a trial shows, 0…200; the others are counted. */
    @WithDefault("100")
    int trialShownMax();
}
