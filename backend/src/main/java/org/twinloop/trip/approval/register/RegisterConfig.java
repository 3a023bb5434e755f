package org.twinloop.trip.approval.register;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "twinloop.trip.register")
interface RegisterConfig {

    /** How often an instance reads what others have taken, real time; {@code off} for never. */
    @WithDefault("30s")
    String refresh();

    /** Lines a file may have, 1…100,000. */
    @WithDefault("20000")
    int linesMax();

    /** Bad lines an answer names, 1…1,000; the others are counted. */
    @WithDefault("200")
    int problemsMax();
}
