package org.twinloop.map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.map")
interface TileConfig {

    /** How long a browser may show places, stops, roads and loops without asking again. */
    @WithDefault("10m")
    Duration fixedLayersMaxAge();

    /** How long a browser may show cars and piles without asking again. */
    @WithDefault("5s")
    Duration liveLayersMaxAge();
}
