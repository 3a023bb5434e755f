package org.twinloop.sim.energy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.twinloop.sim.time.CityClock;
import org.twinloop.sim.time.Dice;

/**
 * The weather over the city, the same for one seed: the mean of the season, the swing of the day and the whim of the
 * hour. It changes without steps.
 */
public final class Weather {
    /** Monthly means of Shanghai in °C, rounded; each holds in the middle of its month. */
    private static final double[] MONTH_MEAN_C = {5, 6.5, 10.5, 16, 21, 25, 29.5, 29, 25, 20, 14, 7.5};

    private static final double DAY_SWING_C = 4;
    private static final double WARMEST_HOUR = 14.5;
    private static final double WHIM_C = 2.5;
    /** Mean of each of the two components of the wind, m/s; together about 3 m/s. */
    private static final double WIND_MS = 2.3;
    /** Between two points at which the whim is drawn. */
    private static final long KNOT_MS = 6 * 3_600_000L;

    private final long seed;
    private Knot before;
    private Knot after;

    /** What was drawn for a moment; between two moments it is blended. */
    private record Knot(long number, double whimC, double windEastMs, double windNorthMs) {
        private static Knot of(long seed, long number) {
            Dice dice = Dice.of(seed, "weather-" + number);
            return new Knot(number, dice.normal(0, WHIM_C), dice.normal(0, WIND_MS), dice.normal(0, WIND_MS));
        }

        private Knot blended(Knot next, double part) {
            return new Knot(
                    number,
                    whimC + (next.whimC - whimC) * part,
                    windEastMs + (next.windEastMs - windEastMs) * part,
                    windNorthMs + (next.windNorthMs - windNorthMs) * part);
        }
    }

    public Weather(long seed) {
        this.seed = seed;
    }

    public double temperatureC(long cityMs) {
        ZonedDateTime time = Instant.ofEpochMilli(cityMs).atZone(CityClock.ZONE);
        double hour = time.getHour() + time.getMinute() / 60.0;
        double swing = DAY_SWING_C * Math.cos((hour - WARMEST_HOUR) / 24 * 2 * Math.PI);
        return seasonC(time.toLocalDate()) + swing + now(cityMs).whimC();
    }

    private static double seasonC(LocalDate day) {
        LocalDate middle = day.withDayOfMonth(15);
        LocalDate from = day.isBefore(middle) ? middle.minusMonths(1) : middle;
        LocalDate to = from.plusMonths(1);
        double part = (double) ChronoUnit.DAYS.between(from, day) / ChronoUnit.DAYS.between(from, to);
        double fromC = MONTH_MEAN_C[from.getMonthValue() - 1];
        return fromC + (MONTH_MEAN_C[to.getMonthValue() - 1] - fromC) * part;
    }

    /** Wind against a car going this way, m/s; negative when it pushes. */
    public double headwindMs(long cityMs, double headingDeg) {
        Knot now = now(cityMs);
        double heading = Math.toRadians(headingDeg);
        return -(now.windEastMs() * Math.sin(heading) + now.windNorthMs() * Math.cos(heading));
    }

    private Knot now(long cityMs) {
        long number = Math.floorDiv(cityMs, KNOT_MS);
        if (before == null || before.number() != number) {
            before = Knot.of(seed, number);
            after = Knot.of(seed, number + 1);
        }
        return before.blended(after, (double) Math.floorMod(cityMs, KNOT_MS) / KNOT_MS);
    }
}
