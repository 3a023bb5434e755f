package org.twinloop.trip.planning.energy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How consumption is fitted to drives. Spans are city time unless they say real time. */
@ConfigMapping(prefix = "twinloop.trip.planning.fit")
public interface FitConfig {

    /** Whether it is at all. */
    @WithDefault("true")
    boolean on();

    /** How often one looks whether a day is over whose drives are not gathered, real time, 10 s…1 d. */
    @WithDefault("10m")
    Duration every();

    /** How often the newest fits are read, real time, 1 s…1 h. */
    @WithDefault("1m")
    Duration refresh();

    /** Days of drives a fit is made of, the newest, 1…90. */
    @WithDefault("14")
    int days();

    /** With fewer drives a model keeps what it is known for, 40…10,000. */
    @WithDefault("60")
    int drivesMin();

    /** Drives of a model looked at, the newest, 100…100,000. */
    @WithDefault("5000")
    int drivesMax();

    /** Shorter drives tell too little, since the charge is told in tenths of a point, metres, 500…20,000. */
    @WithDefault("3000")
    double driveMinM();

    /** A drive that took less is a fault of the meter, Wh/km, 0…100. */
    @WithDefault("30")
    double whPerKmMin();

    /** A drive that took more is one too, Wh/km, 200…2,000. */
    @WithDefault("600")
    double whPerKmMax();

    /** A part of the consumption is at least so many times what the model is known for, 0…1. */
    @WithDefault("0.4")
    double factorMin();

    /** And at most, 1…10. */
    @WithDefault("2.5")
    double factorMax();

    /** How far a factor may be from 1 before the drives have to insist, 0.05…10. */
    @WithDefault("0.4")
    double factorSpread();

    /** Share of the drives that may lie above the band, and of those that may lie below it, percent, 0.1…20. */
    @WithDefault("1")
    double outsidePercent();

    /** Each half of the band is at least so wide, percent, 0…50. */
    @WithDefault("10")
    double bandMinPercent();

    /** And at most, percent, 20…90. */
    @WithDefault("60")
    double bandMaxPercent();

    /** An instance that gathers a day and is not done by then has broken off, real time, 1 min…1 d. */
    @WithDefault("30m")
    Duration gatherMax();

    /** How long drives are kept, more than {@link #days}. */
    @WithDefault("P90D")
    Duration keepDrives();

    /** How long fits are kept; the newest of a model stays. */
    @WithDefault("P366D")
    Duration keepFits();

    /** With temperatures nearer to each other than this, 90 % of them, climate and auxiliary are one, K, 1…30. */
    @WithDefault("10")
    double climateSpread();
}
