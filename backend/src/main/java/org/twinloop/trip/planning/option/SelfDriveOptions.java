package org.twinloop.trip.planning.option;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;
import org.twinloop.network.LoopId;
import org.twinloop.network.Loops;
import org.twinloop.network.Route;
import org.twinloop.network.RouteFinder;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.Usage.CarShareUsage;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.planning.option.CarMarket.FreePile;
import org.twinloop.trip.planning.option.CarMarket.ReturnSpace;
import org.twinloop.trip.planning.option.Itinerary.Named;
import org.twinloop.trip.planning.option.PlanOption.StageKind;
import org.twinloop.vehicle.Calendar;
import org.twinloop.vehicle.Candidate;
import org.twinloop.vehicle.Vehicle;

/**
 * Walk to a car, drive it, return it at a stop where it may stand, walk on. A car whose battery does not carry it there
 * with the reserve is not offered.
 */
public final class SelfDriveOptions {
    /** The road may be this much longer than planned before the hold no longer covers it (PR-43). */
    static final double LONGER_WAY = 1.3;

    private final PlanRequest request;
    private final CarMarket market;
    private final RouteFinder routes;
    private final Stops stops;
    private final PlanningConfig config;
    private final CarbonFactors carbon;

    public SelfDriveOptions(
            PlanRequest request,
            CarMarket market,
            RouteFinder routes,
            Stops stops,
            PlanningConfig config,
            CarbonFactors carbon) {
        this.request = request;
        this.market = market;
        this.routes = routes;
        this.stops = stops;
        this.config = config;
        this.carbon = carbon;
    }

    public Offer offer() {
        List<Candidate> fitting = market.cars().stream()
                .filter(car -> car.vehicle().seats() >= request.passengers())
                .filter(car -> car.vehicle().retained()
                        || market.priceOf(car.vehicle()).isPresent())
                .limit(config.carsMax())
                .toList();
        if (fitting.isEmpty()) {
            return noCar();
        }
        List<Drive> drives =
                fitting.stream().map(this::bestDrive).flatMap(Optional::stream).toList();
        if (drives.isEmpty()) {
            return noReturn();
        }
        List<Drive> feasible = drives.stream()
                .filter(d -> d.charge().feasible())
                .sorted(Drive.BEST_FIRST)
                .toList();
        if (feasible.isEmpty()) {
            return noCharge(drives);
        }
        return new Offer(choice(feasible).map(this::option).toList(), List.of());
    }

    /** The best of each calendar first, since one is certain at once and the other not, then the next best. */
    private Stream<Drive> choice(List<Drive> feasible) {
        List<Drive> chosen = new ArrayList<>();
        for (Calendar calendar : Calendar.values()) {
            feasible.stream()
                    .filter(d -> d.car().vehicle().calendar() == calendar)
                    .findFirst()
                    .ifPresent(chosen::add);
        }
        feasible.stream().filter(d -> !chosen.contains(d)).forEach(chosen::add);
        return chosen.stream().limit(config.selfDriveMax());
    }

    private Optional<Drive> bestDrive(Candidate car) {
        return market.returns().stream()
                .filter(space -> space.freeBays() > 0)
                .filter(space -> Loops.returnAllowed(car.vehicle().loop(), space.stop()))
                .limit(config.returnStopsMax())
                .map(space -> drive(car, space))
                .flatMap(Optional::stream)
                .min(Drive.BEST_FIRST);
    }

    private Optional<Drive> drive(Candidate car, ReturnSpace space) {
        GeoPoint bay = space.stop().position();
        return routes.drive(car.position(), bay, request.departAt()).map(road -> {
            Named start = new Named(standsAt(car), car.position());
            Named end = new Named(space.stop().nameZh(), bay);
            Itinerary way = new Itinerary(request.departAt())
                    .leg(
                            StageKind.WALK,
                            Named.of(request.from()),
                            start,
                            routes.walk(request.from().point(), start.point()));
            Instant takenAt = way.now();
            way.pause(config.pickUp()).leg(StageKind.DRIVE, start, end, road).pause(config.handBack());
            Instant returnedAt = way.now();
            way.leg(
                    StageKind.WALK,
                    end,
                    Named.of(request.to()),
                    routes.walk(end.point(), request.to().point()));
            return new Drive(car, space, road, way, takenAt, returnedAt, forecast(car, road));
        });
    }

    private ChargeForecast forecast(Candidate car, Route road) {
        Vehicle vehicle = car.vehicle();
        return ChargeForecast.of(
                car.socPercent(),
                vehicle.batteryWh(),
                vehicle.whPerKm(),
                road.distanceM(),
                config.energyMarginPercent(),
                config.socReservePercent());
    }

    private String standsAt(Candidate car) {
        return stopOf(car).map(Stop::nameZh).orElse("停车位 " + car.vehicle().plate());
    }

    private Optional<Stop> stopOf(Candidate car) {
        return Optional.ofNullable(car.stopId()).flatMap(stops::find);
    }

    private PlannedOption option(Drive drive) {
        Vehicle vehicle = drive.car().vehicle();
        Optional<PriceList> prices = market.priceOf(vehicle).filter(list -> !vehicle.retained());
        Instant windowTo = windowTo(drive);
        Quote quote = prices.map(list -> quote(list, drive, windowTo)).orElse(Quote.FREE);
        CarbonFactors.Carbon grams = carbon.electric(drive.charge().energyWh());
        Itinerary way = drive.way();
        PlanOption option = new PlanOption(
                Ids.next(),
                TravelMode.EV,
                true,
                null,
                List.of(),
                way.departAt(),
                way.now(),
                way.durationS(),
                way.distanceM(),
                quote.priceFen(),
                quote.holdFen(),
                quote.lines(),
                grams.grams(),
                grams.basis(),
                rounded(drive.charge().arrivalSocPercent()),
                config.socReservePercent(),
                way.estimated(),
                way.stages(),
                car(drive.car()),
                returnStop(drive.space()),
                null);
        return new PlannedOption(option, terms(drive, prices.map(PriceList::id), windowTo));
    }

    private BookingTerms terms(Drive drive, Optional<UUID> priceListId, Instant windowTo) {
        Vehicle vehicle = drive.car().vehicle();
        return new BookingTerms(
                request.departAt().minus(config.early()),
                windowTo,
                vehicle.retained() ? null : vehicle.operatorId(),
                vehicle.retained() ? "OFFICIAL_CAR" : "CAR_SHARE",
                priceListId.orElse(null),
                vehicle.vehicleClass(),
                vehicle.id(),
                drive.space().stop().id(),
                drive.space().piles().stream().map(FreePile::connectorId).toList(),
                vehicle.calendar() == Calendar.OURS,
                vehicle.retained(),
                vehicle.seats(),
                isInner(drive.space()),
                drive.road().distanceM() / 1000,
                request.from().placeId(),
                request.to().placeId(),
                null);
    }

    /** A hub belongs to both loops, and its piles to everybody. */
    private static boolean isInner(ReturnSpace space) {
        return !space.piles().isEmpty() && space.stop().loops().equals(Set.of(LoopId.INNER));
    }

    /** Until the planned or wished return, with time to spare. */
    private Instant windowTo(Drive drive) {
        Duration half = drive.road().duration().dividedBy(2);
        Duration spare = half.compareTo(config.late()) > 0 ? half : config.late();
        return plannedReturn(drive).plus(spare);
    }

    private Instant plannedReturn(Drive drive) {
        return request.returnBy().filter(by -> by.isAfter(drive.returnedAt())).orElse(drive.returnedAt());
    }

    private Quote quote(PriceList list, Drive drive, Instant windowTo) {
        BigDecimal km = km(drive.road().distanceM());
        return Quote.of(
                list.terms(),
                new CarShareUsage(drive.takenAt(), plannedReturn(drive), km),
                new CarShareUsage(request.departAt(), windowTo, km(drive.road().distanceM() * LONGER_WAY)));
    }

    private static BigDecimal km(double metres) {
        return BigDecimal.valueOf(metres / 1000).setScale(3, RoundingMode.HALF_UP);
    }

    private PlanOption.Car car(Candidate car) {
        Vehicle vehicle = car.vehicle();
        Optional<Stop> stop = stopOf(car);
        return new PlanOption.Car(
                vehicle.id(),
                vehicle.plate(),
                vehicle.modelNameZh(),
                vehicle.seats(),
                rounded(car.socPercent()),
                vehicle.calendar().name(),
                stop.map(Stop::code).orElse(null),
                stop.map(Stop::nameZh).orElse(null),
                (int) Math.min(Integer.MAX_VALUE, car.ageSeconds()));
    }

    private static PlanOption.ReturnStop returnStop(ReturnSpace space) {
        PlanOption.Pile pile = space.piles().stream()
                .findFirst()
                .map(free -> new PlanOption.Pile(free.name(), free.number(), free.powerKw()))
                .orElse(null);
        return new PlanOption.ReturnStop(space.stop().code(), space.stop().nameZh(), null, pile);
    }

    private static double rounded(double percent) {
        return Math.round(percent * 10) / 10.0;
    }

    private Offer noCar() {
        return Offer.none(
                TravelMode.EV,
                RejectedMode.Code.NO_CAR_NEAR,
                "步行范围内没有空闲且座位够的车",
                "No free car with enough seats within walking distance",
                Map.of(
                        "radiusM", Math.round(config.walkToCarMaxM()),
                        "freeCars", market.cars().size(),
                        "passengers", request.passengers()));
    }

    private Offer noReturn() {
        return Offer.none(
                TravelMode.EV,
                RejectedMode.Code.NO_RETURN_BAY,
                "目的地附近没有可还车的空车位",
                "No stop near the destination has a free bay where such a car may be returned",
                Map.of(
                        "radiusM", Math.round(config.walkFromStopMaxM()),
                        "stops", market.returns().size()));
    }

    private Offer noCharge(List<Drive> drives) {
        ChargeForecast best = drives.stream()
                .map(Drive::charge)
                .max(Comparator.comparingDouble(ChargeForecast::arrivalSocPercent))
                .orElseThrow();
        double shortOf = rounded(best.reservePercent() - best.arrivalSocPercent());
        return Offer.none(
                TravelMode.EV,
                RejectedMode.Code.NO_CAR_WITH_CHARGE,
                "附近车辆电量不足，最好的一辆差" + shortOf + "%",
                "No car nearby has the charge for this road; the best lacks " + shortOf + " %",
                Map.of(
                        "bestArrivalSocPercent", rounded(best.arrivalSocPercent()),
                        "reservePercent", best.reservePercent(),
                        "shortOfPercent", shortOf));
    }

    /** One car over one road to one stop. */
    private record Drive(
            Candidate car,
            ReturnSpace space,
            Route road,
            Itinerary way,
            Instant takenAt,
            Instant returnedAt,
            ChargeForecast charge) {
        static final Comparator<Drive> BEST_FIRST = Comparator.comparing(
                        (Drive d) -> d.way().now())
                .thenComparing(d -> -d.charge().arrivalSocPercent());
    }
}
