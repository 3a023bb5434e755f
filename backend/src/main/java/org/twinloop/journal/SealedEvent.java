package org.twinloop.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * A committed event with its place in the order.
 *
 * @param seq dense, from 1
 * @param hash SHA-256 of the chain up to and with this event, hex
 * @param payload null once erased
 */
public record SealedEvent(
        long seq,
        UUID id,
        String type,
        int schemaVersion,
        Instant occurredAt,
        Instant recordedAt,
        UUID actorId,
        UUID onBehalfOf,
        UUID unitId,
        UUID operatorId,
        String subjectType,
        String subjectId,
        UUID tripId,
        UUID causationId,
        JsonNode payload,
        String hash) {}
