package org.twinloop.network.loop;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.network.LoopId;
import org.twinloop.network.RouteFinder;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;

/**
 * Legs from stop to stop and the tours of the loops, kept up to date: the instance that claims the one row first makes
 * them anew on a worker and replaces all of them in one act; an instance that dies loses its claim after a while.
 */
@ApplicationScoped
public class LegTables {

    private static final Logger LOG = Logger.getLogger(LegTables.class);

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

    record Made(State state, List<StopLeg> legs, List<LoopTour> tours) {}

    /** Which network they are of; empty before the first were made. */
    public Uni<Optional<State>> state() {
        return repository.state();
    }

    /** Legs between stops; a pair between which no road leads in one of the periods is absent. */
    public Uni<List<StopLeg>> legs(List<Stop> between) {
        return repository.legs(between.stream().map(Stop::id).toArray(UUID[]::new));
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
        Instant now = clock.instant();
        return trouble.endure(database.apart(
                        Scope.SYSTEM,
                        () -> repository.claim(claim, version, now, config.legsAgeMax(), config.legsClaim()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(claimed ->
                        claimed ? make(claim, version, now) : Uni.createFrom().voidItem()));
    }

    private Uni<Void> make(UUID claim, long version, Instant now) {
        List<Stop> all = stops.all().stream().limit(config.legsStopsMax()).toList();
        Made made = made(all, version, now);
        return database.apart(Scope.SYSTEM, () -> repository.replace(claim, made))
                .invoke(replaced -> {
                    if (replaced) {
                        LOG.infof("legs of network version %d: %d of %d stops", version, made.legs.size(), all.size());
                    }
                })
                .replaceWithVoid();
    }

    private Made made(List<Stop> all, long version, Instant now) {
        Map<Period, RouteFinder.Drives> drives = new EnumMap<>(Period.class);
        for (Period period : Period.values()) {
            drives.put(period, routes.prepared(period.near(now)));
        }
        long newest = drives.values().stream()
                .mapToLong(RouteFinder.Drives::version)
                .max()
                .orElseThrow();
        List<StopLeg> legs = LegMaking.of(drives).legs(all);
        TourMaking making = new TourMaking(legs);
        List<LoopTour> tours = Arrays.stream(LoopId.values())
                .map(loop -> making.tour(
                        loop,
                        all.stream()
                                .filter(stop -> stop.loops().contains(loop))
                                .map(Stop::id)
                                .toList()))
                .toList();
        return new Made(new State(version, newest, now), legs, tours);
    }
}
