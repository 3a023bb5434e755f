package org.twinloop.partner.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Webhooks of partners. */
@ConfigMapping(prefix = "twinloop.partner.webhook")
interface WebhookConfig {

    /**
     * Files with the secrets shared with partners, by operator code and key id: Base64 of 32 bytes or more. Of one
     * operator all hold at once, so a key is changed by adding the new one, then taking the old one away.
     */
    Map<String, Map<String, Path>> keys();

    /** How far the time of a webhook may be from ours, before or after, real time, 10 s…1 h. */
    @WithDefault("5m")
    Duration window();

    /** Bytes of a body, 1,000…1,000,000. */
    @WithDefault("65536")
    int bytesMax();

    /** How long the ids of webhooks are kept, real time; never less than twice the window. */
    @WithDefault("P7D")
    Duration keepIds();
}
