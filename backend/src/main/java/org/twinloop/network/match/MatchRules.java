package org.twinloop.network.match;

import java.time.Duration;

/**
 * What the model believes of fixes and drives.
 *
 * @param sigmaM standard deviation of a fix from the road, metres
 * @param betaM how far the way between two fixes differs from their distance, metres, the mean of an exponential
 * @param radiusM roads farther from a fix do not come into question, metres
 * @param candidatesMax ways of roads that come into question for one fix
 * @param detourMaxM by how much a way between two fixes may be longer than their distance, metres
 * @param turnBackM what turning round on a road counts like, metres
 * @param gapMax fixes farther apart in time part the track
 * @param speedMaxKmh nobody drives faster, km/h
 */
public record MatchRules(
        double sigmaM,
        double betaM,
        double radiusM,
        int candidatesMax,
        double detourMaxM,
        double turnBackM,
        Duration gapMax,
        double speedMaxKmh) {

    /** For receivers in cars of a city, one fix each second to each minute. */
    public static final MatchRules CITY = new MatchRules(15, 20, 60, 16, 600, 250, Duration.ofMinutes(3), 200);

    public MatchRules {
        if (!(sigmaM > 0 && betaM > 0 && radiusM > 0 && detourMaxM >= 0 && turnBackM >= 0 && speedMaxKmh > 0)) {
            throw new IllegalArgumentException("distances and speeds of map matching are above 0");
        }
        if (candidatesMax < 1 || gapMax.isNegative() || gapMax.isZero()) {
            throw new IllegalArgumentException("map matching needs a candidate and a gap above 0");
        }
    }
}
