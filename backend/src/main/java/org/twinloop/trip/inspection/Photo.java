package org.twinloop.trip.inspection;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.trip.inspection.Inspection.Phase;
import org.twinloop.trip.inspection.store.PhotoStore.Kept;

/**
 * A photo of a car; the picture lies in the store.
 *
 * @param vehicleId the car that the trip had when it was sent
 * @param inspectionId null until its inspection is sent
 * @param sha256 of the bytes as they are kept
 */
record Photo(
        UUID id,
        UUID tripId,
        UUID vehicleId,
        UUID inspectionId,
        Phase phase,
        Subject subject,
        String mediaType,
        int widthPx,
        int heightPx,
        long bytes,
        String sha256,
        Instant sentAt) {

    /** What a photo shows. */
    enum Subject {
        FRONT,
        REAR,
        LEFT,
        RIGHT,
        INSIDE,
        /** A damage close by, on whichever side it is. */
        DAMAGE
    }

    static Photo of(Label label, UUID vehicleId, Kept kept, Instant at) {
        return new Photo(
                label.photoId(),
                label.tripId(),
                vehicleId,
                null,
                label.phase(),
                label.subject(),
                kept.picture().format().mediaType(),
                kept.picture().widthPx(),
                kept.picture().heightPx(),
                kept.bytes(),
                kept.sha256(),
                at);
    }

    /** What is said of a photo when it is sent. */
    record Label(UUID photoId, UUID tripId, Phase phase, Subject subject) {}

    /** Whether it is the one that was sent with this label. */
    boolean isOf(Label label) {
        return tripId.equals(label.tripId()) && phase == label.phase() && subject == label.subject();
    }

    /** A photo that was just taken in, or was there already. */
    record Taken(Photo photo, boolean isNew) {}

    /** For whom it is shown, and which picture it is; the trip is told of others' looks. */
    record Shown(Photo photo, UUID unitId, UUID travellerId) {}

    /** Whether it may go into an inspection of this trip and phase. */
    static boolean isFree(Optional<Photo> photo, InspectedTrip trip, Phase phase) {
        return photo.filter(one -> one.tripId.equals(trip.id()) && one.phase == phase && one.isUnsentOf(trip))
                .isPresent();
    }

    /** Whether it waits for its inspection and shows the car that the trip has now. */
    boolean isUnsentOf(InspectedTrip trip) {
        return inspectionId == null && vehicleId != null && vehicleId.equals(trip.vehicleId());
    }
}
