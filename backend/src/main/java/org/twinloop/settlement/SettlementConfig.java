package org.twinloop.settlement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of settlement. */
@ConfigMapping(prefix = "twinloop.settlement")
interface SettlementConfig {

    /** Percent above a hold that is posted without asking a person. */
    @WithDefault("20")
    int tolerancePercent();

    /** Fen above a hold that are posted without asking a person, on top of the percent. */
    @WithDefault("500")
    long toleranceFen();
}
