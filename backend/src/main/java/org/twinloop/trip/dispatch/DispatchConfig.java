package org.twinloop.trip.dispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.trip.dispatch")
interface DispatchConfig {

    /** How long after the departure the contact of a trip is kept, city time. */
    @WithDefault("P7D")
    Duration keepContact();

    /** Photos of the receipt of one toll or parking, 1…20. */
    @WithDefault("3")
    int photosMax();

    /** How long photos of receipts are kept, city time, 1 year or more. */
    @WithDefault("P1096D")
    Duration keepPhotos();
}
