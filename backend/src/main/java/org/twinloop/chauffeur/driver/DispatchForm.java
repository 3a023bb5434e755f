package org.twinloop.chauffeur.driver;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.twinloop.chauffeur.OrderState;
import org.twinloop.common.Row;

/**
 * The dispatch order (派车单) as it stands; what is not known yet is null. Who applied, who approved and what it cost
 * stand on the trip it belongs to.
 *
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
        Position position) {

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
            Long fen) {}

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
            Long parkingFen) {}

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

    /** One step of the driver, and when it was told. */
    public record Step(Kind kind, Instant at) {}

    /** WGS-84, degrees. */
    public record Position(double lon, double lat, Instant at) {}

    /** The same without the position, for everybody but the traveller. */
    public DispatchForm withoutPosition() {
        return new DispatchForm(orderNo, state, plan, driverName, driverPhone, plate, ride, rating, steps, null);
    }

    DispatchForm with(Course course) {
        List<Step> told = course.steps().stream()
                .map(step -> new Step(Kind.valueOf(step.kind().name()), step.at()))
                .toList();
        return new DispatchForm(orderNo, state, plan, driverName, driverPhone, plate, ride, rating, told, position);
    }

    static DispatchForm of(Row row) {
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
                whole(row, 13));
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
                whole(row, 26));
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
                row.isNull(29) ? null : new Position(row.number(29), row.number(30), row.instant(31)));
    }

    private static BigDecimal decimal(Row row, int column) {
        return row.isNull(column) ? null : row.decimal(column);
    }

    private static Long whole(Row row, int column) {
        return row.isNull(column) ? null : row.whole(column);
    }
}
