package org.twinloop.sim.gb32960;

import org.twinloop.sim.road.GeoPoint;

/**
 * What the box reads off its car.
 *
 * @param at where it is, null without satellites
 */
public record Gauges(
        GeoPoint at, double speedKmh, long odometerM, double socPercent, boolean driving, boolean charging) {}
