package org.twinloop.supervision.night;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is asked again at night, and the limits of rules that no edition of the policy has. */
@ConfigMapping(prefix = "twinloop.supervision.night")
interface NightConfig {

    /** How often to look for units and days that are due, real time; {@code off} for never. */
    @WithDefault("10m")
    String interval();

    /** How long after midnight a night begins, city time, so that cars have told their day. */
    @WithDefault("PT3H")
    Duration after();

    /** So many days before today are asked about each night, 1…31; earlier ones when something changes about them. */
    @WithDefault("7")
    int days();

    /** Trips and days before those that changed and are asked about in one look, 1…10,000; the rest in the next. */
    @WithDefault("200")
    int changedMax();

    /** An import of allowances or of days of travel has the trips of so many days before asked about again, 1…366. */
    @WithDefault("92")
    int importedDays();

    /** Trips of a unit and day that are looked at, 1…10,000; beyond, the rest is left out and the log says so. */
    @WithDefault("1000")
    int tripsMax();

    /** Positions of one ride that are looked at, 100…100,000; beyond, its way is not judged. */
    @WithDefault("20000")
    int fixesMax();

    /** PR-53: a car that told so much charge is full, percent, 50…100. */
    @WithDefault("99")
    double fullPercent();

    /** PR-41: a car was at a place when it was heard within so many metres of it. */
    @WithDefault("500")
    double nearM();

    /** PR-41: a stop at a place that was not approved is noticed when it is longer, city time. */
    @WithDefault("PT15M")
    Duration stop();

    /** PR-45: a car that moved and is not heard for longer is noticed, city time. */
    @WithDefault("PT10M")
    Duration silence();

    /** PR-45: a position that would have taken more, km/h, is a jump. */
    @WithDefault("200")
    double jumpKmh();
}
