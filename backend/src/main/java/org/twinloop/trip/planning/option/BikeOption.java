package org.twinloop.trip.planning.option;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
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
 * Walk to a bicycle and ride; one from a dock is brought to a dock of its operator again. Nobody keeps a bicycle: the
 * operators' feeds know no reservation. What is booked is the ride, at the tariff of an operator with a contract; one
 * of another operator is shown for comparison.
 */
public final class BikeOption {
    /** A bicycle does not mind. */
    private static final double MILD_CELSIUS = 20;

    private static final double M_PER_KM = 1_000;

    private final PlanRequest request;
    private final BikesNear near;
    private final PriceList prices;
    private final boolean contracted;
    private final RoadTravel travel;
    private final PlanningConfig config;
    /** Until then bicycles are taken to stand where they stand now. */
    private final Instant known;

    private BikeOption(
            PlanRequest request,
            BikesNear near,
            PriceList prices,
            boolean contracted,
            RoadTravel travel,
            PlanningConfig config,
            Instant now) {
        known = now.plus(config.bikeKnownAhead());
        this.request = request;
        this.near = near;
        this.prices = prices;
        this.contracted = contracted;
        this.travel = travel;
        this.config = config;
    }

    /**
     * @param prices of the operators with a contract
     * @param now when the bicycles were looked at; for a departure long after that they are a guess
     */
    public static Offer of(
            PlanRequest request,
            BikesNear near,
            List<PriceList> prices,
            RoadTravel travel,
            PlanningConfig config,
            Instant now) {
        return reached(request, travel, config)
                .orElseGet(() -> prices.isEmpty()
                        ? Offer.none(
                                TravelMode.BIKE,
                                RejectedMode.Reason.NO_CONTRACT,
                                "没有有效的单车合同或价目",
                                "No bicycle operator has a contract and price list in force",
                                Map.of())
                        : quickest(request, near, prices, travel, config, now));
    }

    /** Of the bicycles that can be booked the quickest; where there is none, one that is only shown. */
    private static Offer quickest(
            PlanRequest request,
            BikesNear near,
            List<PriceList> prices,
            RoadTravel travel,
            PlanningConfig config,
            Instant now) {
        List<Offer> offers = new ArrayList<>();
        for (PriceList list : prices) {
            offers.add(offer(request, near.of(list.operatorId()::equals), list, true, travel, config, now));
        }
        return best(offers).orElseGet(() -> {
            BikesNear others = near.of(
                    id -> prices.stream().noneMatch(list -> list.operatorId().equals(id)));
            offers.add(offer(request, others, prices.get(0), false, travel, config, now));
            return best(offers).orElseGet(() -> nearest(offers));
        });
    }

    private static Optional<Offer> best(List<Offer> offers) {
        return offers.stream()
                .filter(offer -> !offer.options().isEmpty())
                .min(Comparator.comparingInt(
                        offer -> offer.options().get(0).option().durationS()));
    }

    /** Of the refusals the one that lacks least; one without a number only where none has one. */
    private static Offer nearest(List<Offer> refused) {
        return refused.stream().min(Comparator.comparingInt(BikeOption::lacksM)).orElseThrow();
    }

    private static int lacksM(Offer refused) {
        return refused.rejected().get(0).values().get("metres") instanceof Integer metres ? metres : Integer.MAX_VALUE;
    }

    private static Offer offer(
            PlanRequest request,
            BikesNear near,
            PriceList prices,
            boolean contracted,
            RoadTravel travel,
            PlanningConfig config,
            Instant now) {
        return InTime.of(
                request, leaving -> new BikeOption(leaving, near, prices, contracted, travel, config, now).offer());
    }

    /** Why nobody goes there by bicycle; empty when one can. */
    private static Optional<Offer> reached(PlanRequest request, RoadTravel travel, PlanningConfig config) {
        if (request.passengers() > 1) {
            return Optional.of(Offer.none(
                    TravelMode.BIKE,
                    RejectedMode.Reason.TOO_MANY_PASSENGERS,
                    "单车只载一人",
                    "A bicycle carries one",
                    Map.of("passengers", request.passengers(), "maximum", 1)));
        }
        if (request.luggage() > 0) {
            return Optional.of(Offer.none(
                    TravelMode.BIKE,
                    RejectedMode.Reason.TOO_MUCH_LUGGAGE,
                    "单车不能载大件行李",
                    "A bicycle takes no large luggage",
                    Map.of("pieces", request.luggage(), "maximum", 0)));
        }
        Optional<JoinedWay> found = JoinedWay.find(request, travel::findCycle);
        if (found.isEmpty()) {
            return Optional.of(Offer.none(
                    TravelMode.BIKE,
                    RejectedMode.Reason.NO_ROAD,
                    "没有可骑行到达的道路",
                    "No way leads there by bicycle",
                    Map.of()));
        }
        Route way = found.get().route();
        if (way.distanceM() > config.bikeMaxM()) {
            return Optional.of(Offer.none(
                    TravelMode.BIKE,
                    RejectedMode.Reason.WAY_TOO_LONG,
                    "骑行约%.1f公里，超过%.1f公里".formatted(way.distanceM() / 1000, config.bikeMaxM() / 1000),
                    "About %.1f km by bicycle, more than %.1f km"
                            .formatted(way.distanceM() / 1000, config.bikeMaxM() / 1000),
                    Map.of(
                            "metres", Math.round(way.distanceM()),
                            "distanceM", Math.round(way.distanceM()),
                            "maximumM", Math.round(config.bikeMaxM()))));
        }
        return Optional.empty();
    }

    private Offer offer() {
        BikeSearch.Ride ride =
                BikeSearch.of(near.city(), travel, request.wish(MILD_CELSIUS), CityPicture.limits(config));
        if (ride.found()) {
            return Offer.of(option(ride));
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

    private PlannedOption option(BikeSearch.Ride ride) {
        Bike bike = near.bikes().get(ride.bike());
        Optional<Dock> dock = ride.dock() >= 0 ? Optional.of(near.docks().get(ride.dock())) : Optional.empty();
        boolean guess = request.departAt().isAfter(known);
        Named start = new Named(stands(bike, guess), bike.position());
        Named end = dock.map(place -> new Named(name(place), place.position())).orElseGet(() -> Named.of(request.to()));
        Itinerary way = new Itinerary(request.departAt())
                .leg(
                        StageKind.WALK,
                        Named.of(request.from()),
                        start,
                        travel.walk(request.from().point(), bike.position()))
                .pause(config.unlock());
        Instant unlocked = way.now();
        JoinedWay ridden = JoinedWay.of(request, bike.position(), end.point(), travel::cycle);
        way.leg(StageKind.BIKE, start, end, ridden);
        Instant parked = way.now();
        if (dock.isPresent()) {
            way.leg(
                    StageKind.WALK,
                    end,
                    Named.of(request.to()),
                    travel.walk(end.point(), request.to().point()));
        }
        way.guessed(guess);
        Instant until = parked.plus(config.late());
        Quote quote = Quote.of(prices.terms(), new BikeUsage(unlocked, parked), new BikeUsage(unlocked, until));
        if (guess || !contracted) {
            NotBookable why = guess ? NotBookable.BIKE_LATER : NotBookable.BIKE;
            return new PlannedOption(WalkOption.unbooked(TravelMode.BIKE, why, way, CarbonFactors.none(), quote), null);
        }
        return new PlannedOption(
                WalkOption.of(TravelMode.BIKE, null, way, CarbonFactors.none(), quote, booked(bike, dock)),
                BookingTerms.ofBike(
                        request,
                        prices,
                        request.departAt().minus(config.early()),
                        until,
                        ridden.route().distanceM() / M_PER_KM));
    }

    private static String stands(Bike bike, boolean guess) {
        if (guess) {
            return "单车（位置届时再查）";
        }
        return bike.dockNameZh() == null ? "单车 " + Math.round(bike.distanceM()) + " 米" : bike.dockNameZh();
    }

    private static String name(Dock dock) {
        return dock.nameZh() == null ? "单车停放点" : dock.nameZh();
    }

    private PlanOption.Bike booked(Bike bike, Optional<Dock> dock) {
        return new PlanOption.Bike(
                prices.operatorCode(),
                bike.id(),
                bike.dockId(),
                bike.dockNameZh(),
                bike.dockNameEn(),
                dock.map(Dock::id).orElse(null),
                dock.map(Dock::nameZh).orElse(null),
                dock.map(Dock::nameEn).orElse(null),
                bike.links().web(),
                bike.links().android(),
                bike.links().ios());
    }
}
