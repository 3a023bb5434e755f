package org.twinloop.sim.road;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.twinloop.sim.time.CityClock;
import org.twinloop.sim.time.Rhythm;

/**
 * How much slower than the posted speed the city flows: 1.3 times the time by day, about twice in the two peaks of a
 * working day inside the middle ring, nearly free at night. An assumption for the demo city, not a measurement.
 */
public final class Traffic {
    /** The middle of the city: People's Square. */
    public static final GeoPoint CENTRE = new GeoPoint(121.4691, 31.2321);

    private static final double MIDDLE_RING_M = 9_000;
    private static final double OUTER_RING_M = 16_000;

    private Traffic() {}

    /** Share of the posted speed that traffic reaches here at this time, 0.4 to 0.95. */
    public static double flow(long cityMs, GeoPoint at) {
        ZonedDateTime time = Instant.ofEpochMilli(cityMs).atZone(CityClock.ZONE);
        double hour = time.getHour() + time.getMinute() / 60.0;
        double centreM = at.distanceM(CENTRE);
        double nearness = centreM < MIDDLE_RING_M
                ? 1
                : Math.max(0.25, 1 - (centreM - MIDDLE_RING_M) / (OUTER_RING_M - MIDDLE_RING_M));
        double peak = Rhythm.weekend(time) ? 0 : Math.max(hump(hour, 8.5), hump(hour, 18));
        double night = hour < 6 || hour >= 22 ? 1 : 0;
        double slowdown = (night > 0 ? 1.05 : 1.3) + 0.75 * peak * nearness;
        return 1 / slowdown;
    }

    /** A peak of one hour at full height with an hour of rise and fall on either side. */
    private static double hump(double hour, double middle) {
        double away = Math.abs(hour - middle) - 0.5;
        return Math.max(0, Math.min(1, 1 - away));
    }
}
