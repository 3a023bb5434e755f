package org.twinloop.trip.planning.energy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.twinloop.common.upkeep.Perishable;

/** Fits that newer ones have taken the place of long ago. */
@ApplicationScoped
class OldFits implements Perishable {

    private final FitRepository fits;
    private final FitConfig config;
    private final Clock clock;

    OldFits(FitRepository fits, FitConfig config, Clock clock) {
        this.fits = fits;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-fits";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return fits.dropBefore(clock.instant().minus(config.keepFits()), max);
    }
}
