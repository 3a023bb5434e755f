package org.twinloop.trip.heal;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlannedOption;

/**
 * Which of the cars on offer is as good as the promised one: somebody may be moved to it without being asked. That the
 * charge is enough and there is room where it is returned, the planner has seen to.
 *
 * @param nearMaxM how far it may stand from the promised one, metres
 * @param shiftMax how much sooner one may have to leave, and later arrive
 * @param dearerMaxPercent how much more the way may cost from where it stands, by the same price list; by any other
 *     list never more
 */
record EqualCar(double nearMaxM, Duration shiftMax, int dearerMaxPercent) {
    private static final int HUNDRED = 100;

    /** Equal cars, the nearest to the promised one first. */
    List<PlannedOption> among(List<PlannedOption> offered, Promise promise) {
        return offered.stream()
                .filter(other -> isEqual(other, promise))
                .sorted(Comparator.comparingDouble(other -> apart(other, promise)))
                .toList();
    }

    boolean isEqual(PlannedOption other, Promise promise) {
        return other.terms() != null
                && other.option().mode() == TravelMode.EV
                && sameTerms(other.terms(), promise)
                && noDearer(other, promise)
                && inTime(other, promise.terms())
                && apart(other, promise) <= nearMaxM;
    }

    /** Another car of the same owner and calendar: an operator's calendar is asked by a person, not by us. */
    private static boolean sameTerms(BookingTerms other, Promise promise) {
        BookingTerms booked = promise.planned().terms();
        return !booked.vehicleId().equals(other.vehicleId())
                && booked.ours()
                && other.ours()
                && booked.retained() == other.retained()
                && Objects.equals(booked.operatorId(), other.operatorId())
                && Objects.equals(booked.product(), other.product())
                && (booked.innerPile() || !other.innerPile())
                && other.seats() >= promise.terms().passengers();
    }

    private boolean noDearer(PlannedOption other, Promise promise) {
        UUID list = other.terms().priceListId();
        boolean sameList = list != null && list.equals(promise.planned().terms().priceListId());
        int percent = HUNDRED + (sameList ? dearerMaxPercent : 0);
        return other.option().priceFen() * HUNDRED <= promise.terms().quotedFen() * percent
                && other.option().holdFen() * HUNDRED <= promise.terms().heldFen() * percent;
    }

    private boolean inTime(PlannedOption other, Promise.Terms terms) {
        return !other.option().departAt().isBefore(terms.departAt().minus(shiftMax))
                && !other.option().arriveAt().isAfter(terms.arriveAt().plus(shiftMax))
                && !other.terms().windowTo().isBefore(terms.windowTo().minus(shiftMax));
    }

    private static double apart(PlannedOption other, Promise promise) {
        Optional<GeoPoint> booked = start(promise.planned());
        return start(other).flatMap(here -> booked.map(here::distanceM)).orElse(Double.POSITIVE_INFINITY);
    }

    private static Optional<GeoPoint> start(PlannedOption planned) {
        return planned.option().legs().stream()
                .filter(leg -> leg.kind() == PlanOption.StageKind.DRIVE)
                .map(PlanOption.Stage::from)
                .findFirst();
    }
}
