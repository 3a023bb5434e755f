package org.twinloop.supervision.publication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What may be made public. */
@ConfigMapping(prefix = "twinloop.supervision.publication")
interface PublicationConfig {

    /** A number behind which fewer different travellers stand is suppressed, 2…100. */
    @WithDefault("5")
    int travellersMin();

    /** Codes of units that are not published, since their work is secret or enforcement (PR-70); none by default. */
    Optional<Set<String>> secretUnits();

    /** How long figures of trips are kept for tables to come, city time. */
    @WithDefault("P1096D")
    Duration keepFigures();
}
