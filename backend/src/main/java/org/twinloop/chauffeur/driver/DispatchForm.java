package org.twinloop.chauffeur.driver;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.chauffeur.NewOrder;
import org.twinloop.chauffeur.OrderState;
import org.twinloop.common.Row;

/**
 * The dispatch order (派车单) as it stands; what is not known yet is null. The price lines stand on the receipt.
 *
 * @param party what its trip adds; null only before it did
 * @param waitedMinutes charged waiting before the passengers got in, and all waiting on the way
 * @param steps what the driver has told, oldest first; empty where the company tells
 * @param position where the driver is, only while under way
 */
public record DispatchForm(
        String orderNo,
        State state,
        Plan plan,
        String driverName,
        String driverPhone,
        String plate,
        Ride ride,
        Rating rating,
        List<Step> steps,
        Position position,
        Party party) {

    /** How far the order is; see {@link OrderState}. */
    public enum State {
        PENDING,
        ACCEPTED,
        ARRIVED,
        ONBOARD,
        COMPLETED,
        DECLINED,
        CANCELLED
    }

    /** What was asked for. */
    public record Plan(
            String purposeCategory,
            String purposeText,
            String documentNo,
            String budgetCode,
            String pickup,
            String dropoff,
            Instant pickupAt,
            Instant until,
            int passengers,
            String vehicleClass,
            BigDecimal km,
            Long fen,
            List<NewOrder.Via> via,
            NewOrder.Contact contact) {

        private Plan withoutContact() {
            return new Plan(
                    purposeCategory,
                    purposeText,
                    documentNo,
                    budgetCode,
                    pickup,
                    dropoff,
                    pickupAt,
                    until,
                    passengers,
                    vehicleClass,
                    km,
                    fen,
                    via,
                    null);
        }
    }

    /** What came of it. */
    public record Ride(
            Instant arrivedAt,
            Instant startedAt,
            Instant endedAt,
            BigDecimal odometerFromKm,
            BigDecimal odometerToKm,
            BigDecimal km,
            Integer minutes,
            Integer waitedMinutes,
            Long tollFen,
            Long parkingFen,
            Spot startedNear,
            Spot endedNear) {}

    /**
     * Where passengers really got in or out, by the driver's telephone.
     *
     * @param lon WGS-84, degrees, as is {@code lat}
     * @param awayM from the agreed place, metres
     */
    public record Spot(double lon, double lat, int awayM) {}

    /** The unit the ride is for. */
    public record Unit(String code, String nameZh, String nameEn) {}

    /**
     * Who asked, rides, agreed and signed off, and what was out of the ordinary.
     *
     * @param applicant who asked; the traveller, unless it was in their name
     * @param passengers everybody by name, the traveller first
     * @param approvals decided levels in order; empty where policy wanted none, which {@code policyVersion} names
     * @param receiptFen what it cost, once settled
     */
    public record Party(
            Unit unit,
            String applicant,
            String traveller,
            List<String> passengers,
            String policyVersion,
            List<Consent> approvals,
            SignOff signOff,
            Long receiptFen,
            List<Flag> flags) {}

    /** What one level of the chain said. */
    public record Consent(
            int level,
            String nameZh,
            String nameEn,
            Word word,
            String by,
            String inSteadOf,
            Instant at,
            String opinion) {

        /** What was decided. */
        public enum Word {
            APPROVED,
            REJECTED,
            RETURNED
        }
    }

    /** How the ride was acknowledged; nobody did it when time did. */
    public record SignOff(How how, String by, Instant at, String words) {

        /** By whom, or disputed. */
        public enum How {
            TRAVELLER,
            AUTOMATIC,
            DISPUTED,
            DECIDED
        }
    }

    /** What is out of the ordinary about an order. */
    public enum Flag {
        /** Went first, decided about afterwards. */
        EMERGENCY,
        /** Policy had something to say about the request. */
        POLICY_REMARK,
        /** Ended after the booked time. */
        LATE_END,
        /** The way was more than 1.3 times the planned one (PR-43). */
        LONGER_WAY,
        /** Cost more than quoted. */
        DEARER,
        /** The traveller disputes it. */
        DISPUTED
    }

    /** What the traveller gave, 1…5, with words or none. */
    public record Rating(int stars, String words) {}

    /** What a driver tells. */
    public enum Kind {
        ON_THE_WAY,
        ARRIVED,
        ONBOARD,
        WAIT_BEGIN,
        WAIT_END,
        TOLL,
        PARKING,
        FINISHED
    }

    /**
     * One step of the driver.
     *
     * @param at when it was told
     * @param fen paid, with the number of its receipt, for a toll or parking
     * @param photos of the receipt, by their ids
     */
    public record Step(UUID id, Kind kind, Instant at, Long fen, String receiptNo, List<UUID> photos) {

        private Step with(List<UUID> taken) {
            return new Step(id, kind, at, fen, receiptNo, taken);
        }
    }

    /** WGS-84, degrees. */
    public record Position(double lon, double lat, Instant at) {}

    /** The same without position and contact, for everybody but the traveller. */
    public DispatchForm forDesks() {
        return new DispatchForm(
                orderNo,
                state,
                plan.withoutContact(),
                driverName,
                driverPhone,
                plate,
                ride,
                rating,
                steps,
                null,
                party);
    }

    /** The same with its trip's side, and the photos of receipts by step. */
    public DispatchForm with(Party side, Map<UUID, List<UUID>> photos) {
        List<Step> shown = steps.stream()
                .map(step -> step.with(photos.getOrDefault(step.id(), List.of())))
                .toList();
        return new DispatchForm(
                orderNo, state, plan, driverName, driverPhone, plate, ride, rating, shown, position, side);
    }

    DispatchForm with(Course course) {
        List<Step> told = course.steps().stream()
                .map(step -> new Step(
                        step.id(),
                        Kind.valueOf(step.kind().name()),
                        step.at(),
                        step.fen(),
                        step.receiptNo(),
                        List.of()))
                .toList();
        return new DispatchForm(
                orderNo, state, plan, driverName, driverPhone, plate, ride, rating, told, position, party);
    }

    /** @param via stops on the way, which the caller has read */
    static DispatchForm of(Row row, List<NewOrder.Via> via) {
        Plan plan = new Plan(
                row.text(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6),
                row.text(7),
                row.instant(8),
                row.instant(9),
                (int) row.whole(10),
                row.text(11),
                decimal(row, 12),
                whole(row, 13),
                via,
                row.isNull(34) ? null : new NewOrder.Contact(row.text(33), row.text(34)));
        Ride ride = new Ride(
                row.instant(17),
                row.instant(18),
                row.instant(19),
                decimal(row, 20),
                decimal(row, 21),
                decimal(row, 22),
                row.isNull(23) ? null : (int) row.whole(23),
                row.isNull(24) ? null : (int) row.whole(24),
                whole(row, 25),
                whole(row, 26),
                spot(row, 35),
                spot(row, 38));
        return new DispatchForm(
                row.text(0),
                State.valueOf(row.text(1)),
                plan,
                row.text(14),
                row.text(15),
                row.text(16),
                ride,
                row.isNull(27) ? null : new Rating((int) row.whole(27), row.text(28)),
                List.of(),
                row.isNull(29) ? null : new Position(row.number(29), row.number(30), row.instant(31)),
                null);
    }

    private static Spot spot(Row row, int column) {
        return row.isNull(column)
                ? null
                : new Spot(row.number(column), row.number(column + 1), (int) Math.round(row.number(column + 2)));
    }

    private static BigDecimal decimal(Row row, int column) {
        return row.isNull(column) ? null : row.decimal(column);
    }

    private static Long whole(Row row, int column) {
        return row.isNull(column) ? null : row.whole(column);
    }
}
