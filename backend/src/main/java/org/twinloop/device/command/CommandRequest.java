package org.twinloop.device.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What is to be ordered.
 *
 * @param id made by the client; asking again with it is asking for the same command
 * @param expires city time at which the device must not obey any more
 * @param extra fields beside {@code id}, {@code cmd} and {@code expires} on the wire, an object; null for none
 * @param actor who orders it; null for the service itself
 * @param tripId the trip it belongs to, null for none
 * @param unitId whose it is; null for the unit of the running act, or nobody's
 */
public record CommandRequest(
        UUID id,
        String deviceId,
        Command.Kind kind,
        Instant expires,
        JsonNode extra,
        UUID actor,
        UUID tripId,
        UUID unitId) {

    public CommandRequest(
            UUID id, String deviceId, Command.Kind kind, Instant expires, JsonNode extra, UUID actor, UUID tripId) {
        this(id, deviceId, kind, expires, extra, actor, tripId, null);
    }

    public CommandRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(expires, "expires");
        if (extra != null && !extra.isObject()) {
            throw new IllegalArgumentException("extra is " + extra.getNodeType() + "; an object or null is allowed");
        }
    }
}
