package org.twinloop.chauffeur;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.chauffeur")
interface ChauffeurConfig {

    /** Rest between two looks for due orders, real time. */
    @WithDefault("200ms")
    Duration rest();

    /** Orders taken up in one look. */
    @WithDefault("32")
    int ordersMax();

    /** Real time an instance keeps an order it has taken up; longer than a call can last. */
    @WithDefault("15s")
    Duration lease();

    /** City time between two looks at an order that waits for an answer. */
    @WithDefault("PT5S")
    Duration askAgain();

    /** City time between two looks at an accepted order. */
    @WithDefault("PT20S")
    Duration followEvery();

    /** Longest city time between two attempts at a company that fails. */
    @WithDefault("PT2M")
    Duration backoffMax();

    /** An order not over this long after the pick-up is left for a person. City time. */
    @WithDefault("P2D")
    Duration followMax();
}
