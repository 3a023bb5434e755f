package org.twinloop.charging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.charging")
interface ChargingConfig {

    /** A status older than this in city time is UNKNOWN. */
    @WithDefault("5m")
    Duration statusAgeMax();

    /** How long a car that somebody plugged in is reckoned to charge, PT10M…PT12H, city time. */
    @WithDefault("90m")
    Duration usualSession();

    /** A car that charges longer than that is reckoned to stay so much longer, city time. */
    @WithDefault("15m")
    Duration overlongSession();

    /** Messages of piles written in one transaction, 1…5,000. */
    @WithDefault("500")
    int batchMax();

    /** Longest wait for a batch to fill, real time. */
    @WithDefault("20ms")
    Duration batchWaitMax();

    /**
     * Messages of piles waiting to be written; beyond this a pile gets no acknowledgement and sends again,
     * 1…100,000.
     */
    @WithDefault("10000")
    int queueMax();

    /** Time kept free after a reservation, so that the next driver does not wait for the last. */
    @WithDefault("10m")
    Duration turnaround();
}
