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

    /** Metres a car of ours may be outside the area of its loop's stops before it is noted, 100…100,000. */
    @WithDefault("3000")
    double areaMarginM();

    /** Metres inside that margin a car has to be before it counts as back, so that a fix at the edge is no news. */
    @WithDefault("500")
    double areaHysteresisM();

    /** How long before a reservation begins its energy is asked for, city time. */
    @WithDefault("2h")
    Duration chargeAhead();

    /** Percent of charge that is to be left at the end of a trip, 0…50. */
    @WithDefault("10")
    double chargeReservePercent();

    /** Speed between two positions above which one of them cannot be true, km/h, 100…1,000. */
    @WithDefault("200")
    double jumpKmh();

    /** Metres, less both accuracies, below which no jump is noted, 50…100,000. */
    @WithDefault("500")
    double jumpM();

    /**
     * How long an alert is kept after its end, city time, 38 days or more. Three years, as trips: so long may who used
     * or let the car still be sued (Civil Code of the PRC, article 188).
     */
    @WithDefault("P1096D")
    Duration keep();
}
