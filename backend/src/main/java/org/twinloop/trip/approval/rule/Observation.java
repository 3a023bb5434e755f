package org.twinloop.trip.approval.rule;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Something seen during or after trips. What policy says about it is a question to a person, never a sanction. */
public sealed interface Observation extends Question {

    /**
     * A car moved.
     *
     * @param displacementM from where it stood
     * @param fixes how many positions in a row say so
     * @param hdop horizontal dilution of precision of the last one
     */
    record Movement(Instant askedAt, double displacementM, int fixes, OptionalDouble hdop, boolean ordered)
            implements Observation {}

    /**
     * A car kept by a unit stands somewhere.
     *
     * @param beyondFenceM how far outside the unit's parking, 0 inside; empty when its place is not known
     */
    record Parking(Instant askedAt, OptionalDouble beyondFenceM, boolean ordered) implements Observation {}

    /** On how many working days of a month one car served one named person. */
    record Service(Instant askedAt, YearMonth month, int daysServed) implements Observation {}

    /** All orders of one applicant on one day, by departure. */
    record DayOfOrders(Instant askedAt, List<Order> orders) implements Observation {
        public DayOfOrders {
            orders = List.copyOf(orders);
        }
    }

    /**
     * One order.
     *
     * @param from where it began, empty when not on record; {@code to} where it ended
     * @param ceilingFen what it could cost without a decision (PR-31)
     */
    record Order(
            Instant departAt,
            Instant arriveAt,
            Optional<String> from,
            Optional<String> to,
            long fen,
            long ceilingFen) {}

    /**
     * A charging session on the unit's account.
     *
     * @param entitled whether the car had an order or belongs to the unit's pool
     * @param batteryWh usable capacity of the car
     * @param startSocPercent when plugged in, {@code targetSocPercent} when it was to stop
     * @param occupiedAfterFullMinutes how long the pile stayed occupied; empty while charging
     */
    record Charge(
            Instant askedAt,
            boolean entitled,
            double meteredWh,
            Optional<Integer> batteryWh,
            OptionalDouble startSocPercent,
            double targetSocPercent,
            OptionalDouble occupiedAfterFullMinutes)
            implements Observation {}
}
