package org.twinloop.trip.planning.learning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.twinloop.common.CityTime;
import org.twinloop.common.upkeep.Perishable;
import org.twinloop.trip.planning.energy.FitConfig;

/** Drives that no fit is made of any more, and the days they were gathered on. */
@ApplicationScoped
class OldDrives implements Perishable {

    private final DriveRepository drives;
    private final FitConfig config;
    private final Clock clock;

    OldDrives(DriveRepository drives, FitConfig config, Clock clock) {
        this.drives = drives;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-drives";
    }

    @Override
    public Uni<Integer> drop(int max) {
        Instant before = clock.instant().minus(config.keepDrives());
        return drives.dropDaysBefore(before.atZone(CityTime.ZONE).toLocalDate())
                .chain(days -> drives.dropBefore(before, max));
    }
}
