package org.twinloop.partner;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "twinloop.partner")
interface PartnerConfig {

    /** Bearer token for partners without one of their own. */
    Optional<String> token();

    /** Bearer token by operator code. */
    Map<String, String> tokens();

    /** Longest wait for a connection, real time. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** Longest wait for a whole answer, real time. */
    @WithDefault("5s")
    Duration answerTimeout();

    /** Connections kept to one host. */
    @WithDefault("16")
    int connectionsMax();

    /** Calls waiting for a connection before new ones are refused. */
    @WithDefault("256")
    int waitingMax();

    /** Largest answer of an endpoint, in bytes. */
    @WithDefault("1048576")
    int answerBytesMax();

    /** Rest between two looks for due work, real time. */
    @WithDefault("200ms")
    Duration rest();

    /** Holds taken up in one look. */
    @WithDefault("32")
    int holdsMax();

    /** City time after which an unanswered hold is asked about again. */
    @WithDefault("PT5S")
    Duration askAgain();

    /** Longest city time between two attempts at a partner that fails. */
    @WithDefault("PT2M")
    Duration backoffMax();

    /** City time after which a feed without a time to live counts as stale. */
    @WithDefault("PT5M")
    Duration staleAfter();

    /** How long a record set aside is kept after it came last, city time. */
    @WithDefault("P90D")
    Duration keepSetAside();
}
