package org.twinloop.supervision.rule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;

/** Limits of the rules over what happened. */
@ConfigMapping(prefix = "twinloop.supervision.rules")
public interface RuleLimits {

    /** PR-06: how far a ride may reach beyond the approved window at either end, city time. */
    @WithDefault("PT30M")
    Duration windowSlack();

    /** PR-11: when working hours begin, city time of day. */
    @WithDefault("07:00")
    LocalTime hoursFrom();

    /** PR-11: when working hours end, city time of day. */
    @WithDefault("20:00")
    LocalTime hoursTo();

    /** PR-31: most that a trip in a car driven oneself may cost for each day begun, fen. */
    @WithDefault("20000")
    long ceilingSelfDrivenDayFen();

    /** PR-31: most that a car with driver may cost for up to half a day, fen. */
    @WithDefault("40000")
    long ceilingChauffeuredHalfDayFen();

    /** PR-31: most that a car with driver may cost for each day begun, fen. */
    @WithDefault("70000")
    long ceilingChauffeuredDayFen();

    /** PR-31: how long half a day with a driver is. */
    @WithDefault("PT4H")
    Duration halfDay();

    /** PR-31: most that a ride by bike may cost, fen. */
    @WithDefault("1000")
    long ceilingBikeFen();

    /** PR-43: by which factor the kilometres driven may exceed those of the route. */
    @WithDefault("1.3")
    double routeFactor();

    /** PR-43: kilometres beyond the route that are never noticed. */
    @WithDefault("2")
    double routeSlackKm();

    /** PR-61: from how many trips nobody came for within the period it is noticed, this one included. */
    @WithDefault("3")
    int noShows();

    /** PR-61: the period, up to 31 days: the rules remember no longer. */
    @WithDefault("P30D")
    Duration noShowPeriod();

    /** PR-62: more orders of one day than these, one upon the other, are noticed. */
    @WithDefault("3")
    int splitOrders();

    /** PR-62: orders with at most this time between them are one upon the other. */
    @WithDefault("PT2H")
    Duration splitGap();

    /** PR-62: the ceiling of one order that the orders stay below one by one and exceed together, fen. */
    @WithDefault("30000")
    long splitCeilingFen();
}
