package org.twinloop.supervision.sample;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much is drawn, and when. */
@ConfigMapping(prefix = "twinloop.supervision.sample")
interface SampleConfig {

    /** How often to look for months to draw, real time; {@code off} for never: then people draw. */
    @WithDefault("1h")
    String interval();

    /** How long after the end of a month the timer draws it, city time, so that findings are there before. */
    @WithDefault("P3D")
    Duration drawAfter();

    /** Share of each stratum that is drawn, percent, 0…100; rounded up. */
    @WithDefault("5")
    int sharePercent();

    /** At least so many of each stratum, as far as there are, 0…1,000. */
    @WithDefault("2")
    int minimum();

    /** At most so many of each stratum, 1…1,000. */
    @WithDefault("200")
    int maximum();

    /** Trips quoted at this and above are a stratum of their own in each mode, fen. */
    @WithDefault("30000")
    long dearFen();

    /** Closed trips of a unit and month, 1…1,000,000; with more nothing is drawn, and the refusal says so. */
    @WithDefault("100000")
    int populationMax();

    /** How long a draw is kept, city time. */
    @WithDefault("P1096D")
    Duration keep();
}
