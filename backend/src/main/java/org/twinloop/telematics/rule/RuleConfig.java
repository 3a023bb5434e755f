package org.twinloop.telematics.rule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Thresholds of the rules over the stream that judge positions. */
@ConfigMapping(prefix = "twinloop.telematics.alert")
interface RuleConfig {

    /** Metres a car of ours may be outside the area of its loop's stops before it is noted, 100…100,000. */
    @WithDefault("3000")
    double areaMarginM();

    /** Metres inside that margin a car has to be before it counts as back, so that a fix at the edge is no news. */
    @WithDefault("500")
    double areaHysteresisM();

    /** Speed between two positions above which one of them cannot be true, km/h, 100…1,000. */
    @WithDefault("200")
    double jumpKmh();

    /** Metres, less both accuracies, below which no jump is noted, 50…100,000. */
    @WithDefault("500")
    double jumpM();
}
