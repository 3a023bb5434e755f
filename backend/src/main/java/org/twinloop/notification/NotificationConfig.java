package org.twinloop.notification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "twinloop.notification")
interface NotificationConfig {

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

    /** Phones one person may register, 1…20. */
    @WithDefault("5")
    int phonesMax();

    /** How long a message that was read stays in the inbox, with what became of its copies. City time. */
    @WithDefault("P180D")
    Duration keepRead();
}
