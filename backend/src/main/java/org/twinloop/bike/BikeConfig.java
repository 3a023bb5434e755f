package org.twinloop.bike;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.bike")
interface BikeConfig {

    /** City time after which a feed that did not change is too old to offer bikes from it. */
    @WithDefault("PT5M")
    Duration feedAgeMax();

    /** Most docks one search answers. */
    @WithDefault("50")
    int docksMax();
}
