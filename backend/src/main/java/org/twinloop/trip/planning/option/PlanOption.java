package org.twinloop.trip.planning.option;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
 * @param departAt leaving the door of A, {@code arriveAt} reaching the door of B, in full minutes of the clock
 * @param priceFen the planned price; {@code holdFen} what the budget would hold, for the whole window
 * @param co2Basis the factor behind {@code co2G} and where it comes from
 * @param arrivalSocPercent expected; {@code arrivalSocLowPercent} and {@code arrivalSocHighPercent} where it may lie
 * @param chargingStop on the way, null where none is needed
 * @param reasonZh why one would take this one, beside the others; {@code reasonEn} the same
 * @param via stops on the way in their order; empty where there is none, and in plans made before they were known
 * @param bike the bicycle of a leg by bicycle; null where there is none that is booked, and in plans of before
 * @param estimated whether time or distance of any leg is an estimate rather than a route, or what one travels with is
 *     not known to be there then
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
        PolicyResult policy,
        List<ViaStop> via,
        Bike bike) {
    private static final int SECONDS_PER_MINUTE = 60;

    public PlanOption {
        via = via == null ? List.of() : List.copyOf(via);
    }

    /**
     * A stop on the way; whatever one travels with waits there.
     *
     * @param placeId null for a free point, as is {@code nameEn}
     */
    public record ViaStop(
            String placeId,
            String name,
            GeoPoint position,
            Instant arriveAt,
            Instant leaveAt,
            int stayMinutes,
            String nameEn) {}

    /**
     * The bicycle a leg is ridden on, as its operator's feed tells it. Nobody keeps it: who unlocks it first has it.
     *
     * @param id the operator's, good until the next ride
     * @param dockId dock it stands at, {@code returnDockId} where it is brought back; null for one that stands free
     * @param webUrl page that unlocks it, or the operator's; {@code androidUrl} and {@code iosUrl} open the app. Null
     *     where the feed has none
     */
    public record Bike(
            String operatorCode,
            String id,
            String dockId,
            String dockNameZh,
            String dockNameEn,
            String returnDockId,
            String returnDockNameZh,
            String returnDockNameEn,
            String webUrl,
            String androidUrl,
            String iosUrl) {}

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
            List<Instruction> instructions) {
        /** A first leg that begins before its time has the more time for it. */
        private Stage from(Instant departure) {
            return at(departure.isBefore(departAt) ? departure : departAt, arriveAt);
        }

        private Stage until(Instant arrival) {
            return at(departAt, arrival);
        }

        private Stage at(Instant departure, Instant arrival) {
            int longer = (int) Duration.between(departure, arrival)
                    .minus(Duration.between(departAt, arriveAt))
                    .toSeconds();
            return new Stage(
                    kind,
                    fromName,
                    toName,
                    from,
                    to,
                    departure,
                    arrival,
                    distanceM,
                    durationS + longer,
                    estimated,
                    geometry,
                    instructions);
        }
    }

    /**
     * The car offered; its QR number is not told here, it is read at the car. English names are not known of plans of
     * before, of this and of the stops.
     */
    public record Car(
            UUID id,
            String plate,
            String model,
            int seats,
            double socPercent,
            String calendar,
            String stopCode,
            String stopNameZh,
            int ageS,
            String modelEn,
            String stopNameEn) {}

    /** Where the car is brought back. */
    public record ReturnStop(String code, String nameZh, String bayCode, Pile pile, String nameEn) {}

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
            double targetSocPercent,
            String nameEn) {}

    /** What an option is best at, and how it compares, in words. */
    public PlanOption labelled(List<Label> earned, String zh, String en) {
        return copy(List.copyOf(earned), zh, en, policy);
    }

    /** Whether it is only a guess that there is something to travel with: that is best at nothing. */
    public boolean guessed() {
        return notBookable != null && notBookable.isGuess(mode);
    }

    /** Door to door, begun minutes: what lies between departure and arrival as a clock shows them. */
    public int durationMinutes() {
        return (durationS + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE;
    }

    /**
     * The same with both ends at full minutes, so that times and duration agree as they are shown.
     *
     * @param from nobody leaves earlier by that, {@code by} nor arrives later
     */
    PlanOption toTheMinute(Instant from, Instant by) {
        Instant before = departAt.truncatedTo(ChronoUnit.MINUTES);
        Instant departure = before.isBefore(from) ? departAt : before;
        Instant minute = arriveAt.plusSeconds(SECONDS_PER_MINUTE).minusNanos(1).truncatedTo(ChronoUnit.MINUTES);
        Instant arrival = minute.isAfter(by) ? arriveAt : minute;
        List<Stage> stages = new ArrayList<>(legs);
        stages.set(0, stages.get(0).from(departure));
        int last = stages.size() - 1;
        stages.set(last, stages.get(last).until(arrival));
        return copy(id, labels, reasonZh, reasonEn, policy, departure, arrival, List.copyOf(stages));
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
        return copy(name, earned, zh, en, said, departAt, arriveAt, legs);
    }

    private PlanOption copy(
            UUID name,
            List<Label> earned,
            String zh,
            String en,
            PolicyResult said,
            Instant departure,
            Instant arrival,
            List<Stage> stages) {
        return new PlanOption(
                name,
                mode,
                bookable,
                notBookable,
                earned,
                departure,
                arrival,
                (int) Duration.between(departure, arrival).toSeconds(),
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
                stages,
                vehicle,
                returnStop,
                chargingStop,
                zh,
                en,
                said,
                via,
                bike);
    }
}
