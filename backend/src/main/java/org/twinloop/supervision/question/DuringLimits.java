package org.twinloop.supervision.question;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Limits of the rules over a trip that runs. */
@ConfigMapping(prefix = "twinloop.supervision.during")
interface DuringLimits {

    /** PR-40: half the width of the corridor around the planned way at least, metres, 100…10,000. */
    @WithDefault("800")
    double corridorM();

    /** PR-40: the same as a share of the planned way, when that is more, percent, 0…50. */
    @WithDefault("15")
    double corridorPercent();

    /** PR-40: half the width of the corridor at most, metres. */
    @WithDefault("3000")
    double corridorMaxM();

    /** PR-40: metres inside the corridor a car has to be before it counts as back. */
    @WithDefault("200")
    double corridorHysteresisM();

    /** PR-40: how long a car has to be outside before it is asked about, city time. */
    @WithDefault("PT5M")
    Duration corridorFor();

    /** PR-41: how long a car has to stand before it is asked about, city time. */
    @WithDefault("PT15M")
    Duration stopFor();

    /** PR-41: who stays within this distance stands, metres. */
    @WithDefault("100")
    double stopRadiusM();

    /** PR-41: this near to the ends of a leg or to a stop standing is expected, metres. */
    @WithDefault("300")
    double placeRadiusM();

    /** PR-41: slower than this a car stands, km/h. */
    @WithDefault("5")
    double standingKmh();

    /** PR-42: the municipality as a WKT polygon, WGS-84; without it the rule says nothing, but in a demo. */
    Optional<String> municipality();

    /** PR-42: metres outside that are never asked about; back is who is inside. */
    @WithDefault("500")
    double municipalityMarginM();

    /** LOOP: metres a car of ours may be outside the area of its loop's stops, 100…100,000. */
    @WithDefault("3000")
    double loopMarginM();

    /** LOOP: metres inside that margin a car has to be before it counts as back. */
    @WithDefault("500")
    double loopHysteresisM();

    /** PR-06: how long past the end of its time a car may be out before it is asked about, city time. */
    @WithDefault("PT15M")
    Duration overtimeGrace();
}
