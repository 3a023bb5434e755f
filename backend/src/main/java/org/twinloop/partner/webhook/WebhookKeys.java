package org.twinloop.partner.webhook;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.key.HmacKey;
import org.twinloop.common.key.WebhookSignature;

/**
 * Whether a webhook is from whom it says, unaltered and of now. Whether it came before is not known here: that is for
 * the table of ids.
 */
@Startup
@Singleton
class WebhookKeys {

    private static final Duration WINDOW_MIN = Duration.ofSeconds(10);
    private static final Duration WINDOW_MAX = Duration.ofHours(1);

    private final Map<String, Map<String, HmacKey>> keys;
    private final long windowS;

    @Inject
    WebhookKeys(WebhookConfig config, @ConfigProperty(name = "twinloop.mode") String mode) {
        this(read(config.keys(), mode.equals("demo")), config.window());
    }

    WebhookKeys(Map<String, Map<String, HmacKey>> keys, Duration window) {
        if (window.compareTo(WINDOW_MIN) < 0 || window.compareTo(WINDOW_MAX) > 0) {
            throw new IllegalStateException(
                    "twinloop.partner.webhook.window is " + window + "; 10 s to 1 h is accepted");
        }
        this.keys = keys;
        this.windowS = window.toSeconds();
    }

    private static Map<String, Map<String, HmacKey>> read(Map<String, Map<String, Path>> files, boolean demo) {
        Map<String, Map<String, HmacKey>> keys = new TreeMap<>();
        files.forEach((operator, own) -> own.forEach((id, file) ->
                keys.computeIfAbsent(operator, code -> new TreeMap<>()).put(id, HmacKey.read(id, file, demo))));
        return keys;
    }

    /** Whether the operator has a key with which it signed just this, just now. */
    boolean admit(WebhookCall call, Instant now) {
        if (call.operatorCode() == null || call.keyId() == null || call.timestamp() == null) {
            return false;
        }
        HmacKey key = keys.getOrDefault(call.operatorCode(), Map.of()).get(call.keyId());
        if (key == null || !call.timestamp().matches("[1-9][0-9]{0,11}")) {
            return false;
        }
        long epochS = Long.parseLong(call.timestamp());
        boolean timely = Math.abs(now.getEpochSecond() - epochS) <= windowS;
        return WebhookSignature.fits(key, call.id(), epochS, call.body(), call.signature()) && timely;
    }
}
