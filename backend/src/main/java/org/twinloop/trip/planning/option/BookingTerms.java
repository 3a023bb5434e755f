package org.twinloop.trip.planning.option;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.pricing.PriceLine;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.PriceTerms;
import org.twinloop.pricing.Pricing;
import org.twinloop.pricing.Usage.CarShareUsage;
import org.twinloop.trip.approval.PurposeCategory;

/**
 * What an option would hold and with whom: the part of a plan that the booking reads and nobody is shown.
 *
 * @param product {@code CAR_SHARE}, {@code CHAUFFEUR} or {@code BIKE} as in the price list; {@code OFFICIAL_CAR} for a
 *     unit's own car
 * @param connectorIds free connectors at the return stop, best first
 * @param ours whether nobody else is asked: our own calendar decides about the car, and no calendar about a bicycle
 * @param retained whether the car belongs to a unit
 * @param seats seats of the vehicle, 0 where there is none
 * @param innerPile whether a pile of an inner-loop stop would be held
 * @param routeKm planned road distance of the paid leg
 * @param fromPlaceId code of the place it starts at, null for a free point; so {@code toPlaceId}
 * @param charge pile to hold on the way; null where none is needed
 * @param cheapestAdequateFen price of the cheapest option of the plan that can be booked
 * @param via names of the stops on the way, which the receipt tells; empty in plans made before they were known
 * @param known what the registers of policy said when it was planned; null before that, and in plans of before
 * @param feeder the bicycle one goes to the car by; null where there is none, and in plans of before
 */
public record BookingTerms(
        Instant windowFrom,
        Instant windowTo,
        UUID operatorId,
        String product,
        UUID priceListId,
        String vehicleClass,
        UUID vehicleId,
        UUID returnStopId,
        List<UUID> connectorIds,
        boolean ours,
        boolean retained,
        int seats,
        boolean innerPile,
        double routeKm,
        String fromPlaceId,
        String toPlaceId,
        Charge charge,
        Long cheapestAdequateFen,
        List<String> via,
        Known known,
        Feeder feeder) {
    private static final int M_PER_KM = 1_000;
    private static final String BIKE = "BIKE";

    public BookingTerms {
        via = via == null ? List.of() : List.copyOf(via);
    }

    /**
     * What is on record about the car, for policy; null is not on record.
     *
     * @param keptFor the one purpose a kept car is registered for
     * @param newEnergy whether it runs on electricity
     * @param rangeKm how far its charge goes at the departure, for an electric car
     * @param electricNear electric cars that could be had instead; null when it was not looked for them
     */
    public record Known(PurposeCategory keptFor, Boolean newEnergy, Double rangeKm, List<Electric> electricNear) {}

    /** An electric car in reach; {@code rangeKm} null when not known. */
    public record Electric(double minutesAway, Double rangeKm) {}

    /**
     * A pile on the way and when it is held.
     *
     * @param km planned road distance to it; null in plans made before it was kept
     */
    public record Charge(UUID connectorId, UUID stopId, String name, Instant from, Instant to, Double km) {}

    /** A bicycle, of which nobody keeps anything: what is held is the money alone. */
    static BookingTerms ofBike(PlanRequest request, PriceList prices, Instant rideFrom, Instant until, double km) {
        return new BookingTerms(
                rideFrom,
                until,
                prices.operatorId(),
                BIKE,
                prices.id(),
                prices.vehicleClass(),
                null,
                null,
                List.of(),
                true,
                false,
                1,
                false,
                km,
                request.from().placeId(),
                request.to().placeId(),
                null,
                null,
                request.viaNames(),
                null,
                null);
    }

    /** Whether the ride is one by bicycle. */
    public boolean cycled() {
        return BIKE.equals(product);
    }

    /**
     * A ride by bicycle before the car.
     *
     * @param priceFen its planned price; {@code holdFen} what of the hold is for it
     */
    public record Feeder(
            UUID operatorId, UUID priceListId, String vehicleClass, double km, long priceFen, long holdFen) {
        /** The ride these terms of a bicycle are for. */
        public static Feeder of(BookingTerms bike, long priceFen, long holdFen) {
            return new Feeder(bike.operatorId, bike.priceListId, bike.vehicleClass, bike.routeKm, priceFen, holdFen);
        }
    }

    /** What the feeder adds to a hold, fen. */
    public long feederHoldFen() {
        return feeder == null ? 0 : feeder.holdFen();
    }

    /** The same car, gone to by bicycle from a place; {@code fromPlaceId} is null for a free point. */
    public BookingTerms fedBy(Feeder ride, String from) {
        return copy(from, cheapestAdequateFen, known, ride);
    }

    /** How far the charge at the start has to do, in metres: to the pile on the way, else the whole way. */
    public int metresToCharge() {
        double km = charge == null || charge.km() == null ? routeKm : charge.km();
        return (int) Math.round(km * M_PER_KM);
    }

    /** The planned price and what the budget holds, in fen. */
    public record Cost(long priceFen, long holdFen) {}

    /**
     * What a self-driven car costs that is kept until an instant: the price of the planned way, and the hold for a way
     * as long as it may become.
     */
    public Cost cost(PriceTerms prices, Instant departAt, Instant until) {
        BigDecimal km = BigDecimal.valueOf(routeKm).setScale(3, RoundingMode.HALF_UP);
        long price = PriceLine.total(Pricing.price(prices, new CarShareUsage(departAt, until, km)))
                .fen();
        long cycled = feeder == null ? 0 : feeder.priceFen();
        return new Cost(price + cycled, Math.max(price + cycled, holdFen(prices, departAt, until)));
    }

    /**
     * What the budget holds for a self-driven car that is kept until an instant, in fen: the price of the whole time
     * and of a way as long as it may become.
     */
    public long holdFen(PriceTerms prices, Instant departAt, Instant until) {
        BigDecimal km =
                BigDecimal.valueOf(routeKm * SelfDriveOptions.LONGER_WAY).setScale(3, RoundingMode.HALF_UP);
        return PriceLine.total(Pricing.price(prices, new CarShareUsage(departAt, until, km)))
                        .fen()
                + feederHoldFen();
    }

    /** The same with what it was compared with and what is on record about it. */
    public BookingTerms judgedBy(Long cheapestFen, Known onRecord) {
        return copy(fromPlaceId, cheapestFen, onRecord, feeder);
    }

    private BookingTerms copy(String from, Long cheapestFen, Known onRecord, Feeder ride) {
        return new BookingTerms(
                windowFrom,
                windowTo,
                operatorId,
                product,
                priceListId,
                vehicleClass,
                vehicleId,
                returnStopId,
                connectorIds,
                ours,
                retained,
                seats,
                innerPile,
                routeKm,
                from,
                toPlaceId,
                charge,
                cheapestFen,
                via,
                onRecord,
                ride);
    }
}
