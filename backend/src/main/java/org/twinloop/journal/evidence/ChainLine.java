package org.twinloop.journal.evidence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.journal.Chain;

/**
 * One place of the chain, as it is exported.
 *
 * @param link digest of the event, hex: all that is shown of an event of somebody else
 * @param hash of the chain up to and with this place, hex; absent in bundles, where the checkpoint tells
 * @param event absent where only the link may be shown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChainLine(long seq, String link, String hash, Entry event) {

    /**
     * The envelope of an event and, unless erased, its payload.
     *
     * @param commitment SHA-256 over salt and body, hex
     * @param salt 16 bytes, hex; absent once erased
     * @param body canonical JSON, as text: its exact characters are what the commitment covers; absent once erased
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Entry(
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
            String commitment,
            String salt,
            String body) {

        Chain.Envelope envelope() {
            return new Chain.Envelope(
                    id,
                    type,
                    schemaVersion,
                    occurredAt,
                    recordedAt,
                    actorId,
                    onBehalfOf,
                    unitId,
                    operatorId,
                    subjectType,
                    subjectId,
                    tripId,
                    causationId,
                    Hex.bytes(commitment));
        }
    }
}
