package org.twinloop.network;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.network")
interface NetworkConfig {

    /** How often an instance looks for a changed network. */
    @WithDefault("2s")
    Duration refresh();

    /** Speed of access and egress between a place and its nearest junction, km/h, 5…60. */
    @WithDefault("20")
    double accessSpeedKmh();

    /** The longest leg between a place and the road it is reached from, metres, 50…5,000. */
    @WithDefault("1000")
    double accessLegMaxM();

    /** Real way over straight line where no path is known, 1…2. Such legs are marked estimated. */
    @WithDefault("1.3")
    double detourFactor();

    /** Walking speed, km/h, 2…8. */
    @WithDefault("4.8")
    double walkSpeedKmh();

    /** Cycling speed, km/h, 5…25. */
    @WithDefault("12")
    double bikeSpeedKmh();

    /** The longest leg between any point and the road a way is sought from, metres, 100…20,000. */
    @WithDefault("10000")
    double routeLegMaxM();

    /** How long ago the departure of a way may be, 0…30 days. */
    @WithDefault("1d")
    Duration routeAgoMax();

    /** How far ahead the departure of a way may be, 1 h…1 year. */
    @WithDefault("60d")
    Duration routeAheadMax();

    /** What a car loses by turning round at a junction where it need not, 0…5 min. */
    @WithDefault("20s")
    Duration uTurn();

    /** What a short cut through a private road must save to be taken, 0…1 h; never told as travel time. */
    @WithDefault("10m")
    Duration privateShortCut();
}
