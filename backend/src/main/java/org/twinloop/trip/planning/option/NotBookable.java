package org.twinloop.trip.planning.option;

import org.twinloop.trip.approval.TravelMode;

/**
 * Why an option is shown and cannot be booked here.
 *
 * @param code for programs
 */
public record NotBookable(Code code, String textZh, String textEn) {

    /** Why an option cannot be booked. */
    public enum Code {
        OPERATOR_APP,
        NOTHING_TO_HOLD,
        ESTIMATE
    }

    /** A bicycle of an operator we have no contract with: nothing can be settled with it. */
    static final NotBookable BIKE = new NotBookable(
            Code.OPERATOR_APP,
            "与该运营商没有有效合同，平台无法结算；可在其应用内自行扫码开锁",
            "No contract with its operator is in force, so nothing can be settled here; it can be unlocked in the "
                    + "operator's own app");

    /** Bicycles stand elsewhere by then: where they stand now is no promise. */
    static final NotBookable BIKE_LATER = new NotBookable(
            Code.ESTIMATE,
            "按现在的单车位置估算，届时不一定有车；出发前请再查",
            "Reckoned with where bicycles stand now; there may be none then. Look again before you leave");

    static final NotBookable WALK =
            new NotBookable(Code.NOTHING_TO_HOLD, "步行无需预订，也不产生费用", "Walking needs no booking and costs nothing");

    static final NotBookable TRANSIT =
            new NotBookable(Code.ESTIMATE, "公共交通为估算，仅供比较", "Public transport is an estimate, shown for comparison");

    /** Whether it is only a guess that there is something to travel with. */
    public boolean isGuess(TravelMode mode) {
        return mode == TravelMode.BIKE && code == Code.ESTIMATE;
    }
}
