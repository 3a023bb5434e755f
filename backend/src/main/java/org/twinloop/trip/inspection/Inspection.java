package org.twinloop.trip.inspection;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How somebody found or left a car.
 *
 * @param note null for none
 * @param bodyHash SHA-256 of what was sent
 */
record Inspection(
        UUID id,
        UUID tripId,
        UUID vehicleId,
        UUID personId,
        Phase phase,
        String note,
        String bodyHash,
        Instant inspectedAt,
        List<Photo> photos,
        List<Damage> damages) {

    /** When a car is inspected. */
    enum Phase {
        /** As it is found, before it is opened. */
        BEFORE,
        /** As it is left, before it is handed back. */
        AFTER
    }

    Inspection {
        photos = List.copyOf(photos);
        damages = List.copyOf(damages);
    }

    Inspection with(List<Photo> shown, List<Damage> marked) {
        return new Inspection(id, tripId, vehicleId, personId, phase, note, bodyHash, inspectedAt, shown, marked);
    }

    /**
     * What the phone sends.
     *
     * @param note null for none
     * @param damages new ones only; what is known already is not told again
     */
    record Sent(Phase phase, String note, List<UUID> photoIds, List<Mark> damages) {

        Sent {
            photoIds = List.copyOf(photoIds);
            damages = List.copyOf(damages);
        }
    }

    /** A mark as it is sent. */
    record Mark(
            UUID id, Damage.Side side, Damage.Kind kind, int xPermille, int yPermille, String words, UUID photoId) {}

    /** What was just sent, or had been before. */
    record Taken(Inspection inspection, boolean isNew) {}
}
