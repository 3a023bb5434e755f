package org.twinloop.trip.inspection;

import io.smallrye.mutiny.Uni;
import java.io.InputStream;
import org.twinloop.trip.inspection.store.PhotoStore;

/**
 * The way of a photo into the store and out of it, with its limits, for photos that are not of cars. Who names a photo
 * by a row locks its content first, in the act that writes the row, so that no sweep comes between.
 */
public interface KeptPhotos {

    /** What follows is done in the context of the request, which came on a worker. */
    Uni<Void> asked();

    /** Receives a picture whole and in time, looks what it is, and keeps it without what a camera writes beside it. */
    Uni<PhotoStore.Kept> keep(InputStream body);

    /** Until the act ends nobody else adds or removes this content. */
    Uni<Void> lock(String sha256);

    /** Refuses when the file was swept meanwhile. */
    Uni<Void> mustBeThere(String sha256);

    /** The bytes, checked against their digest. */
    Uni<byte[]> read(String sha256);
}
