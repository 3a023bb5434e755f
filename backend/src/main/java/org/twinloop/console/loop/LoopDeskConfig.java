package org.twinloop.console.loop;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "twinloop.console.loops")
interface LoopDeskConfig {

    /** The most places of demand that a siting reckons with; those with the most demand are taken, 1…20,000. */
    @WithDefault("5000")
    int demandMax();

    /** How many gains of a site the exact search of a siting may reckon before it stops at a bound, 1…100,000,000. */
    @WithDefault("500000")
    int sitingEffortMax();
}
