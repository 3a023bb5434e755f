package org.twinloop.trip;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.trip")
interface TripConfig {

    /** How long a request outside policy waits for a decision, city time; it never waits beyond its own start. */
    @WithDefault("PT4H")
    Duration approvalWait();

    /** A request always waits at least this long, even when its start is near. */
    @WithDefault("PT15M")
    Duration approvalWaitMin();

    /** How long an operator with a calendar of its own may take to answer, city time. */
    @WithDefault("PT10M")
    Duration partnerDeadline();

    /** A booked trip that nobody starts within this time after its departure is a no-show, city time. */
    @WithDefault("PT45M")
    Duration noShowAfter();

    /** How long an unlock or lock command may take before the car must not obey it, city time. */
    @WithDefault("PT2M")
    Duration commandTtl();

    /** Newest report a car may be judged by at the end of a trip, city time. */
    @WithDefault("PT5M")
    Duration reportAgeMax();

    /** A car may be opened this long before its reservation begins, city time. */
    @WithDefault("PT5M")
    Duration unlockEarly();

    /** The offline key is given to the phone this long before it begins to open the car, city time. */
    @WithDefault("PT30M")
    Duration offlineKeyAhead();

    /** What a price may exceed the held amount by without a person's decision, percent (PR-06). */
    @WithDefault("20")
    int tolerancePercent();

    /** How much longer than booked, or than somebody approved since, a car may be kept in all, city time. */
    @WithDefault("PT12H")
    Duration extendMax();

    /** An ended trip the traveller neither confirms nor disputes counts as confirmed after this time, city time. */
    @WithDefault("P3D")
    Duration confirmAfter();

    /** A settled and confirmed trip is archived this long after it was settled, city time. */
    @WithDefault("P30D")
    Duration archiveAfter();

    /** How often due timers are looked for, real time; {@code off} for never. */
    @WithDefault("1s")
    String timerInterval();

    /** Timers taken in one pass, 1…1,000. */
    @WithDefault("50")
    int timersMax();

    /** Times a timer that fails is tried before it is parked for a person, 1…100. */
    @WithDefault("5")
    int timerTriesMax();

    /** Rest before a timer that failed is tried again, times the tries so far; city time. */
    @WithDefault("PT20S")
    Duration timerRest();

    /** How often a live stream looks for news, real time. */
    @WithDefault("PT0.5S")
    Duration livePoll();
}
