package org.twinloop.trip.planning.option;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.Ids;
import org.twinloop.network.Route;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.Usage.ChauffeurUsage;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.planning.market.PlanningConfig;
import org.twinloop.trip.planning.market.RoadTravel;
import org.twinloop.trip.planning.option.Itinerary.Named;
import org.twinloop.trip.planning.option.PlanOption.StageKind;

/** A car with driver of the contracted car service, from door to door; firm only with the service's answer. */
public final class ChauffeurOption {
    private static final double LONGER_WAY = 1.3;

    private ChauffeurOption() {}

    static int seats(PlanRequest request, PlanningConfig config) {
        return request.passengers() <= config.chauffeurSeats() ? config.chauffeurSeats() : config.chauffeurLargeSeats();
    }

    public static String vehicleClass(PlanRequest request, PlanningConfig config) {
        return request.passengers() <= config.chauffeurSeats() ? config.chauffeurClass() : config.chauffeurLargeClass();
    }

    /** @param now the car stands at the door no sooner than its approach after that, about */
    public static Offer of(
            PlanRequest request,
            Optional<PriceList> prices,
            RoadTravel travel,
            PlanningConfig config,
            CarbonFactors carbon,
            Instant now) {
        Instant soonest = now.plus(config.chauffeurApproach());
        return InTime.of(
                request.notBefore(soonest), leaving -> leaving(leaving, prices, travel, config, carbon, soonest));
    }

    private static Offer leaving(
            PlanRequest request,
            Optional<PriceList> prices,
            RoadTravel travel,
            PlanningConfig config,
            CarbonFactors carbon,
            Instant soonest) {
        int seats = seats(request, config);
        if (request.passengers() > seats) {
            return Offer.none(
                    TravelMode.CHAUFFEUR,
                    RejectedMode.Reason.TOO_MANY_PASSENGERS,
                    "最大车型" + seats + "座",
                    "The largest car takes " + seats,
                    Map.of("passengers", request.passengers(), "maximum", seats));
        }
        if (request.luggage() > config.chauffeurLuggage()) {
            return Offer.none(
                    TravelMode.CHAUFFEUR,
                    RejectedMode.Reason.TOO_MUCH_LUGGAGE,
                    "最多装" + config.chauffeurLuggage() + "件大件行李",
                    "It takes " + config.chauffeurLuggage() + " large pieces of luggage",
                    Map.of("pieces", request.luggage(), "maximum", config.chauffeurLuggage()));
        }
        if (prices.isEmpty()) {
            return Offer.none(
                    TravelMode.CHAUFFEUR,
                    RejectedMode.Reason.NO_CONTRACT,
                    "没有有效的汽车服务合同或价目",
                    "No car service has a contract and price list in force",
                    Map.of("vehicleClass", vehicleClass(request, config)));
        }
        return driven(request, travel)
                .map(way -> Offer.of(option(
                        request,
                        prices.get(),
                        way,
                        config,
                        carbon,
                        !request.departAt().isAfter(soonest))))
                .orElseGet(() -> Offer.none(
                        TravelMode.CHAUFFEUR,
                        RejectedMode.Reason.NO_ROAD,
                        "两地之间没有可通行的道路",
                        "No road connects the two",
                        Map.of()));
    }

    /** From door to door by the stops on the way, where the car waits; nothing where a road is missing. */
    private static Optional<JoinedWay> driven(PlanRequest request, RoadTravel travel) {
        List<PlanRequest.Spot> spots = request.spots();
        for (int i = 1; i < spots.size(); i++) {
            if (travel.drive(spots.get(i - 1).point(), spots.get(i).point()).isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(
                JoinedWay.of(request, (from, to) -> travel.drive(from, to).orElseThrow()));
    }

    /** @param approached whether one leaves as soon as the car can come, which nobody knows to the minute */
    private static PlannedOption option(
            PlanRequest request,
            PriceList prices,
            JoinedWay joined,
            PlanningConfig config,
            CarbonFactors carbon,
            boolean approached) {
        Route road = joined.route();
        Itinerary way = new Itinerary(request.departAt())
                .leg(StageKind.CHAUFFEUR, Named.of(request.from()), Named.of(request.to()), joined, config.pickUp())
                .guessed(approached);
        Instant dropOff = way.now();
        Instant released = request.returnBy().filter(by -> by.isAfter(dropOff)).orElse(dropOff);
        Duration half = road.duration().minus(request.stays()).dividedBy(2);
        Instant windowTo = released.plus(half.compareTo(config.late()) > 0 ? half : config.late());
        Quote quote = Quote.of(
                prices.terms(),
                new ChauffeurUsage(request.departAt(), released, km(road.distanceM()), 0, 0),
                new ChauffeurUsage(
                        request.departAt(),
                        windowTo,
                        km(road.distanceM() * LONGER_WAY),
                        config.chauffeurExtrasFen(),
                        0));
        CarbonFactors.Carbon grams = carbon.petrol(road.distanceM());
        PlanOption option = new PlanOption(
                Ids.next(),
                TravelMode.CHAUFFEUR,
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
                null,
                null,
                null,
                null,
                way.estimated(),
                way.stages(),
                null,
                null,
                null,
                null,
                null,
                null,
                way.via(),
                null);
        return new PlannedOption(option, terms(request, prices, road, windowTo, config));
    }

    private static BookingTerms terms(
            PlanRequest request, PriceList prices, Route road, Instant windowTo, PlanningConfig config) {
        return new BookingTerms(
                request.departAt().minus(config.early()),
                windowTo,
                prices.operatorId(),
                "CHAUFFEUR",
                prices.id(),
                prices.vehicleClass(),
                null,
                null,
                List.of(),
                false,
                false,
                seats(request, config),
                false,
                road.distanceM() / 1000,
                request.from().placeId(),
                request.to().placeId(),
                null,
                null,
                request.viaNames(),
                null,
                null);
    }

    private static BigDecimal km(double metres) {
        return BigDecimal.valueOf(metres / 1000).setScale(3, RoundingMode.HALF_UP);
    }
}
