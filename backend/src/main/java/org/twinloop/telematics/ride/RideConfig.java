package org.twinloop.telematics.ride;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a ride is read from the reports of its car. */
@ConfigMapping(prefix = "twinloop.telematics.ride")
interface RideConfig {

    /** Reports read for one ride, 1,000…500,000; what comes after them counts as not told. */
    @WithDefault("100000")
    int reportsMax();

    /** Positions of one ride laid on roads, 0…50,000; a ride with more is not laid on roads. */
    @WithDefault("10000")
    int matchedMax();

    /** How long before the start the opening of the car is looked for, city time. */
    @WithDefault("PT10M")
    Duration openedAhead();

    /** How long after the end the locking of the car is looked for, city time. */
    @WithDefault("PT15M")
    Duration lockedWithin();

    /** Opened sooner or locked later than this is told as early or late, city time. */
    @WithDefault("PT1M")
    Duration punctual();

    /** No position for longer than this is a gap, 30 s or more. */
    @WithDefault("PT2M")
    Duration gap();

    /** Positions nearer to each other than this, metres, are no movement. */
    @WithDefault("15")
    double driftM();

    /** Positions that are less accurate than this, metres, do not count. */
    @WithDefault("100")
    double accuracyMaxM();

    /** No car drives faster, km/h: positions and odometers that say so are wrong. */
    @WithDefault("200")
    double mostKmh();

    /** Least share of the way, percent, that has to lie on known roads before their length is believed. */
    @WithDefault("90")
    double coveredMinPercent();
}
