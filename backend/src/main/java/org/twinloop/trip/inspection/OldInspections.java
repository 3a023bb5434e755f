package org.twinloop.trip.inspection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.twinloop.common.upkeep.Perishable;

/** Photos, inspections and repaired damages of long ago. Their files go with {@link StrayPhotos}. */
@ApplicationScoped
class OldInspections implements Perishable {

    private final PhotoRepository photos;
    private final InspectionRepository inspections;
    private final InspectionConfig config;
    private final Clock clock;

    OldInspections(PhotoRepository photos, InspectionRepository inspections, InspectionConfig config, Clock clock) {
        this.photos = photos;
        this.inspections = inspections;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-inspections";
    }

    @Override
    public Uni<Integer> drop(int max) {
        Instant before = clock.instant().minus(config.keep());
        return photos.dropBefore(before, max)
                .chain(gone -> inspections.dropBefore(before, max - gone).map(more -> gone + more));
    }
}
