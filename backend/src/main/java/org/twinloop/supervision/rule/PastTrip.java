package org.twinloop.supervision.rule;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A trip as the rules remember it.
 *
 * @param bookedById who asked for it; null when not on record
 * @param mode how it was made, a word of {@code TravelMode}
 * @param endedAt end of the ride; the planned departure of a trip nobody came for
 * @param quotedFen price told at booking, fen
 * @param from name of the place where it began, {@code to} where it ended; empty when not on record
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
        long quotedFen,
        Optional<String> from,
        Optional<String> to) {

    /** How it ended. */
    public enum Outcome {
        FINISHED,
        NO_SHOW
    }
}
