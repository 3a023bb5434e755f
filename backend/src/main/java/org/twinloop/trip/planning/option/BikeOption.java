package org.twinloop.trip.planning.option;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.twinloop.bike.Bike;
import org.twinloop.bike.Dock;
import org.twinloop.network.Route;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.Usage.BikeUsage;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.planning.market.BikesNear;
import org.twinloop.trip.planning.market.CityPicture;
import org.twinloop.trip.planning.market.PlanningConfig;
import org.twinloop.trip.planning.market.RoadTravel;
import org.twinloop.trip.planning.option.Itinerary.Named;
import org.twinloop.trip.planning.option.PlanOption.StageKind;
import org.twinloop.trip.planning.search.BikeSearch;

/**
 * Walk to a bicycle and ride; one from a dock is brought to a dock again. Shown and not booked here: the operator's
 * feed knows no reservation.
 */
public final class BikeOption {
    /** A bicycle does not mind. */
    private static final double MILD_CELSIUS = 20;

    private final PlanRequest request;
    private final BikesNear near;
    private final PriceList prices;
    private final RoadTravel travel;
    private final PlanningConfig config;
    /** Until then bicycles are taken to stand where they stand now. */
    private final Instant known;

    private BikeOption(
            PlanRequest request,
            BikesNear near,
            PriceList prices,
            RoadTravel travel,
            PlanningConfig config,
            Instant now) {
        known = now.plus(config.bikeKnownAhead());
        this.request = request;
        this.near = near;
        this.prices = prices;
        this.travel = travel;
        this.config = config;
    }

    /** @param now when the bicycles were looked at; for a departure long after that they are a guess */
    public static Offer of(
            PlanRequest request,
            BikesNear near,
            Optional<PriceList> prices,
            RoadTravel travel,
            PlanningConfig config,
            Instant now) {
        if (request.passengers() > 1) {
            return Offer.none(
                    TravelMode.BIKE,
                    RejectedMode.Reason.TOO_MANY_PASSENGERS,
                    "单车只载一人",
                    "A bicycle carries one",
                    Map.of("passengers", request.passengers(), "maximum", 1));
        }
        if (request.luggage() > 0) {
            return Offer.none(
                    TravelMode.BIKE,
                    RejectedMode.Reason.TOO_MUCH_LUGGAGE,
                    "单车不能载大件行李",
                    "A bicycle takes no large luggage",
                    Map.of("pieces", request.luggage(), "maximum", 0));
        }
        Optional<JoinedWay> found = JoinedWay.find(request, travel::findCycle);
        if (found.isEmpty()) {
            return Offer.none(
                    TravelMode.BIKE,
                    RejectedMode.Reason.NO_ROAD,
                    "没有可骑行到达的道路",
                    "No way leads there by bicycle",
                    Map.of());
        }
        Route way = found.get().route();
        if (way.distanceM() > config.bikeMaxM()) {
            return Offer.none(
                    TravelMode.BIKE,
                    RejectedMode.Reason.WAY_TOO_LONG,
                    "骑行约%.1f公里，超过%.1f公里".formatted(way.distanceM() / 1000, config.bikeMaxM() / 1000),
                    "About %.1f km by bicycle, more than %.1f km"
                            .formatted(way.distanceM() / 1000, config.bikeMaxM() / 1000),
                    Map.of(
                            "metres", Math.round(way.distanceM()),
                            "distanceM", Math.round(way.distanceM()),
                            "maximumM", Math.round(config.bikeMaxM())));
        }
        if (prices.isEmpty()) {
            return Offer.none(
                    TravelMode.BIKE,
                    RejectedMode.Reason.NO_CONTRACT,
                    "没有有效的单车合同或价目",
                    "No bicycle operator has a contract and price list in force",
                    Map.of());
        }
        return InTime.of(request, leaving -> new BikeOption(leaving, near, prices.get(), travel, config, now).offer());
    }

    private Offer offer() {
        BikeSearch.Ride ride =
                BikeSearch.of(near.city(), travel, request.wish(MILD_CELSIUS), CityPicture.limits(config));
        if (ride.found()) {
            return Offer.of(new PlannedOption(option(ride), null));
        }
        return ride.noDock() ? noDock() : noBike(ride.nearestM());
    }

    private Offer noDock() {
        return Offer.none(
                TravelMode.BIKE,
                RejectedMode.Reason.NO_DOCK_NEAR,
                "目的地%.0f米内没有可还车的停放点".formatted(config.walkToBikeMaxM()),
                "No dock with room within %.0f m of the destination".formatted(config.walkToBikeMaxM()),
                Map.of("radiusM", Math.round(config.walkToBikeMaxM())));
    }

    private Offer noBike(int nearestM) {
        Map<String, Object> values = new HashMap<>(Map.of("radiusM", Math.round(config.walkToBikeMaxM())));
        String zh = "%.0f米内没有可用单车".formatted(config.walkToBikeMaxM());
        String en = "No bicycle within %.0f m".formatted(config.walkToBikeMaxM());
        if (nearestM >= 0) {
            values.put("metres", nearestM);
            zh += "，最近的在" + nearestM + "米外";
            en += "; the nearest is " + nearestM + " m away";
        }
        if (request.departAt().isAfter(known)) {
            zh = "现在" + zh + "；出发前请再查";
            en += " now; look again before you leave";
        }
        return Offer.none(TravelMode.BIKE, RejectedMode.Reason.BIKE_TOO_FAR, zh, en, values);
    }

    private PlanOption option(BikeSearch.Ride ride) {
        Bike bike = near.bikes().get(ride.bike());
        boolean guess = request.departAt().isAfter(known);
        String stands = guess ? "单车（位置届时再查）" : "单车 " + Math.round(bike.distanceM()) + " 米";
        Named start = new Named(stands, bike.position());
        Named end = Named.of(request.to());
        Itinerary way = new Itinerary(request.departAt())
                .leg(
                        StageKind.WALK,
                        Named.of(request.from()),
                        start,
                        travel.walk(request.from().point(), bike.position()))
                .pause(config.unlock());
        Instant unlocked = way.now();
        if (ride.dock() >= 0) {
            Dock dock = near.docks().get(ride.dock());
            end = new Named(dock.nameZh() == null ? "单车停放点" : dock.nameZh(), dock.position());
        }
        JoinedWay ridden = JoinedWay.of(request, bike.position(), end.point(), travel::cycle);
        way.leg(StageKind.BIKE, start, end, ridden);
        BikeUsage used = new BikeUsage(unlocked, way.now());
        if (ride.dock() >= 0) {
            way.leg(
                    StageKind.WALK,
                    end,
                    Named.of(request.to()),
                    travel.walk(end.point(), request.to().point()));
        }
        return WalkOption.unbooked(
                TravelMode.BIKE,
                guess ? NotBookable.BIKE_LATER : NotBookable.BIKE,
                way.guessed(guess),
                CarbonFactors.none(),
                Quote.of(prices.terms(), used, used));
    }
}
