package org.twinloop.network;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.network.search.RoadGraph;
import org.twinloop.network.snap.Snapper;

/**
 * Keeps the immutable picture of the network that everybody reads, and swaps it whole when the database has a newer
 * one.
 */
@ApplicationScoped
class NetworkSnapshots {

    private static final Logger LOG = Logger.getLogger(NetworkSnapshots.class);
    private static final Snapshot NONE = new Snapshot(0, List.of(), List.of(), RoadGraph.EMPTY, AccessLegs.NONE);

    private final Database database;
    private final NetworkRepository repository;
    private final Clock clock;
    private final RoadLinesRepository roadLines;
    private final NetworkConfig config;
    private final Trouble trouble = new Trouble(LOG, "looks for a newer network");
    private volatile Snapshot current = NONE;

    NetworkSnapshots(
            Database database,
            NetworkRepository repository,
            RoadLinesRepository roadLines,
            NetworkConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.roadLines = roadLines;
        this.config = config;
        this.clock = clock;
    }

    /** The picture to answer from; an instance that has none yet says so rather than that there is no such place. */
    Snapshot current() {
        Snapshot now = current;
        if (now == NONE) {
            throw new ProblemException(CommonProblem.UNAVAILABLE, "the network is being loaded; try again");
        }
        return now;
    }

    /** The picture, once there is one. */
    Optional<Snapshot> loaded() {
        return Optional.of(current).filter(now -> now != NONE);
    }

    @Scheduled(every = "${twinloop.network.refresh:2s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return trouble.endure(database.apart(
                        Scope.SYSTEM,
                        () -> repository
                                .standing()
                                .chain(standing -> standing.version() == current.version()
                                        ? Uni.createFrom().nullItem()
                                        : read(standing)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .ifNotNull()
                .invoke(made -> swap(made.get()))
                .replaceWithVoid());
    }

    /**
     * Reads one build whole, though another may come into use meanwhile: the one before stays for a while. What was
     * read is made a snapshot of afterwards, on a worker: that takes a second for a large network.
     */
    private Uni<Supplier<Snapshot>> read(NetworkRepository.Standing standing) {
        int build = standing.build();
        return repository
                .allPlaces()
                .chain(places -> repository
                        .stops(clock.instant())
                        .chain(stops -> repository
                                .nodes(build)
                                .chain(nodes -> repository
                                        .edges(build)
                                        .chain(edges -> roadLines
                                                .read(build)
                                                .map(lines -> () -> new Snapshot(
                                                        standing.version(),
                                                        places,
                                                        stops,
                                                        RoadGraph.of(nodes, edges),
                                                        new AccessLegs(
                                                                new Snapper(lines, config.accessLegMaxM()),
                                                                places,
                                                                stops)))))));
    }

    private void swap(Snapshot loaded) {
        current = loaded;
        LOG.infof(
                "network version %d: %d places, %d stops",
                loaded.version(), loaded.places().size(), loaded.stops().size());
    }

    record Snapshot(long version, List<Place> places, List<Stop> stops, RoadGraph roads, AccessLegs access) {}
}
