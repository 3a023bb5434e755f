package org.twinloop.partner.gb32960;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the door for GB/T 32960. Time-outs are real time. */
@ConfigMapping(prefix = "twinloop.partner.gb32960")
interface GbConfig {

    /** What becomes of a data unit with a signature, which this service cannot verify. */
    enum SignedBodies {
        /** Answered as a signature error and counted. */
        REFUSE,
        /** Taken like one without; the report says that it was not verified. */
        TAKE_UNVERIFIED
    }

    /** Whether to listen at all. */
    @WithDefault("${TWINLOOP_GB32960_ENABLED:false}")
    boolean enabled();

    /** Address the server listens on. */
    @WithDefault("${TWINLOOP_HTTP_HOST:0.0.0.0}")
    String host();

    /** TCP port for both editions, terminals and platforms; 0 takes a free one. */
    @WithDefault("${TWINLOOP_GB32960_PORT:32960}")
    int port();

    /** Connections held at once, 1…1,000,000; the next one is closed. */
    @WithDefault("20000")
    int connectionsMax();

    /** Longest frame in bytes, 25…65,556 (the standard's own limit); a longer one is no frame. */
    @WithDefault("65556")
    int frameBytesMax();

    /** Frames of one connection under way, 1…10,000; beyond, nothing more is read from it for the moment. */
    @WithDefault("64")
    int window();

    /**
     * Bytes of frames under way over all connections, 512 for each frame counted in, 1…1,073,741,824; beyond, nothing
     * more is read from any for the moment.
     */
    @WithDefault("33554432")
    long underWayBytesMax();

    /** Time from the connection, or from a logout, to a login. */
    @WithDefault("30s")
    Duration loginWithin();

    /** Longest silence of a connection: three of the longest heartbeats. */
    @WithDefault("12m")
    Duration silenceMax();

    /** Frames of a connection that could not be read before it is closed, 1…10,000. */
    @WithDefault("20")
    int faultsMax();

    /**
     * How long a car must have been silent before a terminal with another SIM card may take its place, on whichever
     * instance; up to a quarter more, for so far behind is it written when a car was heard.
     */
    @WithDefault("1m")
    Duration otherSimAfter();

    /** How often logins are compared with the database: taken over on another instance. */
    @WithDefault("500ms")
    Duration compareInterval();

    /** How long a registration is believed without asking the database; a block counts at the latest after that. */
    @WithDefault("10s")
    Duration registrationRemembered();

    /** Registrations remembered at once, 100…10,000,000. */
    @WithDefault("100000")
    int registrationsMax();

    /** Wrong passwords for an account in a row from one address before that is turned away unchecked, 1…1,000. */
    @WithDefault("5")
    int platformAttemptsMax();

    /** How long the address is turned away. */
    @WithDefault("1m")
    Duration platformLockedFor();

    /** Rest before a report is offered again to an intake that was full, or to a database that was away. */
    @WithDefault("100ms")
    Duration rest();

    /** Bytes kept of a vendor's own information type, 0…65,531, each. */
    @WithDefault("256")
    int vendorBytesKept();

    @WithDefault("refuse")
    SignedBodies signedBodies();
}
