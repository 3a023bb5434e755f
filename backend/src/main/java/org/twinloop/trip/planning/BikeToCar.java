package org.twinloop.trip.planning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.twinloop.common.Ids;
import org.twinloop.trip.planning.market.CarMarket;
import org.twinloop.trip.planning.option.BookingTerms.Feeder;
import org.twinloop.trip.planning.option.Offer;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlanOption.Line;
import org.twinloop.trip.planning.option.PlanOption.Stage;
import org.twinloop.trip.planning.option.PlanOption.StageKind;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlanRequest.Spot;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.planning.option.RejectedMode;
import org.twinloop.vehicle.Calendar;
import org.twinloop.vehicle.Candidate;

/**
 * By bicycle to a car that stands too far to walk to, and on with it: one trip, two providers. The bicycle is ridden
 * first, so the car is held from when one comes there.
 */
final class BikeToCar {
    /** A walk shorter than this is none. */
    private static final int BESIDE_M = 5;

    private BikeToCar() {}

    /** Whether nothing but the walk to the car is in the way, and one person without luggage could cycle there. */
    static boolean mayHelp(PlanRequest request, Offer walked) {
        return walked.options().isEmpty()
                && walked.rejected().get(0).reason() == RejectedMode.Reason.CAR_TOO_FAR
                && request.passengers() == 1
                && request.luggage() == 0
                && request.arriveBy().isEmpty();
    }

    /** Where the nearest car of our calendar stands that can be had; the others one would have to ask for. */
    static Optional<Spot> nearest(CarMarket market) {
        return market.cars().stream()
                .filter(car -> car.vehicle().calendar() == Calendar.OURS)
                .filter(car -> car.vehicle().retained()
                        || market.priceOf(car.vehicle()).isPresent())
                .findFirst()
                .map(BikeToCar::spot);
    }

    private static Spot spot(Candidate car) {
        return new Spot(
                null, car.vehicle().plate(), null, car.position(), car.vehicle().plate());
    }

    /** The two as one option. */
    static PlannedOption join(PlanRequest request, PlannedOption cycled, PlannedOption driven) {
        PlanOption bike = cycled.option();
        PlanOption car = driven.option();
        List<Stage> legs = new ArrayList<>(bike.legs());
        car.legs().stream()
                .filter(leg -> leg.kind() != StageKind.WALK || leg.distanceM() >= BESIDE_M)
                .forEach(legs::add);
        List<Line> lines = Stream.concat(bike.priceLines().stream(), car.priceLines().stream())
                .toList();
        PlanOption whole = new PlanOption(
                Ids.next(),
                car.mode(),
                true,
                null,
                List.of(),
                bike.departAt(),
                car.arriveAt(),
                (int) Duration.between(bike.departAt(), car.arriveAt()).toSeconds(),
                bike.distanceM() + car.distanceM(),
                bike.priceFen() + car.priceFen(),
                bike.holdFen() + car.holdFen(),
                lines,
                bike.co2G() + car.co2G(),
                car.co2Basis(),
                car.arrivalSocPercent(),
                car.arrivalSocLowPercent(),
                car.arrivalSocHighPercent(),
                car.socReservePercent(),
                bike.estimated() || car.estimated(),
                List.copyOf(legs),
                car.vehicle(),
                car.returnStop(),
                car.chargingStop(),
                null,
                null,
                null,
                car.via(),
                bike.bike());
        Feeder feeder = Feeder.of(cycled.terms(), bike.priceFen(), bike.holdFen());
        return new PlannedOption(
                whole, driven.terms().fedBy(feeder, request.from().placeId()));
    }
}
