package org.twinloop.supervision.question;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/** How travellers are asked, and how long things are kept. */
@ConfigMapping(prefix = "twinloop.supervision.question")
interface QuestionConfig {

    /** How often running trips are looked at, real time; {@code off} for never. */
    @WithDefault("10s")
    String interval();

    /** How long the traveller is waited for before a supervisor is asked, city time. */
    @WithDefault("PT10M")
    Duration answerWithin();

    /** Reasons that need no supervisor; one may look all the same. */
    @WithDefault("TRAFFIC,ROAD_CLOSED,CHARGING,PARKING,VEHICLE_FAULT")
    Set<Reason> explaining();

    /** How often the same rule asks about a trip at most, 1…100. */
    @WithDefault("3")
    int perRuleMax();

    /** Running trips read at once, 1…10,000; the others are read after them in the same look. */
    @WithDefault("500")
    int tripsMax();

    /** Questions passed on to supervisors in one look, 1…10,000. */
    @WithDefault("200")
    int batchMax();

    /** How long a question is kept after its trip, city time. */
    @WithDefault("P184D")
    Duration keep();
}
