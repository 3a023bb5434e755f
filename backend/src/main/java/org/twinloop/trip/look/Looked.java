package org.twinloop.trip.look;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Somebody looked.
 *
 * @param nameZh name at the time
 * @param roles by which roles it was allowed
 * @param reason in their words; null where none was asked
 */
public record Looked(
        UUID id, UUID personId, String nameZh, List<String> roles, What what, Instant lookedAt, String reason) {

    public Looked {
        roles = List.copyOf(roles);
    }

    /** What was shown: the position as it moves, the way that was taken, or a photo of the car. */
    public enum What {
        LIVE,
        TRACK,
        PHOTO
    }
}
