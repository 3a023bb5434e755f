package org.twinloop.journal.evidence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What happened on a trip, with what is needed to check it offline: stretches of the chain from one signed checkpoint
 * to the next, the trip's events on them in full, those of others by their link only.
 *
 * @param format {@link #FORMAT}
 * @param madeAt by the machine's clock
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EvidenceBundle(String format, UUID tripId, Instant madeAt, List<Stretch> stretches) {

    public static final String FORMAT = "twinloop-evidence-1";

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
