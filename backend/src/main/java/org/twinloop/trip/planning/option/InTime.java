package org.twinloop.trip.planning.option;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.twinloop.common.CityTime;

/** Ways that leave whenever one likes: who has to be somewhere in time leaves so that he is, and not before he can. */
final class InTime {
    /** Traffic differs by the hour: an earlier departure may take longer, so it is looked at again. */
    private static final int LOOKS = 4;

    private InTime() {}

    static Offer of(PlanRequest request, Function<PlanRequest, Offer> way) {
        if (request.arriveBy().isEmpty()) {
            return way.apply(request);
        }
        Instant by = request.arriveBy().get();
        PlanRequest leaving = request.leaving(request.departAt());
        Offer offer = way.apply(leaving);
        for (int look = 0; look < LOOKS && !offer.options().isEmpty(); look++) {
            PlanOption option = offer.options().get(0).option();
            Duration early = Duration.between(option.arriveAt(), by);
            if (early.isZero()) {
                return offer;
            }
            Instant at = leaving.departAt().plus(early);
            if (at.isBefore(request.departAt())) {
                return late(option, way.apply(request.leaving(request.departAt())));
            }
            leaving = request.leaving(at);
            offer = way.apply(leaving);
        }
        return offer.options().isEmpty()
                        || !offer.options().get(0).option().arriveAt().isAfter(by)
                ? offer
                : late(offer.options().get(0).option(), offer);
    }

    private static Offer late(PlanOption option, Offer soonest) {
        Instant arrival = soonest.options().isEmpty()
                ? option.arriveAt()
                : soonest.options().get(0).option().arriveAt();
        return Offer.none(
                option.mode(),
                RejectedMode.Reason.NOT_IN_TIME,
                "最早 " + CityTime.clock(arrival) + " 到达",
                "The earliest arrival is " + CityTime.clock(arrival),
                Map.of("earliestArrival", arrival.toString()));
    }
}
