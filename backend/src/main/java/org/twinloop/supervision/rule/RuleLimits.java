package org.twinloop.supervision.rule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the rules over what happened that no edition of the policy has. */
@ConfigMapping(prefix = "twinloop.supervision.rules")
public interface RuleLimits {

    /** PR-43: by which factor the kilometres driven may exceed those of the route. */
    @WithDefault("1.3")
    double routeFactor();

    /** PR-43: kilometres beyond the route that are never noticed. */
    @WithDefault("2")
    double routeSlackKm();

    /** ESTIMATE: by which share the settled price may exceed what was quoted, percent, 0…1,000. */
    @WithDefault("20")
    int estimatePercent();

    /** ESTIMATE: fen beyond the quote that are never noticed. */
    @WithDefault("1000")
    long estimateSlackFen();

    /** PR-61: from how many trips nobody came for within the period it is noticed, this one included. */
    @WithDefault("3")
    int noShows();

    /** PR-61: the period, up to 31 days: the rules remember no longer. */
    @WithDefault("P30D")
    Duration noShowPeriod();
}
