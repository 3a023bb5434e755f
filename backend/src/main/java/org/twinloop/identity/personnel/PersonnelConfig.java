package org.twinloop.identity.personnel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "twinloop.identity.personnel")
interface PersonnelConfig {

    /** Lines a file may have, 1…100,000. */
    @WithDefault("20000")
    int linesMax();

    /** Bad lines an answer names, 1…1,000; the others are counted. */
    @WithDefault("200")
    int problemsMax();
}
