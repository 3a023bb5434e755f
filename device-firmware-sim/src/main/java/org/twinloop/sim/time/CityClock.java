package org.twinloop.sim.time;

import java.time.Instant;
import java.time.ZoneId;

/**
 * The scaled clock of the demo city: city = cityOrigin + (real - realOrigin) * speed.
 *
 * @param realOriginMs real time at which the city showed {@code cityOriginMs}
 * @param cityOriginMs city time at the origin
 * @param speed city seconds per real second
 */
public record CityClock(long realOriginMs, long cityOriginMs, double speed) {
    /** The zone in which the city's people speak of days and hours. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public CityClock {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("clockSpeed " + speed + "; must be above 0");
        }
    }

    public static CityClock of(Instant realOrigin, Instant cityOrigin, double speed) {
        return new CityClock(realOrigin.toEpochMilli(), cityOrigin.toEpochMilli(), speed);
    }

    /** City time at a moment of real time. */
    public long cityMs(long realMs) {
        return cityOriginMs + Math.round((realMs - realOriginMs) * speed);
    }

    /** City time now. */
    public long cityMs() {
        return cityMs(System.currentTimeMillis());
    }
}
