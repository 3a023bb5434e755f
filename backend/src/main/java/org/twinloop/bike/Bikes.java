package org.twinloop.bike;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.GeoPoint;

/** Bikes and docks of all operators. Every method runs inside the caller's act. */
@ApplicationScoped
public class Bikes {

    private final BikeRepository repository;
    private final BikeConfig config;
    private final Clock clock;

    Bikes(BikeRepository repository, BikeConfig config, Clock clock) {
        this.repository = repository;
        this.config = config;
        this.clock = clock;
    }

    /** The nearest bike that may be taken; empty when there is none near enough or the feeds are too old. */
    public Uni<Optional<Bike>> nearest(GeoPoint point, double withinM) {
        return repository.nearest(point, withinM, clock.instant(), config.feedAgeMax());
    }

    /** Bikes that may be taken, nearest first, at most so many. */
    public Uni<List<Bike>> near(GeoPoint point, double withinM, int limit) {
        return repository.near(point, withinM, clock.instant(), config.feedAgeMax(), limit);
    }

    /** Docks within a distance, nearest first, with the age of their counts. */
    public Uni<List<Dock>> docksNear(GeoPoint point, double withinM) {
        return repository.docksNear(point, withinM, clock.instant(), config.docksMax());
    }

    /** Takes over what an operator's feed says, in the caller's transaction; rows that are the same are not written. */
    public Uni<BikeFeed.Written> apply(UUID operatorId, BikeFeed feed) {
        return repository.apply(operatorId, feed);
    }

    /** How many bikes are known of an operator. */
    public Uni<Integer> count(UUID operatorId) {
        return repository.count(operatorId);
    }
}
