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
 * @param arrivalSocPercent expected; {@code arrivalSocLowPercent} and {@code arrivalSocHighPercent} where it may lie
 * @param chargingStop on the way, null where none is needed
 * @param reasonZh why one would take this one, beside the others; {@code reasonEn} the same
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
        Double arrivalSocLowPercent,
        Double arrivalSocHighPercent,
        Double socReservePercent,
        boolean estimated,
        List<Stage> legs,
        Car vehicle,
        ReturnStop returnStop,
        ChargingStop chargingStop,
        String reasonZh,
        String reasonEn,
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
    public record Pile(String id, int connector, double powerKw) {
        /** As a booking is labelled with it. */
        public String label() {
            return id + "-" + connector;
        }
    }

    /**
     * A stop on the way at which the car is charged.
     *
     * @param arriveAt there; {@code startAt} when the pile is free, {@code endAt} when one drives on
     * @param arrivalSocPercent expected charge there, {@code targetSocPercent} when one drives on
     */
    public record ChargingStop(
            String code,
            String nameZh,
            Pile pile,
            Instant arriveAt,
            Instant startAt,
            Instant endAt,
            double arrivalSocPercent,
            double targetSocPercent) {}

    /** What an option is best at, and how it compares, in words. */
    public PlanOption labelled(List<Label> earned, String zh, String en) {
        return copy(List.copyOf(earned), zh, en, policy);
    }

    public PlanOption judged(PolicyResult said) {
        return copy(labels, reasonZh, reasonEn, said);
    }

    /** What has become of another option: under its name. */
    public PlanOption inPlaceOf(PlanOption before) {
        return copy(before.id, before.labels, before.reasonZh, before.reasonEn, policy);
    }

    private PlanOption copy(List<Label> earned, String zh, String en, PolicyResult said) {
        return copy(id, earned, zh, en, said);
    }

    private PlanOption copy(UUID name, List<Label> earned, String zh, String en, PolicyResult said) {
        return new PlanOption(
                name,
                mode,
                bookable,
                notBookable,
                earned,
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
                arrivalSocLowPercent,
                arrivalSocHighPercent,
                socReservePercent,
                estimated,
                legs,
                vehicle,
                returnStop,
                chargingStop,
                zh,
                en,
                said);
    }
}
