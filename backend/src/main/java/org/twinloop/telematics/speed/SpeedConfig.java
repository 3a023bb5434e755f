package org.twinloop.telematics.speed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Which cars tell how fast roads are. Spans are city time unless they say real time. */
@ConfigMapping(prefix = "twinloop.telematics.speed")
interface SpeedConfig {

    /** Whether cars tell it at all. */
    @WithDefault("true")
    boolean on();

    /** How often they are looked at, real time, 1 s…5 min. */
    @WithDefault("5s")
    Duration every();

    /** Cars looked at in one go, 100…100,000. */
    @WithDefault("10000")
    int carsMax();

    /** An older report no longer tells of the traffic, 10 s…15 min. */
    @WithDefault("2m")
    Duration fresh();

    /** The least time between two speeds that one car tells of a road, 1 s…5 min. */
    @WithDefault("15s")
    Duration apart();

    /** A position less accurate tells no road, metres, 3…50. */
    @WithDefault("15")
    double accuracyMaxM();

    /** How far from the middle of the road a car may be beside the error of its position, metres, 3…50. */
    @WithDefault("12")
    double besideMaxM();

    /** From this speed on a car is driving; slower, it counts while it is on the road where it drove, km/h, 1…20. */
    @WithDefault("6")
    double drivingKmh();

    /** A car that has not moved on for so long no longer counts as held up, 30 s…30 min. */
    @WithDefault("3m")
    Duration heldUpMax();

    /** Reports of a car laid on roads together to tell of those between them, 4…60; 0 where that is not wanted. */
    @WithDefault("8")
    int matchedAtOnce();
}
