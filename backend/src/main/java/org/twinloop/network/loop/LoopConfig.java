package org.twinloop.network.loop;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.network.loops")
interface LoopConfig {

    /**
     * Legs and tours older than this, by the machine's clock, are made anew although no stop has changed: travel times
     * have, 1 min…1 day.
     */
    @WithDefault("30m")
    Duration legsAgeMax();

    /** How often it is looked whether they have to be made, real time; {@code off} for never. */
    @WithDefault("2s")
    String legsCheck();

    /** How long an instance may take to make them before another begins, 10 s…1 h. */
    @WithDefault("5m")
    Duration legsClaim();

    /** The most stops whose legs are made, 2…1,000. */
    @WithDefault("400")
    int legsStopsMax();

    /** How far a stop may be from the place it belongs to, metres, 10…20,000. */
    @WithDefault("2000")
    double stopFromPlaceMaxM();
}
