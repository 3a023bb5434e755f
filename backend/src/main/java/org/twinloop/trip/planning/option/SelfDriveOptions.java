package org.twinloop.trip.planning.option;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.charging.ConnectorOutlook;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;
import org.twinloop.network.LoopId;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.Usage.CarShareUsage;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.planning.market.CarMarket;
import org.twinloop.trip.planning.market.CarMarket.ReturnSpace;
import org.twinloop.trip.planning.market.CityPicture;
import org.twinloop.trip.planning.market.EnergyModels;
import org.twinloop.trip.planning.market.PlanningConfig;
import org.twinloop.trip.planning.market.RoadTravel;
import org.twinloop.trip.planning.option.Itinerary.Named;
import org.twinloop.trip.planning.option.PlanOption.StageKind;
import org.twinloop.trip.planning.search.CarAnswer;
import org.twinloop.trip.planning.search.CarSearch;
import org.twinloop.trip.planning.search.Choice;
import org.twinloop.trip.planning.search.Refusal;
import org.twinloop.vehicle.Calendar;
import org.twinloop.vehicle.Candidate;
import org.twinloop.vehicle.Vehicle;

/**
 * Walk to a car, drive it, return it at a stop where it may stand, walk on. A car whose battery does not carry it there
 * with the reserve is offered with a charging stop on the way, where that is quicker or cheaper than every way without.
 */
public final class SelfDriveOptions {
    /** The road may be this much longer than planned before the hold no longer covers it (PR-43). */
    static final double LONGER_WAY = 1.3;

    private final PlanRequest request;
    private final CarMarket market;
    private final Stops stops;
    private final PlanningConfig config;
    private final CarbonFactors carbon;
    private final CityPicture picture;
    private final RoadTravel travel;
    private final CarAnswer answer;

    public SelfDriveOptions(
            PlanRequest request,
            CarMarket market,
            RoadTravel travel,
            Stops stops,
            PlanningConfig config,
            EnergyModels models,
            CarbonFactors carbon) {
        this.request = request;
        this.market = market;
        this.travel = travel;
        this.stops = stops;
        this.config = config;
        this.carbon = carbon;
        picture = new CityPicture(market, models, stops::noReturnTimes);
        answer = CarSearch.of(
                picture.city(), travel, request.wish(models.celsius(request.departAt())), CityPicture.limits(config));
    }

    /** Whether a charging stop on the way might make other ways. */
    public boolean mayCharge() {
        return answer.dry();
    }

    public Offer offer() {
        if (answer.refusal() != null) {
            return lacksContract()
                    ? Offer.none(CarRefusals.noContract(market.cars().size()))
                    : refused(answer.refusal());
        }
        return new Offer(chosen().map(this::option).toList(), List.of());
    }

    /**
     * The quickest of each calendar, since one is certain at once and the other not, the cheapest, the one with least
     * energy, then the next quickest.
     */
    private Stream<Choice> chosen() {
        List<Choice> all = new ArrayList<>(answer.certain());
        all.addAll(answer.asked());
        all.sort(Comparator.comparingLong(Choice::durationS));
        Set<Choice> chosen = new LinkedHashSet<>();
        answer.certain().stream().findFirst().ifPresent(chosen::add);
        answer.asked().stream().findFirst().ifPresent(chosen::add);
        all.stream().min(Comparator.comparingLong(Choice::fareFen)).ifPresent(chosen::add);
        all.stream().min(Comparator.comparingInt(Choice::wh)).ifPresent(chosen::add);
        int wanted = Math.max(config.selfDriveMax(), chosen.size());
        chosen.addAll(all);
        return chosen.stream().limit(wanted);
    }

    /** Cars are there, but their operators have no contract and price list that day. */
    private boolean lacksContract() {
        return answer.refusal().reason() == Refusal.Reason.NO_CAR
                && market.isUnpriced()
                && market.cars().stream().anyMatch(car -> car.vehicle().seats() >= request.passengers());
    }

    private Offer refused(Refusal refusal) {
        return Offer.none(CarRefusals.of(refusal, request, config, market.cut()));
    }

    private PlannedOption option(Choice choice) {
        Candidate car = picture.candidate(choice.car());
        Vehicle vehicle = car.vehicle();
        ReturnSpace space = picture.space(choice.stop());
        Itinerary way = itinerary(choice, car, space);
        Instant windowTo = Instant.ofEpochSecond(choice.times().holdTo());
        Optional<PriceList> prices = market.priceOf(vehicle);
        Quote quote = prices.map(list -> quote(list, choice, windowTo)).orElse(Quote.FREE);
        CarbonFactors.Carbon grams = carbon.electric(choice.wh());
        List<ConnectorOutlook> free = picture.freePlugs(choice.stop(), windowFrom(choice), windowTo);
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
                rounded(choice.arrival().expected()),
                rounded(choice.arrival().low()),
                rounded(choice.arrival().high()),
                config.socReservePercent(),
                way.estimated(),
                way.stages(),
                car(car),
                returnStop(space, free),
                chargingStop(choice),
                null,
                null,
                null,
                way.via(),
                null);
        return new PlannedOption(option, terms(choice, prices.map(PriceList::id), free));
    }

    private Itinerary itinerary(Choice choice, Candidate car, ReturnSpace space) {
        Named start = new Named(standsAt(car), car.position());
        Named end = new Named(space.stop().nameZh(), space.stop().position());
        GeoPoint from = request.from().point();
        return new Itinerary(departAt(choice))
                .leg(StageKind.WALK, Named.of(request.from()), start, travel.walk(from, start.point()))
                .pause(config.pickUp())
                .leg(StageKind.DRIVE, start, end, road(choice, start.point(), end.point()))
                .pause(config.handBack())
                .leg(
                        StageKind.WALK,
                        end,
                        Named.of(request.to()),
                        travel.walk(end.point(), request.to().point()));
    }

    private Instant departAt(Choice choice) {
        return request.arriveBy().isPresent()
                ? Instant.ofEpochSecond(choice.times().departAt())
                : request.departAt();
    }

    private Instant windowFrom(Choice choice) {
        return departAt(choice).minus(config.early());
    }

    /** The drive; with stops on the way it is one, which takes the time there too. */
    private JoinedWay road(Choice choice, GeoPoint start, GeoPoint end) {
        Choice.Charge charge = choice.charge();
        JoinedWay way = new JoinedWay();
        List<GeoPoint> points = driven(start, end);
        for (int i = 1; i < points.size(); i++) {
            GeoPoint from = points.get(i - 1);
            if (charge != null && charge.stretch() == i - 1) {
                Stop site = picture.space(charge.stop()).stop();
                way.then(travel.drive(from, site.position()).orElseThrow())
                        .pause(
                                Duration.ofSeconds(charge.endAt() - charge.arriveAt()),
                                "在" + site.nameZh() + "充电",
                                "Charge at " + site.nameEn());
                from = site.position();
            }
            way.then(travel.drive(from, points.get(i)).orElseThrow());
            if (i <= request.via().size()) {
                way.stay(request.via().get(i - 1));
            }
        }
        return way;
    }

    /** Where the car is driven, in order: from its place by the stops on the way to where it is returned. */
    private List<GeoPoint> driven(GeoPoint start, GeoPoint end) {
        List<GeoPoint> points = new ArrayList<>();
        points.add(start);
        request.via().forEach(via -> points.add(via.spot().point()));
        points.add(end);
        return points;
    }

    private String standsAt(Candidate car) {
        return stopOf(car).map(Stop::nameZh).orElse("停车位 " + car.vehicle().plate());
    }

    private Optional<Stop> stopOf(Candidate car) {
        return Optional.ofNullable(car.stopId()).flatMap(stops::find);
    }

    private BookingTerms terms(Choice choice, Optional<UUID> priceListId, List<ConnectorOutlook> free) {
        Vehicle vehicle = picture.candidate(choice.car()).vehicle();
        ReturnSpace space = picture.space(choice.stop());
        return new BookingTerms(
                windowFrom(choice),
                Instant.ofEpochSecond(choice.times().holdTo()),
                vehicle.retained() ? null : vehicle.operatorId(),
                vehicle.retained() ? "OFFICIAL_CAR" : "CAR_SHARE",
                priceListId.orElse(null),
                vehicle.vehicleClass(),
                vehicle.id(),
                space.stop().id(),
                free.stream().map(ConnectorOutlook::connectorId).toList(),
                vehicle.calendar() == Calendar.OURS,
                vehicle.retained(),
                vehicle.seats(),
                isInner(space, free),
                choice.metres() / 1000.0,
                request.from().placeId(),
                request.to().placeId(),
                charge(choice),
                null,
                request.viaNames(),
                new BookingTerms.Known(null, true, rangeKm(choice, vehicle), null),
                null);
    }

    /** By what the way takes of the charge the car leaves with; null where it is charged in between. */
    private static Double rangeKm(Choice choice, Vehicle vehicle) {
        double takes = choice.wh() * 100.0 / vehicle.batteryWh();
        return choice.charge() != null || takes <= 0
                ? null
                : choice.metres() / 1000.0 * (choice.arrival().expected() + takes) / takes;
    }

    private BookingTerms.Charge charge(Choice choice) {
        Choice.Charge charge = choice.charge();
        if (charge == null) {
            return null;
        }
        ConnectorOutlook plug = picture.plug(charge.plug());
        GeoPoint site = picture.space(charge.stop()).stop().position();
        List<GeoPoint> points = driven(picture.candidate(choice.car()).position(), site);
        double metres = travel.driveMetres(points.get(charge.stretch()), site);
        for (int i = 0; i < charge.stretch(); i++) {
            metres += travel.driveMetres(points.get(i), points.get(i + 1));
        }
        return new BookingTerms.Charge(
                plug.connectorId(),
                plug.stopId(),
                pile(plug).label(),
                Instant.ofEpochSecond(charge.startAt()),
                Instant.ofEpochSecond(charge.endAt()),
                metres / 1000);
    }

    /** A hub belongs to both loops, and its piles to everybody. */
    private static boolean isInner(ReturnSpace space, List<ConnectorOutlook> free) {
        return !free.isEmpty() && space.stop().loops().equals(Set.of(LoopId.INNER));
    }

    private Quote quote(PriceList list, Choice choice, Instant windowTo) {
        Choice.Times times = choice.times();
        return Quote.of(
                list.terms(),
                new CarShareUsage(
                        Instant.ofEpochSecond(times.takenAt()),
                        Instant.ofEpochSecond(times.keptUntil()),
                        CityPicture.km(choice.metres())),
                new CarShareUsage(departAt(choice), windowTo, CityPicture.km(choice.metres() * LONGER_WAY)));
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
                (int) Math.min(Integer.MAX_VALUE, car.ageSeconds()),
                vehicle.modelNameEn(),
                stop.map(Stop::nameEn).orElse(null));
    }

    private static PlanOption.ReturnStop returnStop(ReturnSpace space, List<ConnectorOutlook> free) {
        PlanOption.Pile pile =
                free.stream().findFirst().map(SelfDriveOptions::pile).orElse(null);
        return new PlanOption.ReturnStop(
                space.stop().code(),
                space.stop().nameZh(),
                null,
                pile,
                space.stop().nameEn());
    }

    private static PlanOption.Pile pile(ConnectorOutlook plug) {
        return new PlanOption.Pile(plug.pileCode(), plug.number(), plug.powerKw());
    }

    private PlanOption.ChargingStop chargingStop(Choice choice) {
        Choice.Charge charge = choice.charge();
        if (charge == null) {
            return null;
        }
        Stop stop = picture.space(charge.stop()).stop();
        return new PlanOption.ChargingStop(
                stop.code(),
                stop.nameZh(),
                pile(picture.plug(charge.plug())),
                Instant.ofEpochSecond(charge.arriveAt()),
                Instant.ofEpochSecond(charge.startAt()),
                Instant.ofEpochSecond(charge.endAt()),
                rounded(charge.onArrival()),
                rounded(charge.target()),
                stop.nameEn());
    }

    private static double rounded(double percent) {
        return Math.round(percent * 10) / 10.0;
    }
}
