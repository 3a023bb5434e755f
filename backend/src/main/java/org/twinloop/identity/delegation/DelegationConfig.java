package org.twinloop.identity.delegation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.identity.delegation")
interface DelegationConfig {

    /** The longest period one delegation may hold for, 1…366 days. */
    @WithDefault("P92D")
    Duration periodMax();

    /** How far from now a delegation may begin, 1…1,000 days. */
    @WithDefault("P366D")
    Duration aheadMax();

    /** How many delegations one person is shown at once, 1…500. */
    @WithDefault("100")
    int shownMax();
}
