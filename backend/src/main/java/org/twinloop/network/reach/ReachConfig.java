package org.twinloop.network.reach;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "twinloop.network.reach")
interface ReachConfig {

    /** The longest isochrone, minutes, 1…60. */
    @WithDefault("60")
    int minutesMax();

    /** How far from a road a place still counts as reached, metres, 1…1,000. */
    @WithDefault("50")
    double besideM();

    /** The most pieces of road an isochrone is drawn around, 1,000…1,000,000. */
    @WithDefault("60000")
    int roadsMax();

    /** The most times one matrix tells: starts by ends, 1…1,000,000. */
    @WithDefault("10000")
    int cellsMax();
}
