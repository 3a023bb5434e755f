package org.twinloop.trip.planning.option;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.pricing.PriceLine;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.PolicyResult;

/**
 * One way to travel, as people see it.
 *
 * @param bookable whether a request may name it
 * @param notBookable why not; null when it may
 * @param labels what it is best at
 * @param departAt leaving the door of A, {@code arriveAt} reaching the door of B
 * @param priceFen the planned price; {@code holdFen} what the budget would hold, for the whole window
 * @param co2Basis the factor behind {@code co2G} and where it comes from
 * @param estimated whether time or distance of any leg is an estimate rather than a route
 */
public record PlanOption(
        UUID id,
        TravelMode mode,
        boolean bookable,
        NotBookable notBookable,
        List<Label> labels,
        Instant departAt,
        Instant arriveAt,
        int durationS,
        int distanceM,
        long priceFen,
        long holdFen,
        List<Line> priceLines,
        int co2G,
        String co2Basis,
        Double arrivalSocPercent,
        Double socReservePercent,
        boolean estimated,
        List<Stage> legs,
        Car vehicle,
        ReturnStop returnStop,
        PolicyResult policy) {

    /** What an option is best at among those offered. */
    public enum Label {
        FASTEST,
        CHEAPEST,
        GREENEST
    }

    /** Kind of a leg. */
    public enum StageKind {
        WALK,
        DRIVE,
        BIKE,
        CHAUFFEUR,
        TRANSIT
    }

    /** A line of the price, in whole fen. */
    public record Line(
            String code, String descriptionZh, String descriptionEn, BigDecimal quantity, String unit, long amountFen) {
        static Line of(PriceLine line) {
            return new Line(
                    line.code(),
                    line.descriptionZh(),
                    line.descriptionEn(),
                    line.quantity(),
                    line.unit(),
                    line.amount().fen());
        }
    }

    /** What to do at a junction. */
    public record Instruction(String zh, String en, int distanceM) {}

    /**
     * One leg on the way.
     *
     * @param geometry encoded polyline, precision 5
     */
    public record Stage(
            StageKind kind,
            String fromName,
            String toName,
            GeoPoint from,
            GeoPoint to,
            Instant departAt,
            Instant arriveAt,
            int distanceM,
            int durationS,
            boolean estimated,
            String geometry,
            List<Instruction> instructions) {}

    /** The car offered; its QR number is not told here, it is read at the car. */
    public record Car(
            UUID id,
            String plate,
            String model,
            int seats,
            double socPercent,
            String calendar,
            String stopCode,
            String stopNameZh,
            int ageS) {}

    /** Where the car is brought back. */
    public record ReturnStop(String code, String nameZh, String bayCode, Pile pile) {}

    /** A pile at the return stop. */
    public record Pile(String id, int connector, double powerKw) {}

    public PlanOption labelled(List<Label> earned) {
        return new PlanOption(
                id,
                mode,
                bookable,
                notBookable,
                List.copyOf(earned),
                departAt,
                arriveAt,
                durationS,
                distanceM,
                priceFen,
                holdFen,
                priceLines,
                co2G,
                co2Basis,
                arrivalSocPercent,
                socReservePercent,
                estimated,
                legs,
                vehicle,
                returnStop,
                policy);
    }

    public PlanOption judged(PolicyResult said) {
        return new PlanOption(
                id,
                mode,
                bookable,
                notBookable,
                labels,
                departAt,
                arriveAt,
                durationS,
                distanceM,
                priceFen,
                holdFen,
                priceLines,
                co2G,
                co2Basis,
                arrivalSocPercent,
                socReservePercent,
                estimated,
                legs,
                vehicle,
                returnStop,
                said);
    }
}
