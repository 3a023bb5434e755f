package org.twinloop.network.traffic;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How travel times are made. Spans are city time unless they say real time. */
@ConfigMapping(prefix = "twinloop.traffic")
interface TrafficConfig {

    /** How often travel times are made anew, real time, 1 s…10 min. */
    @WithDefault("5s")
    Duration period();

    /** How often an instance looks for changed closures and profiles, real time, 100 ms…1 min. */
    @WithDefault("1s")
    Duration refresh();

    /** Travel times stay in use while no road differs by more than this share, 0…0.5. */
    @WithDefault("0.03")
    double changeMin();

    /** After this time an observation counts half, 10 s…1 day. */
    @WithDefault("10m")
    Duration halfLife();

    /** How many fresh observations the profile counts as, 0.1…100. */
    @WithDefault("1")
    double profileWeight();

    /** How many observations a road remembers at most, 1…1,000; more makes it slower to believe a change. */
    @WithDefault("10")
    double observationsMax();

    /** Older observations are not taken, 1 min…1 day. */
    @WithDefault("15m")
    Duration observationAgeMax();

    /** Observations farther in the future are not taken, 0…10 min. */
    @WithDefault("1m")
    Duration observationAheadMax();

    /** Slower than this share of the signed speed is taken as this, 0.01…0.5. */
    @WithDefault("0.05")
    double shareMin();

    /** Faster than this share of the signed speed is taken as this, 1…2. */
    @WithDefault("1.2")
    double shareMax();

    /** Times as long as at the signed speed where nothing was learnt yet: 07:30–09:30, 17:00–19:00 of workdays, 1…4. */
    @WithDefault("1.9")
    double peakSlowdown();

    /** The same by day otherwise, 1…4. */
    @WithDefault("1.3")
    double daySlowdown();

    /** The same from 22:00 to 06:00, 1…4. */
    @WithDefault("1.05")
    double nightSlowdown();

    /** How long observations are gathered before the profile learns from them, 1 min…6 h. */
    @WithDefault("15m")
    Duration lesson();

    /** How many observations the profile before any counts as, 1…10,000. */
    @WithDefault("30")
    double defaultWeight();

    /** How many observations a slot of the profile remembers at most, 10…100,000. */
    @WithDefault("500")
    double learnedMax();

    /** A departure farther from now than this is answered by the profile of its half hour, 0…6 h. */
    @WithDefault("45m")
    Duration horizon();

    /** Half hours kept ready for departures to come, 1…100; each takes as much memory as the travel times of now. */
    @WithDefault("8")
    int plannedMax();

    /** Half hours that departures may wait for at once, 1…100; who asks for another is told to ask again. */
    @WithDefault("16")
    int plannedWaitingMax();

    /** Closures that are not over yet, 1…10,000. */
    @WithDefault("500")
    int closuresMax();

    /** How far ahead a closure may begin, 1 h…3 years. */
    @WithDefault("400d")
    Duration closureAheadMax();

    /** How long a closure with an end may last, 1 h…10 years. */
    @WithDefault("1100d")
    Duration closureLastsMax();

    /** The largest area of a closure, km², 0.01…10,000. */
    @WithDefault("60")
    double closureAreaMaxKm2();

    /** A file of observed speeds to be played as the clock passes them; none when absent. */
    Optional<String> replayFile();
}
