package org.twinloop.supervision.rule;

import java.time.Instant;
import java.util.UUID;

/**
 * A trip as the rules remember it.
 *
 * @param bookedById who asked for it; null when not on record
 * @param mode how it was made, a word of {@code TravelMode}
 * @param endedAt end of the ride; the planned departure of a trip nobody came for
 * @param quotedFen price told at booking, fen
 */
public record PastTrip(
        UUID tripId,
        UUID unitId,
        UUID travellerId,
        UUID bookedById,
        Outcome outcome,
        String mode,
        Instant departAt,
        Instant arriveAt,
        Instant endedAt,
        long quotedFen) {

    /** How it ended. */
    public enum Outcome {
        FINISHED,
        NO_SHOW
    }
}
