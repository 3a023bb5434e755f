package org.twinloop.sim.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import org.twinloop.sim.road.GeoPoint;

/**
 * An order to a device, as published below {@code down/command}.
 *
 * @param expiresMs city time after which it must not be obeyed
 * @param connector the connector meant, 1 when the order names none
 * @param navigation where to drive, or null
 * @param revoked the offline key that is over, or null
 */
public record Command(
        String id, String kind, long expiresMs, int connector, Navigation navigation, RevokedKey revoked) {
    public Command(String id, String kind, long expiresMs, int connector, Navigation navigation) {
        this(id, kind, expiresMs, connector, navigation, null);
    }

    /** An offline key by what it says. */
    public record RevokedKey(String trip, long counter) {}

    /** A destination sent to the car's screen. */
    public record Navigation(GeoPoint to, String name, boolean plugIn) {}

    /**
     * Reads a command.
     *
     * @throws IllegalArgumentException naming the field that cannot be used
     */
    public static Command of(JsonNode json) {
        String id = json.path("id").asText("");
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id is missing");
        }
        if (!json.path("expires").isIntegralNumber()) {
            throw new IllegalArgumentException("expires " + json.path("expires") + "; must be epoch ms");
        }
        JsonNode nav = json.path("nav");
        Navigation navigation = null;
        if (nav.isObject()) {
            if (!nav.path("lon").isNumber() || !nav.path("lat").isNumber()) {
                throw new IllegalArgumentException("nav " + nav + "; lon and lat must be numbers");
            }
            navigation = new Navigation(
                    new GeoPoint(nav.path("lon").asDouble(), nav.path("lat").asDouble()),
                    nav.path("name").asText(""),
                    nav.path("plugIn").asBoolean(false));
        }
        JsonNode key = json.path("key");
        if (key.isObject()
                && !(key.path("trip").isTextual() && key.path("counter").isIntegralNumber())) {
            throw new IllegalArgumentException("key " + key + "; trip must be text and counter a whole number");
        }
        return new Command(
                id,
                json.path("cmd").asText(""),
                json.path("expires").asLong(),
                json.path("connector").asInt(1),
                navigation,
                key.isObject()
                        ? new RevokedKey(
                                key.path("trip").asText(), key.path("counter").asLong())
                        : null);
    }
}
