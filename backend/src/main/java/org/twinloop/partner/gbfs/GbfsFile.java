package org.twinloop.partner.gbfs;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * The envelope around every GBFS file.
 *
 * @param version as written, {@code unknown} when absent (1.x)
 * @param lastUpdated when the operator last changed it
 * @param ttl how long it stays good; 60 s when absent
 * @param content the member {@code data}, an object
 */
record GbfsFile(String version, Instant lastUpdated, Duration ttl, JsonNode content) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TTL_DEFAULT = Duration.ofSeconds(60);
    private static final Duration TTL_MAX = Duration.ofDays(7);

    static GbfsFile read(byte[] body) throws GbfsUnreadable {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JacksonException e) {
            throw new GbfsUnreadable("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new GbfsUnreadable("not readable: " + e.getMessage());
        }
        if (root == null || !root.isObject()) {
            throw new GbfsUnreadable("the file is not a JSON object");
        }
        Instant lastUpdated = Lenient.instant(root.path("last_updated"));
        if (lastUpdated == null) {
            throw new GbfsUnreadable("last_updated is missing or no time: " + root.path("last_updated"));
        }
        JsonNode content = root.path("data");
        if (!content.isObject()) {
            throw new GbfsUnreadable("data is missing or no object");
        }
        String version = Lenient.text(root.path("version"));
        return new GbfsFile(version == null ? "unknown" : version, lastUpdated, ttl(root.path("ttl")), content);
    }

    /** The list the file is about, under the first of the names that is there. */
    JsonNode list(String... names) throws GbfsUnreadable {
        for (String name : names) {
            JsonNode list = content.path(name);
            if (list.isArray()) {
                return list;
            }
        }
        throw new GbfsUnreadable("data has no list " + String.join(" or ", names));
    }

    private static Duration ttl(JsonNode node) {
        Double seconds = Lenient.number(node);
        if (seconds == null) {
            return TTL_DEFAULT;
        }
        return Duration.ofSeconds((long) Math.min(TTL_MAX.toSeconds(), Math.max(0, seconds)));
    }
}
