package org.twinloop.trip.planning.option;

import java.util.Map;
import org.twinloop.trip.approval.TravelMode;

/**
 * A mode that is not offered, and why.
 *
 * @param code for programs
 * @param values the numbers behind the words, for programs
 */
public record RejectedMode(TravelMode mode, Code code, String detailZh, String detailEn, Map<String, Object> values) {

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

    public RejectedMode {
        values = Map.copyOf(values);
    }
}
