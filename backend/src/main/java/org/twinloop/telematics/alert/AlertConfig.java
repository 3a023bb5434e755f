package org.twinloop.telematics.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Thresholds of the alert rules. */
@ConfigMapping(prefix = "twinloop.telematics.alert")
interface AlertConfig {

    /** City time between two looks. */
    @WithDefault("1m")
    Duration interval();

    /** Real time between two looks at least, however fast the city's clock runs. */
    @WithDefault("2s")
    Duration restMin();

    /** Ends of occurrences told in one look, 1…10,000. */
    @WithDefault("500")
    int batchMax();

    /** How long before a reservation begins its energy is asked for, city time. */
    @WithDefault("2h")
    Duration chargeAhead();

    /** Percent of charge that is to be left at the end of a trip, 0…50. */
    @WithDefault("10")
    double chargeReservePercent();

    /**
     * How long an alert is kept after its end, city time, 38 days or more. Three years, as trips: so long may who used
     * or let the car still be sued (Civil Code of the PRC, article 188).
     */
    @WithDefault("P1096D")
    Duration keep();
}
