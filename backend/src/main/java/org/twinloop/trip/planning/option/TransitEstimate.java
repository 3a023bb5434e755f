package org.twinloop.trip.planning.option;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.twinloop.network.Route;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.planning.market.RoadTravel;
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

    public static Offer of(PlanRequest request, RoadTravel travel, CarbonFactors carbon) {
        return InTime.of(request, leaving -> leaving(leaving, travel, carbon));
    }

    private static Offer leaving(PlanRequest request, RoadTravel travel, CarbonFactors carbon) {
        Fares fares = new Fares();
        JoinedWay way = JoinedWay.of(request, (from, to) -> {
            Route line = travel.findWalk(from, to).orElseGet(() -> travel.line(from, to));
            Duration ends = fares.isFirst() ? Duration.ZERO : ENDS;
            fares.add(line.distanceM());
            return ride(line, ends);
        });
        Itinerary itinerary = new Itinerary(request.departAt())
                .pause(ENDS)
                .leg(StageKind.TRANSIT, Named.of(request.from()), Named.of(request.to()), way);
        long fare = Math.multiplyExact(fares.fen, (long) request.passengers());
        Line ticket = new Line(
                "DISTANCE", "地铁票价估算", "Metro fare, estimated", BigDecimal.valueOf(request.passengers()), "trip", fare);
        return Offer.of(new PlannedOption(
                WalkOption.unbooked(
                        TravelMode.TRANSIT_ESTIMATE,
                        NotBookable.TRANSIT,
                        itinerary,
                        carbon.transit(fares.metres * request.passengers()),
                        new Quote(List.of(ticket), fare, fare)),
                null));
    }

    /** One ticket for each ride between two stops; both ends of the first are reckoned with before it. */
    private static final class Fares {
        private double metres;
        private long fen;

        void add(double rideM) {
            metres += rideM;
            fen += fareFen(rideM);
        }

        boolean isFirst() {
            return metres == 0;
        }
    }

    private static Route ride(Route line, Duration ends) {
        return new Route(
                line.distanceM(),
                ends.plus(Duration.ofSeconds(Math.round(line.distanceM() / SPEED_M_PER_S))),
                line.geometry(),
                List.of(),
                List.of(),
                true,
                line.metricVersion(),
                line.metricAsOf());
    }

    static long fareFen(double distanceM) {
        return FIRST_FEN + STEP_FEN * (long) Math.ceil(Math.max(0, distanceM - FIRST_M) / STEP_M);
    }
}
