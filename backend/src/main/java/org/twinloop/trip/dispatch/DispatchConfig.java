package org.twinloop.trip.dispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.trip.dispatch")
interface DispatchConfig {

    /** How long after the departure the contact of a trip is kept, city time. */
    @WithDefault("P7D")
    Duration keepContact();
}
