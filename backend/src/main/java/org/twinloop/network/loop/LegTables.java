package org.twinloop.network.loop;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.common.Trouble;
import org.twinloop.network.LoopId;
import org.twinloop.network.RouteFinder;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;

/**
 * Legs from stop to stop and the tours of the loops, kept up to date: the instance that claims the one row first makes
 * them anew on a worker, replaces all legs in one act, and the tours in another as they take longer. It keeps its claim
 * by renewing it; an instance that dies loses it after a while, and the next begins anew.
 */
@ApplicationScoped
public class LegTables {

    private static final Logger LOG = Logger.getLogger(LegTables.class);

    /** So many times in the time of a claim it is renewed. */
    private static final int RENEWALS = 3;

    private final Database database;
    private final LegRepository repository;
    private final Stops stops;
    private final RouteFinder routes;
    private final LoopConfig config;
    private final Clock clock;
    private final Trouble trouble = new Trouble(LOG, "makes legs and tours");

    LegTables(
            Database database,
            LegRepository repository,
            Stops stops,
            RouteFinder routes,
            LoopConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.stops = stops;
        this.routes = routes;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Which network and travel times the legs and tours are of.
     *
     * @param metricVersion the newest of the travel times of the four periods
     */
    public record State(long networkVersion, long metricVersion, Instant computedAt) {}

    record Made(State state, List<StopLeg> legs) {}

    /** Which network they are of; empty before the first were made. */
    public Uni<Optional<State>> state() {
        return repository.state();
    }

    /** Legs between stops; a pair between which no road leads in one of the periods is absent. */
    public Uni<List<StopLeg>> legs(List<Stop> between) {
        return repository.legs(between.stream().map(Stop::id).toArray(UUID[]::new));
    }

    /** Which network the tour of a loop is of, which may be the one before that of the legs. */
    public Uni<Optional<State>> tourState(LoopId loop) {
        return repository.tourState(loop);
    }

    /** The tour of a loop; empty before the first was made. */
    public Uni<Optional<LoopTour>> tour(LoopId loop) {
        return repository.tour(loop);
    }

    @Scheduled(
            every = "${twinloop.network.loops.legs-check:2s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> keep() {
        long version = stops.version();
        if (version == 0) {
            return Uni.createFrom().voidItem();
        }
        UUID claim = Ids.next();
        return trouble.endure(database.apart(
                        Scope.SYSTEM,
                        () -> repository.claim(
                                claim, version, SystemTime.now(), config.legsAgeMax(), config.legsClaim()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(claimed -> claimed
                        ? make(claim, version, clock.instant())
                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> make(UUID claim, long version, Instant now) {
        Cancellable renewing = renewing(claim);
        List<Stop> all = stops.all();
        return Uni.createFrom()
                .item(() -> drives(now))
                .chain(drives -> make(claim, all, made(drives, cut(all).get(false), version, now), drives))
                .onTermination()
                .invoke(renewing::cancel);
    }

    private Uni<Void> make(UUID claim, List<Stop> all, Made made, Map<Period, RouteFinder.Drives> drives) {
        return database.apart(Scope.SYSTEM, () -> repository.replaceLegs(claim, made, SystemTime.now()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(held -> held
                        ? tours(claim, all, made, drives.get(Period.DAY))
                        : Uni.createFrom().voidItem());
    }

    /** So that nobody else begins while this instance is at it, however long that takes. */
    private Cancellable renewing(UUID claim) {
        return Multi.createFrom()
                .ticks()
                .every(config.legsClaim().dividedBy(RENEWALS))
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> database.apart(
                                Scope.SYSTEM, () -> repository.renew(claim, SystemTime.now()))
                        .onFailure()
                        .recoverWithItem(failed -> {
                            LOG.warnf("the claim to make legs is not renewed: %s", failed.getMessage());
                            return false;
                        }))
                .subscribe()
                .with(kept -> {});
    }

    /** Those for which legs are made, and, under true, those that are too many. */
    private Map<Boolean, List<Stop>> cut(List<Stop> all) {
        int many = Math.min(all.size(), config.legsStopsMax());
        return Map.of(false, all.subList(0, many), true, all.subList(many, all.size()));
    }

    private Uni<Void> tours(UUID claim, List<Stop> all, Made made, RouteFinder.Drives day) {
        TourMaking making = new TourMaking(made.legs);
        Map<Boolean, List<Stop>> cut = cut(all);
        List<LoopTour> tours = Arrays.stream(LoopId.values())
                .map(loop -> making.tour(loop, of(loop, cut.get(false)), of(loop, cut.get(true))))
                .map(tour -> tour.along(way(tour.stops(), all, day)))
                .toList();
        return database.apart(Scope.SYSTEM, () -> repository.replaceTours(claim, made.state, tours, SystemTime.now()))
                .invoke(replaced -> {
                    if (replaced) {
                        LOG.infof(
                                "legs of network version %d: %d; %d of %d stops",
                                made.state.networkVersion(),
                                made.legs.size(),
                                cut.get(false).size(),
                                all.size());
                    }
                })
                .replaceWithVoid();
    }

    /** By the travel times its legs were made with, so that it is the way that they tell the length of. */
    static List<GeoPoint> way(List<UUID> tour, List<Stop> stops, RouteFinder.Drives day) {
        Map<UUID, GeoPoint> positions = new HashMap<>();
        stops.forEach(stop -> positions.put(stop.id(), stop.position()));
        return IntStream.range(0, tour.size() < 2 ? 0 : tour.size())
                .boxed()
                .flatMap(i ->
                        day.drive(positions.get(tour.get(i)), positions.get(tour.get((i + 1) % tour.size()))).stream())
                .flatMap(route -> route.geometry().stream())
                .toList();
    }

    private static List<UUID> of(LoopId loop, List<Stop> stops) {
        return stops.stream()
                .filter(stop -> stop.loops().contains(loop))
                .map(Stop::id)
                .toList();
    }

    private Map<Period, RouteFinder.Drives> drives(Instant now) {
        Map<Period, RouteFinder.Drives> drives = new EnumMap<>(Period.class);
        for (Period period : Period.values()) {
            drives.put(period, routes.prepared(period.near(now)));
        }
        return drives;
    }

    private static Made made(Map<Period, RouteFinder.Drives> drives, List<Stop> all, long version, Instant now) {
        long newest = drives.values().stream()
                .mapToLong(RouteFinder.Drives::version)
                .max()
                .orElseThrow();
        List<StopLeg> legs = LegMaking.of(drives).legs(all);
        return new Made(new State(version, newest, now), legs);
    }
}
