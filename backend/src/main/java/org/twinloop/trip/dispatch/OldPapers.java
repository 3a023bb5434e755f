package org.twinloop.trip.dispatch;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.twinloop.common.upkeep.Perishable;

/** Contacts of trips that are over, whom nobody has to call any more, and photos of receipts of long ago. */
@ApplicationScoped
class OldPapers implements Perishable {
    private final ParticularsRepository repository;
    private final ReceiptPhotoRepository photos;
    private final DispatchConfig config;
    private final Clock clock;

    OldPapers(ParticularsRepository repository, ReceiptPhotoRepository photos, DispatchConfig config, Clock clock) {
        this.repository = repository;
        this.photos = photos;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-trip-papers";
    }

    @Override
    public Uni<Integer> drop(int max) {
        Instant now = clock.instant();
        return repository
                .forgetContacts(now.minus(config.keepContact()), max)
                .chain(contacts -> photos.dropBefore(now.minus(config.keepPhotos()), max - contacts)
                        .map(old -> contacts + old));
    }
}
