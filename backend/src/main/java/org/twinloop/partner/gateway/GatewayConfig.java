package org.twinloop.partner.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gateways that carry messages to people: text messages, a work chat. Read once, when the service starts. */
@ConfigMapping(prefix = "twinloop.partner.gateway")
interface GatewayConfig {

    /** Hosts that may be called, {@code host} or {@code host:port}; a gateway elsewhere stops the start. */
    Optional<List<String>> hosts();

    /** The gateways by name. */
    Map<String, Gateway> of();

    /** Failures in a row after which a gateway is left alone for a while, 1…100. */
    @WithDefault("5")
    int failuresMax();

    /** How long it is left alone, real time; then one copy tries it. */
    @WithDefault("1m")
    Duration parkedFor();

    /** One gateway. */
    interface Gateway {

        /** {@code https}; {@code http} only on this machine. */
        URI url();

        /** Codes of the units it serves; without any it serves all that no other does. */
        Optional<List<String>> units();

        /**
         * The body as JSON; in its texts {@code {mobile} {login} {titleZh} {titleEn} {textZh} {textEn} {messageId}
         * {kind} {tripId} {createdAt}} are filled in.
         */
        @WithDefault(
                "{\"to\":\"{mobile}\",\"title\":\"{titleZh}\",\"text\":\"{textZh}\",\"messageId\":\"{messageId}\"}")
        String template();

        /** Id of the key, as the gateway knows it. */
        String keyId();

        /** File with the secret shared with the gateway, Base64 of 32 bytes or more. */
        Path keyFile();

        /** Longest wait for the whole answer, real time, at most {@code twinloop.partner.answer-timeout}. */
        @WithDefault("5s")
        Duration timeout();
    }
}
