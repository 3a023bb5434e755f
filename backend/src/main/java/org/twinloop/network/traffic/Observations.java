package org.twinloop.network.traffic;

import java.time.Duration;
import java.time.Instant;

/**
 * What was observed of each road in each direction: a mean share of the signed speed that fades. 12 bytes a direction,
 * however much is observed. For any number of threads.
 *
 * <p>An observation counts 1 when it is made and half after each half-life. Speeds are averaged, not times: cars that
 * report at equal times spend more reports where they are slow, so that the mean of their speeds is distance by time.
 */
final class Observations {

    private static final long ORIGIN_S = Instant.parse("2020-01-01T00:00:00Z").getEpochSecond();

    private final float[] share;
    private final float[] weight;
    private final int[] at;
    private final double halfLifeS;
    private final double weightMax;

    /** @param roads how many there are; a direction is named 2 × row, plus 1 backward */
    Observations(int roads, Duration halfLife, double weightMax) {
        this(new float[2 * roads], new float[2 * roads], new int[2 * roads], halfLife.toMillis() / 1000.0, weightMax);
    }

    private Observations(float[] share, float[] weight, int[] at, double halfLifeS, double weightMax) {
        this.share = share;
        this.weight = weight;
        this.at = at;
        this.halfLifeS = halfLifeS;
        this.weightMax = weightMax;
    }

    synchronized void add(int code, double observed, Instant when) {
        int second = second(when);
        double before = weight[code] * faded(second - at[code]);
        double now = weight[code] > 0 ? faded(at[code] - second) : 1;
        share[code] = (float) ((before * share[code] + now * observed) / (before + now));
        weight[code] = (float) Math.min(weightMax, before + now);
        at[code] = Math.max(at[code], second);
    }

    /** What fades backward, because it is older than what is there, fades nothing forward. */
    private double faded(int seconds) {
        return seconds <= 0 ? 1 : Math.exp(-Math.log(2) * seconds / halfLifeS);
    }

    private static int second(Instant when) {
        return Math.toIntExact(when.getEpochSecond() - ORIGIN_S);
    }

    /** The same as it stands, for one who reads it whole. */
    synchronized Observations copy() {
        return new Observations(share.clone(), weight.clone(), at.clone(), halfLifeS, weightMax);
    }

    /**
     * The share of the signed speed to reckon with.
     *
     * @param expected what the profile says
     * @param expectedWeight how many fresh observations that counts as, above 0
     */
    double share(int code, Instant now, double expected, double expectedWeight) {
        if (weight[code] == 0) {
            return expected;
        }
        double counted = weight[code] * faded(second(now) - at[code]);
        return (counted * share[code] + expectedWeight * expected) / (counted + expectedWeight);
    }

    long bytes() {
        return 12L * share.length;
    }
}
