package org.twinloop.trip.planning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.bike.Bikes;
import org.twinloop.charging.Chargers;
import org.twinloop.charging.FreeConnector;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.operator.Operator;
import org.twinloop.operator.Operators;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.PriceLists;
import org.twinloop.pricing.Product;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.planning.option.BikeOption;
import org.twinloop.trip.planning.option.CarMarket;
import org.twinloop.trip.planning.option.CarMarket.FreePile;
import org.twinloop.trip.planning.option.CarMarket.PriceKey;
import org.twinloop.trip.planning.option.CarMarket.ReturnSpace;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlanningConfig;
import org.twinloop.vehicle.Candidate;
import org.twinloop.vehicle.Fleet;

/** Reads what is free near both ends of a journey. Must be called inside an act or read. */
@ApplicationScoped
class LiveCity {
    private final Fleet fleet;
    private final Chargers chargers;
    private final Bikes bikes;
    private final Stops stops;
    private final Operators operators;
    private final PriceLists prices;
    private final ContractCover contracts;
    private final PlanningConfig config;

    LiveCity(
            Fleet fleet,
            Chargers chargers,
            Bikes bikes,
            Stops stops,
            Operators operators,
            PriceLists prices,
            ContractCover contracts,
            PlanningConfig config) {
        this.fleet = fleet;
        this.chargers = chargers;
        this.bikes = bikes;
        this.stops = stops;
        this.operators = operators;
        this.prices = prices;
        this.contracts = contracts;
        this.config = config;
    }

    /** Cars free for the time, room near the destination, and what they cost. */
    Uni<CarMarket> cars(PlanRequest request, UUID unitId, Duration drive) {
        Instant from = request.departAt().minus(config.early());
        Instant back = request.departAt()
                .plus(drive.multipliedBy(2))
                .plus(config.late().multipliedBy(3));
        Instant to = request.returnBy()
                .map(by -> by.plus(drive).plus(config.late()))
                .filter(back::isBefore)
                .orElse(back);
        UUID keeper =
                request.purpose().filter(PurposeCategory::mayUseRetainedCars).isPresent() ? unitId : null;
        Candidate.Search search =
                new Candidate.Search(request.from().point(), config.walkToCarMaxM(), null, from, to, keeper);
        return fleet.candidates(search)
                .chain(cars -> returns(request, from, to)
                        .chain(spaces -> prices(cars, request.departAt())
                                .map(lists -> new CarMarket(from, to, cars, spaces, lists))));
    }

    /** The nearest bicycle within a walk. */
    Uni<Optional<BikeOption.NearestBike>> bike(PlanRequest request) {
        return bikes.nearest(request.from().point(), config.walkToBikeMaxM())
                .map(found -> found.map(bike -> new BikeOption.NearestBike(bike.position(), bike.distanceM())));
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

    private Uni<List<ReturnSpace>> returns(PlanRequest request, Instant from, Instant to) {
        List<Stop> near = stops.near(request.to().point(), config.walkFromStopMaxM());
        List<Stop> looked = near.subList(0, Math.min(near.size(), 2 * config.returnStopsMax()));
        List<UUID> ids = looked.stream().map(Stop::id).toList();
        return chargers.freeConnectors(ids, from)
                .chain(piles -> fleet.freeBays(ids, from, to)
                        .map(bays -> looked.stream()
                                .map(stop ->
                                        new ReturnSpace(stop, bays.getOrDefault(stop.id(), 0), pilesAt(stop, piles)))
                                .toList()));
    }

    private static List<FreePile> pilesAt(Stop stop, List<FreeConnector> free) {
        return free.stream()
                .filter(c -> stop.id().equals(c.stopId()))
                .map(c -> new FreePile(c.connectorId(), c.pileCode(), c.number(), c.powerKw()))
                .toList();
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
