package org.twinloop.trip.planning.option;

import java.util.HashMap;
import java.util.Map;
import org.twinloop.trip.approval.TravelMode;

/**
 * A mode that is not offered, and why.
 *
 * @param code for programs; what kind of thing is lacking
 * @param reason for programs; what exactly, with its numbers in {@code values}; null in plans of before
 * @param values the numbers behind the words, for programs
 */
public record RejectedMode(
        TravelMode mode, Code code, Reason reason, String detailZh, String detailEn, Map<String, Object> values) {

    /** Why a mode is not offered. */
    public enum Code {
        NO_CAR_NEAR,
        NO_CAR_WITH_CHARGE,
        NO_RETURN_BAY,
        NO_ROAD,
        NO_BIKE_NEAR,
        NO_CONTRACT,
        TOO_FAR,
        TOO_MANY_PASSENGERS,
        DOMINATED
    }

    /** What exactly it failed at. */
    public enum Reason {
        /** {@code metres} to the nearest car, when there is one. */
        CAR_TOO_FAR(Code.NO_CAR_NEAR),
        /** {@code passengers}. */
        NO_SEATS(Code.NO_CAR_NEAR),
        /** {@code pieces}. */
        NO_LUGGAGE_ROOM(Code.NO_CAR_NEAR),
        /** {@code until}: from then on one is free. */
        CARS_RESERVED(Code.NO_CAR_NEAR),
        /** {@code radiusM}. */
        NO_STOP_NEAR(Code.NO_RETURN_BAY),
        /** {@code until}: from then on there is one. */
        NO_FREE_BAY(Code.NO_RETURN_BAY),
        NO_FREE_PILE(Code.NO_RETURN_BAY),
        /** {@code percent} points of charge that the best car lacks. */
        LEG_FAILS_BY(Code.NO_CAR_WITH_CHARGE),
        NO_ROAD(Code.NO_ROAD),
        /** {@code metres} to the nearest bicycle, when there is one. */
        BIKE_TOO_FAR(Code.NO_BIKE_NEAR),
        NO_DOCK_NEAR(Code.NO_BIKE_NEAR),
        NO_CONTRACT(Code.NO_CONTRACT),
        /** {@code metres} and {@code maximumM}. */
        WAY_TOO_LONG(Code.TOO_FAR),
        /** {@code earliestArrival}. */
        NOT_IN_TIME(Code.TOO_FAR),
        /** {@code passengers} and {@code maximum}. */
        TOO_MANY_PASSENGERS(Code.TOO_MANY_PASSENGERS),
        /** {@code pieces} and {@code maximum}. */
        TOO_MUCH_LUGGAGE(Code.TOO_MANY_PASSENGERS),
        DOMINATED(Code.DOMINATED);

        private final Code code;

        Reason(Code code) {
            this.code = code;
        }
    }

    public RejectedMode {
        values = Map.copyOf(values);
    }

    public static RejectedMode of(
            TravelMode mode, Reason reason, String detailZh, String detailEn, Map<String, Object> values) {
        return new RejectedMode(mode, reason.code, reason, detailZh, detailEn, values);
    }

    /** The same with more words. */
    RejectedMode saying(String zh, String en) {
        return new RejectedMode(mode, code, reason, detailZh + zh, detailEn + en, values);
    }

    /** The same with one more number. */
    RejectedMode with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(values);
        more.put(name, value);
        return new RejectedMode(mode, code, reason, detailZh, detailEn, more);
    }
}
