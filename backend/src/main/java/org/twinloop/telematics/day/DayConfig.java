package org.twinloop.telematics.day;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a car's day is read. */
@ConfigMapping(prefix = "twinloop.telematics.day")
interface DayConfig {

    /** Reports read for one day, 1,000…200,000; a day with more is told up to there. */
    @WithDefault("20000")
    int reportsMax();

    /** Points of the track in one answer, 10…10,000; it is thinned to so many. */
    @WithDefault("1000")
    int pointsMax();

    /** Positions of one day laid on roads to tell the length of its drives, 0…20,000; further drives go without. */
    @WithDefault("5000")
    int matchedMax();

    /** Nothing told for longer than this is a gap, 1 minute or more. */
    @WithDefault("10m")
    Duration gap();

    /** A car that stands for a shorter time in the middle of a drive is held up, 30 s or more. */
    @WithDefault("4m")
    Duration stop();

    /** Positions nearer to each other than this, metres, are no movement, whatever their accuracy. */
    @WithDefault("30")
    double driftM();

    /** From this speed on a car moves, km/h. */
    @WithDefault("3")
    double movingKmh();

    /** A movement shorter than this, metres, is no drive: a car put from one bay into another. */
    @WithDefault("100")
    double driveM();
}
