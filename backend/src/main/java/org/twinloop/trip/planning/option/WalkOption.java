package org.twinloop.trip.planning.option;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.Ids;
import org.twinloop.network.Route;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.planning.market.PlanningConfig;
import org.twinloop.trip.planning.market.RoadTravel;
import org.twinloop.trip.planning.option.Itinerary.Named;
import org.twinloop.trip.planning.option.PlanOption.StageKind;

/** All the way on foot. */
public final class WalkOption {
    private WalkOption() {}

    public static Offer of(PlanRequest request, RoadTravel travel, PlanningConfig config) {
        return InTime.of(request, leaving -> leaving(leaving, travel, config));
    }

    private static Offer leaving(PlanRequest request, RoadTravel travel, PlanningConfig config) {
        Optional<JoinedWay> found = JoinedWay.find(request, travel::findWalk);
        if (found.isEmpty()) {
            return Offer.none(
                    TravelMode.WALK, RejectedMode.Reason.NO_ROAD, "没有可步行到达的道路", "No way leads there on foot", Map.of());
        }
        JoinedWay joined = found.get();
        Route way = joined.route();
        if (way.distanceM() > config.walkMaxM()) {
            return Offer.none(
                    TravelMode.WALK,
                    RejectedMode.Reason.WAY_TOO_LONG,
                    "步行约%.1f公里，超过%.1f公里".formatted(way.distanceM() / 1000, config.walkMaxM() / 1000),
                    "About %.1f km on foot, more than %.1f km"
                            .formatted(way.distanceM() / 1000, config.walkMaxM() / 1000),
                    Map.of(
                            "metres", Math.round(way.distanceM()),
                            "distanceM", Math.round(way.distanceM()),
                            "maximumM", Math.round(config.walkMaxM())));
        }
        Itinerary itinerary = new Itinerary(request.departAt())
                .leg(StageKind.WALK, Named.of(request.from()), Named.of(request.to()), joined);
        return Offer.of(new PlannedOption(
                unbooked(TravelMode.WALK, NotBookable.WALK, itinerary, CarbonFactors.none(), Quote.FREE), null));
    }

    /** An option that is shown and cannot be booked here. */
    static PlanOption unbooked(
            TravelMode mode, NotBookable why, Itinerary itinerary, CarbonFactors.Carbon carbon, Quote quote) {
        return of(mode, why, itinerary, carbon, quote, null);
    }

    /**
     * An option without a car.
     *
     * @param why it cannot be booked; null for one that can
     */
    static PlanOption of(
            TravelMode mode,
            NotBookable why,
            Itinerary itinerary,
            CarbonFactors.Carbon carbon,
            Quote quote,
            PlanOption.Bike bike) {
        return new PlanOption(
                Ids.next(),
                mode,
                why == null,
                why,
                List.of(),
                itinerary.departAt(),
                itinerary.now(),
                itinerary.durationS(),
                itinerary.distanceM(),
                quote.priceFen(),
                quote.holdFen(),
                quote.lines(),
                carbon.grams(),
                carbon.basis(),
                null,
                null,
                null,
                null,
                itinerary.estimated(),
                itinerary.stages(),
                null,
                null,
                null,
                null,
                null,
                null,
                itinerary.via(),
                bike);
    }
}
