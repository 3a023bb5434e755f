package org.twinloop.trip.planning.search;

import java.util.Arrays;

/**
 * How much of its greatest power a battery takes at a state of charge: a line through points.
 *
 * @param percents states of charge, ascending from 0 to 100
 * @param shares for each the share of the power, more than 0, at most 1
 */
public record Taper(double[] percents, double[] shares) {
    /**
     * Full power up to 80 %, then falling to a tenth at 100 %: the usual constant-current constant-voltage charging of
     * lithium cells.
     */
    public static final Taper USUAL = new Taper(new double[] {0, 80, 100}, new double[] {1, 1, 0.1});

    private static final double SECONDS_PER_HOUR = 3600;

    public Taper {
        percents = percents.clone();
        shares = shares.clone();
        boolean whole = percents.length >= 2
                && percents.length == shares.length
                && percents[0] == 0
                && percents[percents.length - 1] == 100;
        for (int i = 0; whole && i < percents.length; i++) {
            whole = shares[i] > 0 && shares[i] <= 1 && (i == 0 || percents[i] > percents[i - 1]);
        }
        if (!whole) {
            throw new IllegalArgumentException("a charging curve from 0 to 100 %, shares above 0: "
                    + Arrays.toString(percents) + ", " + Arrays.toString(shares));
        }
    }

    /** Seconds from one state of charge to another, at most so many watts into so many watt hours. */
    public int seconds(double fromPercent, double toPercent, double powerW, double batteryWh) {
        double hours = 0;
        for (int i = 1; i < percents.length; i++) {
            double begin = Math.max(fromPercent, percents[i - 1]);
            double end = Math.min(toPercent, percents[i]);
            if (begin < end) {
                hours += (end - begin) / 100 * batteryWh / powerW / meanShare(share(i, begin), share(i, end));
            }
        }
        return (int) Math.ceil(hours * SECONDS_PER_HOUR);
    }

    private double share(int piece, double percent) {
        double along = (percent - percents[piece - 1]) / (percents[piece] - percents[piece - 1]);
        return shares[piece - 1] + along * (shares[piece] - shares[piece - 1]);
    }

    /** What a share that changes evenly with the charge comes to over the time: the logarithmic mean. */
    private static double meanShare(double first, double second) {
        double change = second - first;
        return Math.abs(change) < 1e-9 ? first : change / Math.log(second / first);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Taper taper
                && Arrays.equals(percents, taper.percents)
                && Arrays.equals(shares, taper.shares);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(percents) + Arrays.hashCode(shares);
    }

    @Override
    public String toString() {
        return "Taper[" + Arrays.toString(percents) + ", " + Arrays.toString(shares) + "]";
    }
}
