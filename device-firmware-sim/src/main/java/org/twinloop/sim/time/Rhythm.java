package org.twinloop.sim.time;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;

/**
 * How busy the city is, by the hour of the day: two peaks on a working day, one broad hill on a weekend, hardly anybody
 * at night. An assumption for the demo city, not a measurement.
 */
public final class Rhythm {
    /** The busiest moment, as a multiple of the day's mean. */
    public static final double PEAK = 2.4;

    private static final double[] WORKING_DAY = ofMeanOne(
            0.12, 0.06, 0.05, 0.05, 0.10, 0.30, 0.75, 1.60, 2.20, 1.55, 1.05, 1.05, 1.10, 1.00, 1.00, 1.10, 1.35, 1.95,
            2.10, 1.50, 1.10, 0.90, 0.60, 0.32);
    private static final double[] WEEKEND = ofMeanOne(
            0.25, 0.15, 0.08, 0.06, 0.08, 0.15, 0.30, 0.55, 0.85, 1.20, 1.45, 1.50, 1.45, 1.40, 1.45, 1.50, 1.50, 1.45,
            1.40, 1.25, 1.10, 0.90, 0.65, 0.40);

    /** Where most people are heading. */
    public enum Tide {
        /** Morning of a working day: towards the centre. */
        IN,
        /** Evening of a working day: away from it. */
        OUT,
        /** No common direction. */
        SLACK
    }

    private Rhythm() {}

    private static double[] ofMeanOne(double... hours) {
        double mean = Arrays.stream(hours).average().orElseThrow();
        return Arrays.stream(hours).map(hour -> hour / mean).toArray();
    }

    /** Demand at this moment as a multiple of the day's mean, 0 to {@link #PEAK}; it changes without steps. */
    public static double at(long cityMs) {
        ZonedDateTime time = Instant.ofEpochMilli(cityMs).atZone(CityClock.ZONE);
        double sinceMidHour = time.getHour() + time.getMinute() / 60.0 - 0.5;
        int before = Math.floorMod((int) Math.floor(sinceMidHour), 24);
        double part = sinceMidHour - Math.floor(sinceMidHour);
        double[] hours = weekend(time) ? WEEKEND : WORKING_DAY;
        return hours[before] * (1 - part) + hours[(before + 1) % 24] * part;
    }

    public static Tide tide(long cityMs) {
        ZonedDateTime time = Instant.ofEpochMilli(cityMs).atZone(CityClock.ZONE);
        if (weekend(time)) {
            return Tide.SLACK;
        }
        int hour = time.getHour();
        if (hour >= 7 && hour < 10) {
            return Tide.IN;
        }
        return hour >= 17 && hour < 20 ? Tide.OUT : Tide.SLACK;
    }

    /** Whether a day of rest; public holidays are not known here. */
    public static boolean weekend(ZonedDateTime time) {
        return time.getDayOfWeek() == DayOfWeek.SATURDAY || time.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
