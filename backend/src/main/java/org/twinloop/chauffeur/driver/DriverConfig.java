package org.twinloop.chauffeur.driver;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "twinloop.chauffeur.driver")
interface DriverConfig {

    /** Key of the drivers' links, 32 letters or more; without one production issues none, and demo uses a known one. */
    Optional<String> key();

    /** A link is good until this long after the planned end, or after the pick-up when none is planned; city time. */
    @WithDefault("P1D")
    Duration linkFor();

    /** How long a driver waits at the pick-up before waiting is charged, from the agreed time on; city time. */
    @WithDefault("PT15M")
    Duration freeWait();

    /** A newer position is kept when the last is at least this old, city time. */
    @WithDefault("PT5S")
    Duration positionEvery();

    /** Steps of one order, 8…1,000. */
    @WithDefault("60")
    int stepsMax();

    /** Longest way of one order by the two odometer readings, km. */
    @WithDefault("1500")
    int kmMax();
}
