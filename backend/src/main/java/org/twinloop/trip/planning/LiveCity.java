package org.twinloop.trip.planning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twinloop.bike.Bikes;
import org.twinloop.charging.Chargers;
import org.twinloop.charging.ConnectorOutlook;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.LoopId;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.pricing.PriceLists;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.planning.market.BikesNear;
import org.twinloop.trip.planning.market.CarMarket;
import org.twinloop.trip.planning.market.CarMarket.Cut;
import org.twinloop.trip.planning.market.CarMarket.Need;
import org.twinloop.trip.planning.market.CarMarket.ReturnSpace;
import org.twinloop.trip.planning.market.EnergyModels;
import org.twinloop.trip.planning.market.PlanningConfig;
import org.twinloop.trip.planning.market.Tariffs;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.vehicle.Candidate;
import org.twinloop.vehicle.Fleet;

/** Reads what is free near both ends of a journey. Must be called inside an act or read. */
@ApplicationScoped
class LiveCity {
    /** Cars are read so many times farther off than one walks, to tell how far the nearest is. */
    private static final double TOLD = 3;

    /** Stops read for each looked at, since not every one has piles. */
    private static final long SITES_READ = 2;

    private static final Duration HORIZON = Duration.ofHours(24);

    private final Fleet fleet;
    private final Chargers chargers;
    private final Bikes bikes;
    private final Stops stops;
    private final PriceLists prices;
    private final ContractCover contracts;
    private final PlanningConfig config;
    private final Clock clock;

    LiveCity(
            Fleet fleet,
            Chargers chargers,
            Bikes bikes,
            Stops stops,
            PriceLists prices,
            ContractCover contracts,
            PlanningConfig config,
            Clock clock) {
        this.fleet = fleet;
        this.chargers = chargers;
        this.bikes = bikes;
        this.stops = stops;
        this.prices = prices;
        this.contracts = contracts;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Cars as they will stand when the ride begins, room near the destination, and what all is let for. Which cars can
     * be had is asked before they are counted, so that those nobody may have crowd out no other.
     *
     * @param but holds that count as none: those of the trip that would be changed
     */
    Uni<CarMarket> cars(PlanRequest request, UUID unitId, List<UUID> but) {
        return tariffs(request.departAt())
                .chain(tariffs -> market(request, unitId, tariffs, Optional.empty(), but))
                .map(market -> market.nearest(config.carsMax(), need(request), fleet.candidatesMax()))
                .chain(market -> {
                    List<Stop> near = stops.near(request.to().point(), config.walkFromStopMaxM());
                    List<Stop> looked = nearestOfEachLoop(near, config.returnStopsMax());
                    return spaces(looked, request, but)
                            .map(returns -> market.with(returns, looked.size() < near.size()));
                });
    }

    /** The same of these cars and stops alone, whatever else is near. */
    Uni<CarMarket> these(PlanRequest request, UUID unitId, Set<UUID> cars, Set<UUID> stopIds, List<UUID> but) {
        List<Stop> looked =
                stops.all().stream().filter(stop -> stopIds.contains(stop.id())).toList();
        return tariffs(request.departAt())
                .chain(tariffs -> cars.isEmpty()
                        ? Uni.createFrom()
                                .item(new CarMarket(
                                        clock.instant(), List.of(), Map.of(), List.of(), List.of(), tariffs, Cut.NONE))
                        : market(request, unitId, tariffs, Optional.of(cars), but)
                                .chain(market ->
                                        spaces(looked, request, but).map(returns -> market.with(returns, false))));
    }

    private Uni<CarMarket> market(
            PlanRequest request, UUID unitId, Tariffs tariffs, Optional<Set<UUID>> only, List<UUID> but) {
        Instant now = clock.instant();
        return candidates(request, unitId, tariffs, only, but)
                .chain(found -> taken(found, now, request, but)
                        .map(taken -> new CarMarket(now, found, taken, List.of(), List.of(), tariffs, Cut.NONE)));
    }

    /** Of each loop the nearest, so that those of one do not hide those of the other; nearest first. */
    static List<Stop> nearestOfEachLoop(List<Stop> near, int most) {
        Set<Stop> chosen = new HashSet<>();
        for (LoopId loop : LoopId.values()) {
            near.stream()
                    .filter(stop -> stop.loops().contains(loop))
                    .limit(most)
                    .forEach(chosen::add);
        }
        return near.stream().filter(chosen::contains).toList();
    }

    /** Whoever has to be there in time leaves he does not know when, but holds the car just before. */
    private Need need(PlanRequest request) {
        Duration least = config.pickUp().plus(request.stays()).plus(config.handBack());
        Optional<Instant> by = request.arriveBy().filter(at -> at.isAfter(request.departAt()));
        Instant from = by.map(at -> at.minus(least)).orElse(request.departAt()).minus(config.early());
        Instant until = by.orElse(request.departAt().plus(least).plus(config.late()));
        return new Need(
                request.passengers(),
                request.luggage(),
                car -> EnergyModels.luggage(config, car),
                config.walkToCarMaxM(),
                config.socReservePercent(),
                from,
                until);
    }

    private Uni<Tariffs> tariffs(Instant at) {
        return contracts.providers(at).chain(providers -> prices.all().map(lists -> new Tariffs(providers, lists, at)));
    }

    private Uni<List<Candidate>> candidates(
            PlanRequest request, UUID unitId, Tariffs tariffs, Optional<Set<UUID>> only, List<UUID> but) {
        UUID keeper =
                request.purpose().filter(PurposeCategory::mayUseRetainedCars).isPresent() ? unitId : null;
        GeoPoint from = request.from().point();
        double withinM = TOLD * config.walkToCarMaxM();
        List<UUID> startStops =
                stops.near(from, config.walkToCarMaxM()).stream().map(Stop::id).toList();
        Candidate.Fit fit = new Candidate.Fit(request.passengers(), config.socReservePercent());
        return fleet.candidatesAt(
                Candidate.Search.whenever(from, withinM, keeper, tariffs.rentals(), fit, only),
                startStops,
                begin(request),
                but);
    }

    private Uni<Map<UUID, List<Candidate.Taken>>> taken(
            List<Candidate> cars, Instant now, PlanRequest request, List<UUID> but) {
        List<UUID> ids = cars.stream().map(car -> car.vehicle().id()).toList();
        return fleet.taken(ids, earliest(now, begin(request)), horizon(request), but)
                .map(taken -> gone(taken, begin(request), request));
    }

    private Instant begin(PlanRequest request) {
        return request.departAt().minus(config.early());
    }

    /**
     * Who has to be there in time may leave long after the cars were placed: one that somebody takes meanwhile stands
     * elsewhere then, so it is not reckoned with any more.
     */
    private static Map<UUID, List<Candidate.Taken>> gone(
            Map<UUID, List<Candidate.Taken>> taken, Instant begin, PlanRequest request) {
        if (request.arriveBy().isEmpty()) {
            return taken;
        }
        Map<UUID, List<Candidate.Taken>> gone = new HashMap<>();
        taken.forEach((car, times) -> gone.put(
                car,
                times.stream()
                        .map(time ->
                                time.from().isAfter(begin) ? new Candidate.Taken(time.from(), horizon(request)) : time)
                        .toList()));
        return gone;
    }

    /**
     * Stops with piles that a drive may pass: half of them those nearest to its beginning, since a battery that does
     * not last may not reach the others, and the rest those that lengthen the straight way least.
     */
    Uni<CarMarket> sites(PlanRequest request, CarMarket market, List<UUID> but) {
        GeoPoint from = request.from().point();
        Map<UUID, Double> added = new HashMap<>();
        List<Stop> passed = new ArrayList<>();
        for (Stop stop : stops.all()) {
            double metres = addedM(request, stop);
            if (metres < Double.MAX_VALUE) {
                added.put(stop.id(), metres);
                passed.add(stop);
            }
        }
        Comparator<Stop> nearest =
                Comparator.comparingDouble(stop -> stop.position().distanceM(from));
        Comparator<Stop> leastAdded = Comparator.comparingDouble(stop -> added.get(stop.id()));
        long half = SITES_READ * config.chargingStopsMax() / 2;
        List<Stop> looked = Stream.concat(
                        passed.stream().sorted(nearest).limit(half),
                        passed.stream().sorted(leastAdded).limit(half))
                .distinct()
                .toList();
        return plugs(looked, request, but).map(plugs -> {
            List<Stop> equipped =
                    looked.stream().filter(stop -> plugs.containsKey(stop.id())).toList();
            Stream<Stop> early = equipped.stream().sorted(nearest).limit((config.chargingStopsMax() + 1) / 2);
            List<ReturnSpace> sites = Stream.concat(early, equipped.stream().sorted(leastAdded))
                    .distinct()
                    .limit(config.chargingStopsMax())
                    .map(stop -> new ReturnSpace(stop, Optional.empty(), plugs.get(stop.id())))
                    .toList();
            return market.by(sites, looked.size() < passed.size() || sites.size() < equipped.size());
        });
    }

    /**
     * Metres by which passing a stop lengthens the stretch it lengthens least, in straight lines;
     * {@link Double#MAX_VALUE} where that is more than one would go, on any stretch.
     */
    private double addedM(PlanRequest request, Stop stop) {
        double slack = config.chargingDetourM() + config.walkToCarMaxM() + config.walkFromStopMaxM();
        double least = Double.MAX_VALUE;
        List<PlanRequest.Spot> spots = request.spots();
        for (int i = 1; i < spots.size(); i++) {
            GeoPoint from = spots.get(i - 1).point();
            GeoPoint to = spots.get(i).point();
            double straight = from.distanceM(to);
            double by = from.distanceM(stop.position()) + stop.position().distanceM(to);
            if (by <= config.chargingDetourFactor() * straight + slack) {
                least = Math.min(least, by - straight);
            }
        }
        return least;
    }

    /** Bicycles near the start, docks near the destination. */
    Uni<BikesNear> bikes(PlanRequest request) {
        return bikes.near(request.from().point(), config.bikeToldMaxM(), config.bikesMax())
                .chain(near -> bikes.docksNear(request.to().point(), config.walkToBikeMaxM())
                        .map(docks -> new BikesNear(
                                near, docks.stream().limit(config.bikesMax()).toList())));
    }

    private Uni<List<ReturnSpace>> spaces(List<Stop> looked, PlanRequest request, List<UUID> but) {
        List<UUID> ids = looked.stream().map(Stop::id).toList();
        Instant begin = begin(request);
        return plugs(looked, request, but)
                .chain(plugs -> fleet.bayOutlook(ids, earliest(clock.instant(), begin), horizon(request), begin, but)
                        .map(bays -> looked.stream()
                                .map(stop -> new ReturnSpace(
                                        stop,
                                        Optional.ofNullable(bays.get(stop.id())),
                                        plugs.getOrDefault(stop.id(), List.of())))
                                .toList()));
    }

    private Uni<Map<UUID, List<ConnectorOutlook>>> plugs(List<Stop> looked, PlanRequest request, List<UUID> but) {
        Instant now = clock.instant();
        List<UUID> ids = looked.stream().map(Stop::id).toList();
        return chargers.outlook(ids, earliest(now, begin(request)), horizon(request), but)
                .map(plugs -> plugs.stream().collect(Collectors.groupingBy(ConnectorOutlook::stopId)));
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Nothing asked for reaches farther, and what is refused can be told until when. */
    private static Instant horizon(PlanRequest request) {
        Instant last = request.returnBy().orElse(request.busyAt());
        return (last.isAfter(request.busyAt()) ? last : request.busyAt())
                .plus(HORIZON)
                .plus(request.stays());
    }
}
