package org.twinloop.telematics.drift;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How fields that the contract does not know are noted. */
@ConfigMapping(prefix = "twinloop.telematics.drift")
interface DriftConfig {

    /** Names kept at most, 1…10,000, in memory between two notes and in the database; more are counted as one. */
    @WithDefault("200")
    int fieldsMax();

    /** How often what was heard is noted in the database; real time. */
    @WithDefault("10s")
    Duration notedEvery();

    /** City time after which a name that was not heard again is forgotten; heard later, it is told anew. */
    @WithDefault("90d")
    Duration kept();
}
