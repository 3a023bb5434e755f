package org.twinloop.vehicle.order;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.vehicle.order")
interface OrderConfig {

    /** How long an order of the desk waits for a car that is silent, city time. */
    @WithDefault("PT10M")
    Duration validFor();

    /** How old the report may be by which a car counts as standing when it is to be immobilised, city time. */
    @WithDefault("PT3M")
    Duration standingAgeMax();
}
