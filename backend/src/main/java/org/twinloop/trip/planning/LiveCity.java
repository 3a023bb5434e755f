package org.twinloop.trip.planning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twinloop.bike.Bikes;
import org.twinloop.charging.Chargers;
import org.twinloop.charging.ConnectorOutlook;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.operator.Operator;
import org.twinloop.operator.Operators;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.PriceLists;
import org.twinloop.pricing.Product;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.planning.market.BikesNear;
import org.twinloop.trip.planning.market.CarMarket;
import org.twinloop.trip.planning.market.CarMarket.PriceKey;
import org.twinloop.trip.planning.market.CarMarket.ReturnSpace;
import org.twinloop.trip.planning.market.PlanningConfig;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.vehicle.Candidate;
import org.twinloop.vehicle.Fleet;

/** Reads what is free near both ends of a journey. Must be called inside an act or read. */
@ApplicationScoped
class LiveCity {
    /** Cars are read so many times farther off than one walks, to tell how far the nearest is. */
    private static final double TOLD = 3;

    /** Stops read for each looked at, since not every one has piles. */
    private static final long SITES_READ = 6;

    private static final Duration HORIZON = Duration.ofHours(24);

    private final Fleet fleet;
    private final Chargers chargers;
    private final Bikes bikes;
    private final Stops stops;
    private final Operators operators;
    private final PriceLists prices;
    private final ContractCover contracts;
    private final PlanningConfig config;
    private final Clock clock;

    LiveCity(
            Fleet fleet,
            Chargers chargers,
            Bikes bikes,
            Stops stops,
            Operators operators,
            PriceLists prices,
            ContractCover contracts,
            PlanningConfig config,
            Clock clock) {
        this.fleet = fleet;
        this.chargers = chargers;
        this.bikes = bikes;
        this.stops = stops;
        this.operators = operators;
        this.prices = prices;
        this.contracts = contracts;
        this.config = config;
        this.clock = clock;
    }

    /** Cars as they will stand when the ride begins, room near the destination, and what they cost. */
    Uni<CarMarket> cars(PlanRequest request, UUID unitId) {
        Instant now = clock.instant();
        UUID keeper =
                request.purpose().filter(PurposeCategory::mayUseRetainedCars).isPresent() ? unitId : null;
        GeoPoint from = request.from().point();
        Candidate.Search search = Candidate.Search.whenever(from, TOLD * config.walkToCarMaxM(), keeper);
        List<UUID> startStops =
                stops.near(from, config.walkToCarMaxM()).stream().map(Stop::id).toList();
        Instant begin = request.departAt().minus(config.early());
        return fleet.candidatesAt(search, startStops, begin).chain(all -> {
            List<Candidate> cars = all.stream().limit(config.carsMax()).toList();
            List<UUID> ids = cars.stream().map(car -> car.vehicle().id()).toList();
            return fleet.taken(ids, earliest(now, begin), horizon(request))
                    .chain(taken -> spaces(near(request), request)
                            .chain(returns -> prices(cars, request.departAt())
                                    .map(lists -> new CarMarket(
                                            now, cars, gone(taken, begin, request), returns, List.of(), lists))));
        });
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
    Uni<List<ReturnSpace>> sites(PlanRequest request) {
        GeoPoint from = request.from().point();
        GeoPoint to = request.to().point();
        double slack = config.chargingDetourM() + config.walkToCarMaxM() + config.walkFromStopMaxM();
        double most = config.chargingDetourFactor() * from.distanceM(to) + slack;
        ToDoubleFunction<Stop> way =
                stop -> from.distanceM(stop.position()) + stop.position().distanceM(to);
        List<Stop> passed = stops.all().stream()
                .filter(stop -> way.applyAsDouble(stop) <= most)
                .sorted(Comparator.comparingDouble(way))
                .limit(SITES_READ * config.chargingStopsMax())
                .toList();
        return plugs(passed, request).map(plugs -> {
            List<Stop> equipped =
                    passed.stream().filter(stop -> plugs.containsKey(stop.id())).toList();
            Stream<Stop> early = equipped.stream()
                    .sorted(Comparator.comparingDouble(stop -> stop.position().distanceM(from)))
                    .limit((config.chargingStopsMax() + 1) / 2);
            return Stream.concat(early, equipped.stream())
                    .distinct()
                    .limit(config.chargingStopsMax())
                    .map(stop -> new ReturnSpace(stop, Optional.empty(), plugs.get(stop.id())))
                    .toList();
        });
    }

    /** Bicycles near the start, docks near the destination. */
    Uni<BikesNear> bikes(PlanRequest request) {
        return bikes.near(request.from().point(), config.bikeToldMaxM(), config.bikesMax())
                .chain(near -> bikes.docksNear(request.to().point(), config.walkToBikeMaxM())
                        .map(docks -> new BikesNear(
                                near, docks.stream().limit(config.bikesMax()).toList())));
    }

    /** The price list of the first operator of a kind that has one in force, and a contract. */
    Uni<Optional<PriceList>> priceOf(Operator.Kind kind, Product product, String vehicleClass, Instant at) {
        return operators.all().chain(all -> {
            Uni<Optional<PriceList>> found = Uni.createFrom().item(Optional.empty());
            for (Operator operator : all) {
                if (operator.kind() == kind) {
                    found = found.chain(before -> before.isPresent()
                            ? Uni.createFrom().item(before)
                            : covered(operator.id(), kind, at, product, vehicleClass));
                }
            }
            return found;
        });
    }

    /** Only who has a contract on the day of travel is asked for a price. */
    private Uni<Optional<PriceList>> covered(
            UUID operatorId, Operator.Kind kind, Instant at, Product product, String vehicleClass) {
        return contracts
                .covers(operatorId, kind, at)
                .chain(covers -> covers
                        ? prices.findInForce(operatorId, product, vehicleClass, at)
                        : Uni.createFrom().item(Optional.empty()));
    }

    private List<Stop> near(PlanRequest request) {
        return stops.near(request.to().point(), config.walkFromStopMaxM()).stream()
                .limit(config.returnStopsMax())
                .toList();
    }

    private Uni<List<ReturnSpace>> spaces(List<Stop> looked, PlanRequest request) {
        List<UUID> ids = looked.stream().map(Stop::id).toList();
        Instant begin = request.departAt().minus(config.early());
        return plugs(looked, request)
                .chain(plugs -> fleet.bayOutlook(ids, earliest(clock.instant(), begin), horizon(request), begin)
                        .map(bays -> looked.stream()
                                .map(stop -> new ReturnSpace(
                                        stop,
                                        Optional.ofNullable(bays.get(stop.id())),
                                        plugs.getOrDefault(stop.id(), List.of())))
                                .toList()));
    }

    private Uni<Map<UUID, List<ConnectorOutlook>>> plugs(List<Stop> looked, PlanRequest request) {
        Instant now = clock.instant();
        return chargers.outlook(
                        looked.stream().map(Stop::id).toList(),
                        earliest(now, request.departAt().minus(config.early())),
                        horizon(request))
                .map(plugs -> plugs.stream().collect(Collectors.groupingBy(ConnectorOutlook::stopId)));
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Nothing asked for reaches farther, and what is refused can be told until when. */
    private static Instant horizon(PlanRequest request) {
        Instant last = request.returnBy().orElse(request.busyAt());
        return (last.isAfter(request.busyAt()) ? last : request.busyAt()).plus(HORIZON);
    }

    private Uni<Map<PriceKey, PriceList>> prices(Collection<Candidate> cars, Instant at) {
        Map<PriceKey, PriceList> lists = new HashMap<>();
        Uni<Void> read = Uni.createFrom().voidItem();
        for (PriceKey key : cars.stream()
                .map(Candidate::vehicle)
                .filter(car -> !car.retained())
                .map(PriceKey::of)
                .collect(Collectors.toSet())) {
            read = read.chain(() -> covered(
                            key.operatorId(), Operator.Kind.CAR_SHARE, at, Product.CAR_SHARE, key.vehicleClass()))
                    .invoke(found -> found.ifPresent(list -> lists.put(key, list)))
                    .replaceWithVoid();
        }
        return read.replaceWith(lists);
    }
}
