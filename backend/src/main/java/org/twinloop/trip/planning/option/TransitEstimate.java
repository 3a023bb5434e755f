package org.twinloop.trip.planning.option;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.twinloop.network.Route;
import org.twinloop.network.RouteFinder;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.planning.option.Itinerary.Named;
import org.twinloop.trip.planning.option.PlanOption.Line;
import org.twinloop.trip.planning.option.PlanOption.StageKind;

/**
 * Public transport, estimated: it is not in the network yet. Door to door at 24 km/h along the walking distance, plus
 * twelve minutes for both ends; fare of the Shanghai metro, 3 yuan to 6 km and 1 yuan per further 10 km.
 */
public final class TransitEstimate {
    private static final double SPEED_M_PER_S = 24 / 3.6;
    private static final Duration ENDS = Duration.ofMinutes(12);
    private static final long FIRST_FEN = 300;
    private static final double FIRST_M = 6_000;
    private static final long STEP_FEN = 100;
    private static final double STEP_M = 10_000;

    private TransitEstimate() {}

    public static Offer of(PlanRequest request, RouteFinder routes, CarbonFactors carbon) {
        return InTime.of(request, leaving -> leaving(leaving, routes, carbon));
    }

    private static Offer leaving(PlanRequest request, RouteFinder routes, CarbonFactors carbon) {
        Route line = routes.walk(request.from().point(), request.to().point());
        Route ride = new Route(
                line.distanceM(),
                Duration.ofSeconds(Math.round(line.distanceM() / SPEED_M_PER_S)),
                line.geometry(),
                List.of(),
                List.of(),
                true,
                line.metricVersion(),
                line.metricAsOf());
        Itinerary itinerary = new Itinerary(request.departAt())
                .pause(ENDS)
                .leg(StageKind.TRANSIT, Named.of(request.from()), Named.of(request.to()), ride);
        long fare = Math.multiplyExact(fareFen(line.distanceM()), (long) request.passengers());
        Line ticket = new Line(
                "DISTANCE", "地铁票价估算", "Metro fare, estimated", BigDecimal.valueOf(request.passengers()), "trip", fare);
        return Offer.of(new PlannedOption(
                WalkOption.unbooked(
                        TravelMode.TRANSIT_ESTIMATE,
                        NotBookable.TRANSIT,
                        itinerary,
                        carbon.transit(line.distanceM() * request.passengers()),
                        new Quote(List.of(ticket), fare, fare)),
                null));
    }

    static long fareFen(double distanceM) {
        return FIRST_FEN + STEP_FEN * (long) Math.ceil(Math.max(0, distanceM - FIRST_M) / STEP_M);
    }
}
