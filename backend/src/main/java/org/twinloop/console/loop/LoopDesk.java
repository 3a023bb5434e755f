package org.twinloop.console.loop;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.console.loop.LoopRepository.BayPlace;
import org.twinloop.console.loop.LoopRepository.Pile;
import org.twinloop.console.loop.LoopRepository.Wish;
import org.twinloop.network.LoopId;
import org.twinloop.network.Place;
import org.twinloop.network.Places;
import org.twinloop.network.Reach;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.network.loop.LegTables;
import org.twinloop.network.loop.LoopTour;
import org.twinloop.network.loop.StopLeg;

/** Reads what there is of a loop under the rows of who asks, and reckons with it on a worker. */
@ApplicationScoped
class LoopDesk {

    private final Database database;
    private final LoopRepository repository;
    private final LegTables tables;
    private final Stops stops;
    private final Places places;
    private final Reach reach;
    private final LoopDeskConfig config;
    private final Clock clock;

    LoopDesk(
            Database database,
            LoopRepository repository,
            LegTables tables,
            Stops stops,
            Places places,
            Reach reach,
            LoopDeskConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.tables = tables;
        this.stops = stops;
        this.places = places;
        this.reach = reach;
        this.config = config;
        this.clock = clock;
    }

    /** Legs of a loop, and which network they are of. */
    record Legs(LegTables.State state, List<StopLeg> legs) {}

    /** The tour of a loop with its legs in order, and which network it is of. */
    record Tour(LegTables.State state, LoopTour tour, List<StopLeg> legs) {}

    /** What a siting is asked for; without demand or candidates those known here. */
    record Wanted(int k, double withinM, Duration span, List<Wish> demand, List<PileSiting.Candidate> candidates) {}

    List<Stop> stopsOf(LoopId loop) {
        return stops.all().stream().filter(stop -> stop.loops().contains(loop)).toList();
    }

    Uni<Balance> balance(LoopId loop, Scope scope) {
        Instant now = clock.instant();
        List<Stop> those = stopsOf(loop);
        return database.read(
                scope,
                () -> repository
                        .bays()
                        .chain(bays -> repository
                                .cars(loop)
                                .chain(cars -> repository
                                        .piles(loop, now)
                                        .map(piles -> Balance.of(those, bays, cars, piles)))));
    }

    Uni<Legs> legs(LoopId loop) {
        List<Stop> those = stopsOf(loop);
        return database.read(
                Scope.NONE, () -> state().chain(state -> tables.legs(those).map(legs -> new Legs(state, legs))));
    }

    Uni<Tour> tour(LoopId loop) {
        return database.read(
                Scope.NONE,
                () -> tourState(loop)
                        .chain(state -> tables.tour(loop)
                                .map(found -> found.orElseThrow(LoopDesk::notYet))
                                .chain(tour -> tables.legs(stopsOf(loop)).map(legs -> ordered(state, tour, legs)))));
    }

    private Uni<LegTables.State> tourState(LoopId loop) {
        return tables.tourState(loop).map(found -> found.orElseThrow(LoopDesk::notYet));
    }

    private Uni<LegTables.State> state() {
        return tables.state().map(found -> found.orElseThrow(LoopDesk::notYet));
    }

    private static ProblemException notYet() {
        return new ProblemException(CommonProblem.UNAVAILABLE, "legs and tours are being made; try again");
    }

    private static Tour ordered(LegTables.State state, LoopTour tour, List<StopLeg> legs) {
        List<StopLeg> ordered = new ArrayList<>();
        for (int i = 0; i < tour.stops().size() && tour.stops().size() > 1; i++) {
            UUID from = tour.stops().get(i);
            UUID to = tour.stops().get((i + 1) % tour.stops().size());
            legs.stream()
                    .filter(leg -> leg.from().equals(from) && leg.to().equals(to))
                    .findFirst()
                    .ifPresent(ordered::add);
        }
        return new Tour(state, tour, ordered);
    }

    Uni<Coverage> coverage(LoopId loop, double withinM, Scope scope) {
        Instant now = clock.instant();
        List<Stop> those = stopsOf(loop);
        List<Place> ofLoop = placesOf(loop);
        return database.read(
                        scope,
                        () -> repository
                                .freeBays(now)
                                .chain(bays -> repository
                                        .piles(loop, now)
                                        .chain(piles ->
                                                repository.bikes().map(bikes -> usable(those, bays, piles, bikes)))))
                .chain(usable -> onWorker(() -> Coverage.of(ofLoop, usable, withinM, reach.walks())));
    }

    private static List<Facility> usable(
            List<Stop> stops, List<BayPlace> bays, List<Pile> piles, List<GeoPoint> bikes) {
        List<Facility> usable = new ArrayList<>();
        bays.stream()
                .filter(bay -> stops.stream().anyMatch(stop -> stop.id().equals(bay.stopId())))
                .forEach(bay -> usable.add(new Facility(Facility.Kind.BAY, bay.at())));
        piles.stream().filter(Pile::free).forEach(pile -> usable.add(new Facility(Facility.Kind.PILE, pile.at())));
        bikes.forEach(bike -> usable.add(new Facility(Facility.Kind.BIKE, bike)));
        return usable;
    }

    private List<Place> placesOf(LoopId loop) {
        return places.all().stream()
                .filter(place -> place.loop() == loop || place.hub())
                .toList();
    }

    Uni<PileSiting> siting(LoopId loop, Wanted wanted, Scope scope) {
        Instant now = clock.instant();
        List<PileSiting.Candidate> candidates = wanted.candidates().isEmpty() ? candidates(loop) : wanted.candidates();
        return database.read(
                        scope,
                        () -> repository
                                .piles(loop, now)
                                .chain(piles -> demand(loop, wanted, now)
                                        .map(demand -> (Supplier<PileSiting>) () -> PileSiting.of(
                                                wanted.k(),
                                                wanted.withinM(),
                                                demand,
                                                candidates,
                                                piles.stream()
                                                        .map(Pile::at)
                                                        .distinct()
                                                        .toList(),
                                                reach.walks(),
                                                config.sitingEffortMax()))))
                .chain(this::onWorker);
    }

    private Uni<List<Wish>> demand(LoopId loop, Wanted wanted, Instant now) {
        if (!wanted.demand().isEmpty()) {
            return Uni.createFrom().item(wanted.demand());
        }
        return repository
                .wishes(now.minus(wanted.span()), now, config.demandMax())
                .map(wishes ->
                        wishes.stream().filter(wish -> ofLoop(loop, wish.at())).toList());
    }

    /** What people want belongs to the loop of the nearest place. */
    private boolean ofLoop(LoopId loop, GeoPoint point) {
        Optional<Place> nearest = places.all().stream()
                .min(Comparator.comparingDouble(place -> place.position().distanceM(point)));
        return nearest.filter(place -> place.loop() == loop || place.hub()).isPresent();
    }

    private List<PileSiting.Candidate> candidates(LoopId loop) {
        return placesOf(loop).stream()
                .map(place -> new PileSiting.Candidate(place.id(), place.nameZh(), place.nameEn(), place.position()))
                .toList();
    }

    private <T> Uni<T> onWorker(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
