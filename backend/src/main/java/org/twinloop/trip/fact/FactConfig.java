package org.twinloop.trip.fact;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** When trip facts are measured. */
@ConfigMapping(prefix = "twinloop.trip.fact")
interface FactConfig {

    /** How often rides that are due are looked for, real time; {@code off} for never. */
    @WithDefault("5s")
    String interval();

    /** How long after its end the reports of a ride settle, city time, 15 minutes or more. */
    @WithDefault("PT20M")
    Duration settle();

    /** How long after the first version late reports are looked for, again and again, city time; ascending. */
    @WithDefault("PT1H,P1D,P7D,P31D")
    List<Duration> again();

    /** Rides measured in one pass, 1…1,000. */
    @WithDefault("20")
    int ridesMax();

    /** How long an instance that measures rides is waited for before another does, real time, 30 s…1 h. */
    @WithDefault("PT5M")
    Duration lease();

    /** Tries before a ride that cannot be measured is given up, 1…100; why is written down. */
    @WithDefault("5")
    int triesMax();

    /** Rest before the next try, times the tries so far, city time. */
    @WithDefault("PT5M")
    Duration rest();

    /** How long after its ride a fact is kept with all its versions, city time, 1 year or more. */
    @WithDefault("P1096D")
    Duration keep();

    /** How long after its ride it stays written down that one could not be measured, and why, city time. */
    @WithDefault("P90D")
    Duration keepGivenUp();
}
