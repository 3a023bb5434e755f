package org.twinloop.notification.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Limits of messages and of their copies. */
@ConfigMapping(prefix = "twinloop.notification")
public interface NotificationConfig {

    /** Service account of Firebase, JSON; without it no pushes are sent and the inbox is the only channel. */
    @WithName("firebase.credentials-file")
    Optional<Path> firebaseCredentialsFile();

    /** Sends to this address instead of Google's, with a fixed token instead of the service account: for tests. */
    @WithName("firebase.base-url")
    Optional<URI> firebaseBaseUrl();

    /** A push that could not be sent for this long is given up. */
    @WithDefault("1h")
    Duration pushLife();

    /** Pushes taken up in one go, 1…500. */
    @WithDefault("100")
    int pushBatchMax();

    /** Attempts at one push, 1…20. */
    @WithDefault("6")
    int pushAttemptsMax();

    /** A copy that no gateway took for this long is given up, real time. */
    @WithDefault("6h")
    Duration gatewayLife();

    /** Attempts at one copy by a gateway, 1…20. */
    @WithDefault("8")
    int gatewayAttemptsMax();

    /** Copies handed to gateways at once, 1…64. */
    @WithDefault("8")
    int gatewayParallel();

    /** Longest rest between two attempts, also where a gateway asks for more; real time. */
    @WithDefault("15m")
    Duration gatewayRestMax();

    /** A question nobody answered for this long goes by the next channel, city time. */
    @WithDefault("PT15M")
    Duration escalateAfter();

    /**
     * A question nobody answered for this long after that goes to the next person, city time; an urgent one after
     * {@code escalate-after} again.
     */
    @WithDefault("PT4H")
    Duration passOnAfter();

    /** Failures in a row of the step after an unanswered question until it is given up, 1…100. */
    @WithDefault("8")
    int escalateTriesMax();

    /** Phones one person may register, 1…20. */
    @WithDefault("5")
    int phonesMax();

    /** How long a message that was read stays in the inbox, with what became of its copies. City time. */
    @WithDefault("P180D")
    Duration keepRead();
}
