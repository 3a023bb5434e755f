package org.twinloop.journal.evidence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What happened on a trip, with what is needed to check it offline: stretches of the chain from one signed checkpoint
 * to the next, the trip's events on them in full, those of others by their link only.
 *
 * @param format {@link #FORMAT}
 * @param madeAt by the machine's clock, milliseconds
 * @param events sealed events of the trip until then
 * @param lastSeq place of the last of them
 * @param signature Ed25519 over {@link #statement}, hex: so that no stretch can be left out unseen
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EvidenceBundle(
        String format,
        UUID tripId,
        Instant madeAt,
        int events,
        long lastSeq,
        String signature,
        List<Stretch> stretches) {

    public static final String FORMAT = "twinloop-evidence-1";

    /** The bytes that are signed. */
    static byte[] statement(UUID tripId, Instant madeAt, int events, long lastSeq) {
        return (FORMAT + "\n" + tripId + "\n" + madeAt.toEpochMilli() + "\n" + events + "\n" + lastSeq + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * A part of the chain without a gap.
     *
     * @param from absent when it begins with the first event of all
     * @param to the checkpoint that closes it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Stretch(Checkpoint from, Checkpoint to, List<ChainLine> lines) {}
}
