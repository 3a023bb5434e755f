package org.twinloop.network;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.network.search.RoadGraph;

/**
 * Keeps the immutable picture of the network that everybody reads, and swaps it whole when the database has a newer
 * one.
 */
@ApplicationScoped
class NetworkSnapshots {

    private static final Logger LOG = Logger.getLogger(NetworkSnapshots.class);

    private final Database database;
    private final NetworkRepository repository;
    private final Clock clock;
    private final Trouble trouble = new Trouble(LOG, "looks for a newer network");
    private volatile Snapshot current = new Snapshot(0, List.of(), List.of(), RoadGraph.EMPTY);

    NetworkSnapshots(Database database, NetworkRepository repository, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.clock = clock;
    }

    Snapshot current() {
        return current;
    }

    /** True once there is a network to answer from. */
    boolean isLoaded() {
        return current.version() > 0;
    }

    @Scheduled(every = "${twinloop.network.refresh:2s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return trouble.endure(database.apart(
                Scope.SYSTEM,
                () -> repository
                        .version()
                        .chain(version ->
                                version == current.version() ? Uni.createFrom().voidItem() : load(version))));
    }

    private Uni<Void> load(long version) {
        return repository
                .allPlaces()
                .chain(places -> repository
                        .stops(clock.instant())
                        .chain(stops -> repository
                                .nodes()
                                .chain(nodes -> repository
                                        .edges()
                                        .invoke(edges -> swap(
                                                new Snapshot(version, places, stops, RoadGraph.of(nodes, edges)))))))
                .replaceWithVoid();
    }

    private void swap(Snapshot loaded) {
        current = loaded;
        LOG.infof(
                "network version %d: %d places, %d stops",
                loaded.version(), loaded.places().size(), loaded.stops().size());
    }

    record Snapshot(long version, List<Place> places, List<Stop> stops, RoadGraph roads) {}
}
