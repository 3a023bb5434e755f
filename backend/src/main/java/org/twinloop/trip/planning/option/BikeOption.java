package org.twinloop.trip.planning.option;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.Route;
import org.twinloop.network.RouteFinder;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.Usage.BikeUsage;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.planning.option.Itinerary.Named;
import org.twinloop.trip.planning.option.PlanOption.StageKind;

/** Walk to the nearest bicycle and ride. Shown and not booked here: the operator's feed knows no reservation. */
public final class BikeOption {
    private BikeOption() {}

    /** The nearest bicycle. */
    public record NearestBike(GeoPoint position, double distanceM) {}

    public static Offer of(
            PlanRequest request,
            Optional<NearestBike> bike,
            Optional<PriceList> prices,
            RouteFinder routes,
            PlanningConfig config) {
        if (request.passengers() > 1) {
            return Offer.none(
                    TravelMode.BIKE,
                    RejectedMode.Code.TOO_MANY_PASSENGERS,
                    "单车只载一人",
                    "A bicycle carries one",
                    Map.of("passengers", request.passengers(), "maximum", 1));
        }
        Route way = routes.cycle(request.from().point(), request.to().point());
        if (way.distanceM() > config.bikeMaxM()) {
            return Offer.none(
                    TravelMode.BIKE,
                    RejectedMode.Code.TOO_FAR,
                    "骑行约%.1f公里，超过%.1f公里".formatted(way.distanceM() / 1000, config.bikeMaxM() / 1000),
                    "About %.1f km by bicycle, more than %.1f km"
                            .formatted(way.distanceM() / 1000, config.bikeMaxM() / 1000),
                    Map.of("distanceM", Math.round(way.distanceM()), "maximumM", Math.round(config.bikeMaxM())));
        }
        if (bike.isEmpty()) {
            return Offer.none(
                    TravelMode.BIKE,
                    RejectedMode.Code.NO_BIKE_NEAR,
                    "%.0f米内没有可用单车".formatted(config.walkToBikeMaxM()),
                    "No bicycle within %.0f m".formatted(config.walkToBikeMaxM()),
                    Map.of("radiusM", Math.round(config.walkToBikeMaxM())));
        }
        if (prices.isEmpty()) {
            return Offer.none(
                    TravelMode.BIKE,
                    RejectedMode.Code.NO_CONTRACT,
                    "没有有效的单车合同或价目",
                    "No bicycle operator has a contract and price list in force",
                    Map.of());
        }
        return Offer.of(new PlannedOption(option(request, bike.get(), prices.get(), routes), null));
    }

    private static PlanOption option(PlanRequest request, NearestBike bike, PriceList prices, RouteFinder routes) {
        Named dock = new Named("单车 " + Math.round(bike.distanceM()) + " 米", bike.position());
        Itinerary way = new Itinerary(request.departAt())
                .leg(
                        StageKind.WALK,
                        Named.of(request.from()),
                        dock,
                        routes.walk(request.from().point(), bike.position()));
        Instant unlocked = way.now();
        way.leg(
                StageKind.BIKE,
                dock,
                Named.of(request.to()),
                routes.cycle(bike.position(), request.to().point()));
        BikeUsage ride = new BikeUsage(unlocked, way.now());
        return WalkOption.unbooked(
                TravelMode.BIKE, NotBookable.BIKE, way, CarbonFactors.none(), Quote.of(prices.terms(), ride, ride));
    }
}
