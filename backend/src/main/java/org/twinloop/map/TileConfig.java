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

    /** How many bytes of tiles an instance keeps for all who see the same, 0…1 GiB; 0 keeps none. */
    @WithDefault("67108864")
    long cacheBytesMax();

    /**
     * How many tiles of those that everybody sees an instance reads at once; who asks for one more is told to ask
     * again, 1…1,000.
     */
    @WithDefault("64")
    int publicReadingsMax();
}
