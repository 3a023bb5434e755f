package org.twinloop.sim.energy;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.twinloop.sim.time.CityClock;
import org.twinloop.sim.time.Dice;

/** The weather over the city: the month's mean, the hour's swing and the day's whim, the same for one seed. */
public final class Weather {
    private static final double[] MONTH_MEAN_C = {5, 6.5, 10.5, 16, 21, 25, 29.5, 29, 25, 20, 14, 7.5};

    private final long seed;
    private long daySeen = Long.MIN_VALUE;
    private double dayOffsetC;
    private double windMs;
    private double windFromDeg;

    public Weather(long seed) {
        this.seed = seed;
    }

    public double temperatureC(long cityMs) {
        ZonedDateTime time = look(cityMs);
        double hour = time.getHour() + time.getMinute() / 60.0;
        double swing = 4 * Math.cos((hour - 14.5) / 24 * 2 * Math.PI);
        return MONTH_MEAN_C[time.getMonthValue() - 1] + dayOffsetC + swing;
    }

    /** Wind against a car going this way, m/s; negative when it pushes. */
    public double headwindMs(long cityMs, double headingDeg) {
        look(cityMs);
        return windMs * Math.cos(Math.toRadians(windFromDeg - headingDeg));
    }

    private ZonedDateTime look(long cityMs) {
        ZonedDateTime time = Instant.ofEpochMilli(cityMs).atZone(CityClock.ZONE);
        long day = time.toLocalDate().toEpochDay();
        if (day != daySeen) {
            Dice dice = Dice.of(seed, "weather-" + day);
            dayOffsetC = dice.normal(0, 2.5);
            windMs = Math.max(0.3, dice.normal(3, 1.5));
            windFromDeg = dice.between(0, 360);
            daySeen = day;
        }
        return time;
    }
}
