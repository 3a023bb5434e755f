package org.twinloop.vehicle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.vehicle")
interface VehicleConfig {

    /** City time after which a car that says nothing is UNKNOWN. */
    @WithDefault("PT10M")
    Duration stateAgeMax();

    /** City time a car or bay stays blocked after a booking, for walking away, cleaning and late return. */
    @WithDefault("PT10M")
    Duration turnaround();

    /** A car that is out beyond its time stays blocked this long ahead, again and again until it is back. City time. */
    @WithDefault("PT15M")
    Duration overrunAhead();

    /** How far ahead a car standing in a bay now counts as standing there; beyond, only bookings count. City time. */
    @WithDefault("PT2H")
    Duration standingHorizon();

    /** Largest distance between a car and the bay it is said to stand in, in metres. */
    @WithDefault("40")
    double bayRadiusM();

    /** Energy that a use of a car is reckoned to take before anybody knows, Wh for each hour booked, 0…20,000. */
    @WithDefault("3000")
    double useWhPerHour();

    /** Most candidates one search answers, 1…2,000. */
    @WithDefault("400")
    int candidatesMax();

    /** How often holds that ran out are freed, in real time. */
    @WithDefault("1s")
    Duration sweepInterval();
}
