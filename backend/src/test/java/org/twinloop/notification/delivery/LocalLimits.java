package org.twinloop.notification.delivery;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Limits of messages with Google at a local address. */
record LocalLimits(URI google) implements NotificationConfig {

    @Override
    public Optional<Path> firebaseCredentialsFile() {
        return Optional.empty();
    }

    @Override
    public Optional<URI> firebaseBaseUrl() {
        return Optional.of(google);
    }

    @Override
    public Duration pushLife() {
        return Duration.ofHours(1);
    }

    @Override
    public int pushBatchMax() {
        return 500;
    }

    @Override
    public int pushAttemptsMax() {
        return 6;
    }

    @Override
    public Duration gatewayLife() {
        return Duration.ofHours(6);
    }

    @Override
    public int gatewayAttemptsMax() {
        return 3;
    }

    @Override
    public int gatewayParallel() {
        return 4;
    }

    @Override
    public Duration gatewayRestMax() {
        return Duration.ofMinutes(15);
    }

    @Override
    public Duration escalateAfter() {
        return Duration.ofMinutes(15);
    }

    @Override
    public Duration passOnAfter() {
        return Duration.ofHours(4);
    }

    @Override
    public int escalateTriesMax() {
        return 8;
    }

    @Override
    public int phonesMax() {
        return 5;
    }

    @Override
    public Duration keepRead() {
        return Duration.ofDays(180);
    }
}
