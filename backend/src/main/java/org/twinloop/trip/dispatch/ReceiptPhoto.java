package org.twinloop.trip.dispatch;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.trip.inspection.store.PhotoStore;

/**
 * A photo of the receipt of a toll or of parking.
 *
 * @param id made by the driver's page
 * @param stepId the step it belongs to
 * @param sha256 of the bytes as they are kept
 */
record ReceiptPhoto(
        UUID id,
        UUID tripId,
        UUID stepId,
        String mediaType,
        int widthPx,
        int heightPx,
        long bytes,
        String sha256,
        Instant sentAt) {

    static ReceiptPhoto of(UUID id, UUID tripId, UUID stepId, PhotoStore.Kept kept, Instant at) {
        return new ReceiptPhoto(
                id,
                tripId,
                stepId,
                kept.picture().format().mediaType(),
                kept.picture().widthPx(),
                kept.picture().heightPx(),
                kept.bytes(),
                kept.sha256(),
                at);
    }

    boolean isOf(UUID otherTrip, UUID otherStep) {
        return tripId.equals(otherTrip) && stepId.equals(otherStep);
    }
}
