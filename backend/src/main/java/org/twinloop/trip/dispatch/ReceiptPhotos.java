package org.twinloop.trip.dispatch;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.chauffeur.driver.DriverDoor;
import org.twinloop.chauffeur.driver.DriverDoor.Receipt;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.trip.dispatch.ReceiptPhotoRepository.Shown;
import org.twinloop.trip.inspection.KeptPhotos;
import org.twinloop.trip.inspection.store.PhotoStore;
import org.twinloop.trip.look.Looked;
import org.twinloop.trip.look.Looks;

/**
 * Takes photos of receipts from drivers and shows them. First it is asked whether one may come, then it goes to the
 * store, then its row is written, under the lock of its content, as with photos of cars.
 */
@ApplicationScoped
class ReceiptPhotos {

    private final Database database;
    private final DriverDoor door;
    private final ReceiptPhotoRepository repository;
    private final KeptPhotos kept;
    private final Looks looks;
    private final Journal journal;
    private final DispatchConfig config;
    private final Clock clock;

    ReceiptPhotos(
            Database database,
            DriverDoor door,
            ReceiptPhotoRepository repository,
            KeptPhotos kept,
            Looks looks,
            Journal journal,
            DispatchConfig config,
            Clock clock) {
        this.database = database;
        this.door = door;
        this.repository = repository;
        this.kept = kept;
        this.looks = looks;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /** A photo, and whether this call brought it. */
    record Taken(ReceiptPhoto photo, boolean isNew) {}

    /** A photo with its bytes. */
    record Bytes(ReceiptPhoto photo, byte[] content) {}

    /** Who looks. */
    record Viewer(UUID personId, List<String> roles, Scope scope, boolean seesOthers) {}

    /** What the driver sends: under which id, of which step. */
    record Label(String link, UUID stepId, UUID photoId) {}

    /** The same id with the same photo again is the same photo. The request comes on a worker. */
    Uni<Taken> take(Label label, InputStream body) {
        return kept.asked()
                .chain(() -> door.withReceipt(label.link(), label.stepId(), receipt -> expected(label, receipt)))
                .chain(() -> kept.keep(body))
                .chain(photo -> door.withReceipt(label.link(), label.stepId(), receipt -> name(label, receipt, photo)));
    }

    /** The photo that is there already under this id, or nothing when one may come. */
    private Uni<Optional<ReceiptPhoto>> expected(Label label, Receipt receipt) {
        return repository
                .find(label.photoId())
                .chain(before -> before.isPresent()
                        ? Uni.createFrom().item(before)
                        : repository.count(label.stepId()).map(count -> {
                            if (count >= config.photosMax()) {
                                throw new ProblemException(
                                        CommonProblem.CONFLICT,
                                        "每张票据最多 " + config.photosMax() + " 张照片 / at most " + config.photosMax()
                                                + " photos a receipt");
                            }
                            return before;
                        }));
    }

    private Uni<Taken> name(Label label, Receipt receipt, PhotoStore.Kept photo) {
        return kept.lock(photo.sha256())
                .chain(() -> expected(label, receipt))
                .chain(before -> before.isPresent()
                        ? Uni.createFrom().item(again(before.get(), label, receipt, photo))
                        : kept.mustBeThere(photo.sha256()).chain(() -> insert(label, receipt, photo)));
    }

    private static Taken again(ReceiptPhoto before, Label label, Receipt receipt, PhotoStore.Kept photo) {
        if (!before.isOf(receipt.tripId(), label.stepId()) || !before.sha256().equals(photo.sha256())) {
            throw otherContent(label);
        }
        return new Taken(before, false);
    }

    private Uni<Taken> insert(Label label, Receipt receipt, PhotoStore.Kept kept) {
        ReceiptPhoto photo = ReceiptPhoto.of(label.photoId(), receipt.tripId(), label.stepId(), kept, clock.instant());
        return repository
                .insert(photo, receipt.unitId())
                .invoke(isNew -> {
                    if (!isNew) {
                        throw otherContent(label);
                    }
                })
                .chain(() -> journal.append(Event.of("chauffeur.receipt-photographed")
                        .subject("booking", receipt.orderId())
                        .unit(receipt.unitId())
                        .operator(receipt.operatorId())
                        .trip(receipt.tripId())
                        .payload(Map.of(
                                "bookingId", receipt.orderId(),
                                "stepId", label.stepId(),
                                "photoId", photo.id(),
                                "sha256", photo.sha256()))))
                .replaceWith(new Taken(photo, true));
    }

    private static ProblemException otherContent(Label label) {
        return new ProblemException(
                CommonProblem.CONFLICT, "photo " + label.photoId() + " was sent with other content; use a new id");
    }

    /** For somebody who may see it; written down before it is shown to anybody but the traveller. */
    Uni<Bytes> show(Viewer viewer, UUID id) {
        return database.act(
                        viewer.scope(),
                        () -> repository
                                .show(id, viewer.seesOthers() ? null : viewer.personId())
                                .map(found -> found.orElseThrow(() -> ProblemException.notFound("photo " + id)))
                                .call(shown -> looks.note(
                                        new Looks.Shown(shown.photo().tripId(), shown.unitId(), shown.travellerId()),
                                        viewer.personId(),
                                        viewer.roles(),
                                        Looked.What.PHOTO)))
                .map(Shown::photo)
                .chain(photo -> kept.read(photo.sha256()).map(content -> new Bytes(photo, content)));
    }
}
