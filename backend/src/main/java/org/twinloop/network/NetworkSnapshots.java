package org.twinloop.network;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.ModeRoads;
import org.twinloop.network.road.Pace;
import org.twinloop.network.snap.Snapper;
import org.twinloop.network.store.CityRoads;
import org.twinloop.network.store.RoadsRepository;
import org.twinloop.network.traffic.TrafficWatch;

/**
 * Keeps the immutable picture of the network that everybody reads, and swaps it whole when the database has a newer
 * one.
 */
@ApplicationScoped
class NetworkSnapshots {

    private static final Logger LOG = Logger.getLogger(NetworkSnapshots.class);
    private static final Snapshot NONE = new Snapshot(0, 0, List.of(), List.of(), CityRoads.NONE, AccessLegs.NONE);

    private final Database database;
    private final NetworkRepository repository;
    private final Clock clock;
    private final RoadsRepository roads;
    private final NetworkConfig config;
    private final TrafficWatch traffic;
    private final Trouble trouble = new Trouble(LOG, "looks for a newer network");
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Snapshot current = NONE;

    NetworkSnapshots(
            Database database,
            NetworkRepository repository,
            RoadsRepository roads,
            NetworkConfig config,
            TrafficWatch traffic,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.roads = roads;
        this.config = config;
        this.traffic = traffic;
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

    /** At once, not with the scheduler's first round: before there is a network the service is not ready. */
    void start(@Observes StartupEvent started) {
        refresh().subscribe().with(looked -> {}, failed -> LOG.error("the network cannot be loaded", failed));
    }

    @Scheduled(every = "${twinloop.network.refresh:2s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return looking.compareAndSet(false, true)
                ? look().onTermination().invoke(() -> looking.set(false))
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> look() {
        return trouble.endure(database.apart(
                        Scope.SYSTEM,
                        () -> repository
                                .bumpWhereStopsChanged(clock.instant())
                                .chain(repository::standing)
                                .chain(standing -> standing.version() == current.version()
                                        ? Uni.createFrom().nullItem()
                                        : read(standing)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .ifNotNull()
                .transformToUni(made -> bring(made.get()))
                .replaceWithVoid());
    }

    /** Its travel times are made before it comes into use, so that no answer is without them. */
    private Uni<Void> bring(Snapshot made) {
        return traffic.lay(made.roads(), made.access().snapper(), made.build())
                .invoke(() -> swap(made))
                .chain(this::keepFound);
    }

    /**
     * Reads one build whole, though another may come into use meanwhile: the one before stays for a while. What was
     * read is made a snapshot of afterwards, on a worker: that takes seconds for a large network.
     */
    private Uni<Supplier<Snapshot>> read(NetworkRepository.Standing standing) {
        return repository
                .allPlaces()
                .chain(places -> repository
                        .stops(clock.instant())
                        .chain(stops ->
                                roads.read(standing.build()).map(laid -> () -> made(standing, places, stops, laid))));
    }

    private Snapshot made(
            NetworkRepository.Standing standing, List<Place> places, List<Stop> stops, RoadsRepository.Laid laid) {
        Snapper snapper = new Snapper(laid.table().lines(), config.accessLegMaxM());
        return new Snapshot(
                standing.version(),
                standing.build(),
                places,
                stops,
                roads(standing, laid),
                new AccessLegs(snapper, places, stops));
    }

    /** The roads in use, with the travel times they have learnt, stay in use where they are the same. */
    private CityRoads roads(NetworkRepository.Standing standing, RoadsRepository.Laid laid) {
        CityRoads before = current.roads();
        if (before.fingerprint() == laid.fingerprint()) {
            return before;
        }
        Pace pace = new Pace(
                config.walkSpeedKmh(),
                config.bikeSpeedKmh(),
                Math.toIntExact(config.uTurn().toMillis()),
                Math.toIntExact(config.privateShortCut().toMillis()));
        return CityRoads.of(laid, pace, standing.version());
    }

    /** So that the next start, and the other instances, need not look for it. */
    private Uni<Void> keepFound() {
        Snapshot now = current;
        Map<Mode, byte[]> found = now.roads().takeFound();
        Uni<Void> kept = Uni.createFrom().voidItem();
        for (var order : found.entrySet()) {
            kept = kept.chain(() ->
                    database.apart(Scope.SYSTEM, () -> roads.keep(now.build(), order.getKey(), order.getValue())));
        }
        return kept;
    }

    private void swap(Snapshot loaded) {
        current = loaded;
        LOG.infof(
                "network version %d: %d places, %d stops",
                loaded.version(), loaded.places().size(), loaded.stops().size());
        for (Mode mode : Mode.values()) {
            ModeRoads roads = loaded.roads().in(mode);
            int arcs = Math.max(1, roads.graph().arcs());
            LOG.infof(
                    "roads for %s: %d arcs, %d bytes each", mode, roads.graph().arcs(), roads.bytes() / arcs);
        }
    }

    record Snapshot(
            long version, int build, List<Place> places, List<Stop> stops, CityRoads roads, AccessLegs access) {}
}
