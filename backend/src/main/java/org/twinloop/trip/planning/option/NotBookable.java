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

    /** GBFS tells which bikes stand where; it takes no reservation and tells no ride, and we pay for no guess. */
    static final NotBookable BIKE = new NotBookable(
            Code.OPERATOR_APP,
            "请在运营商的应用内扫码开锁：其数据接口不接受预留，也不提供骑行记录，平台无法预订和结算",
            "Unlock it in the operator's own app: its feed takes no reservation and tells no ride, so nothing can be "
                    + "held or settled here");

    /** Bicycles stand elsewhere by then: where they stand now is no promise. */
    static final NotBookable BIKE_LATER = new NotBookable(
            Code.ESTIMATE,
            "按现在的单车位置估算，届时不一定有车；出发前请再查，并在运营商的应用内扫码开锁",
            "Reckoned with where bicycles stand now; there may be none then. Look again before you leave, and unlock "
                    + "it in the operator's own app");

    static final NotBookable WALK =
            new NotBookable(Code.NOTHING_TO_HOLD, "步行无需预订，也不产生费用", "Walking needs no booking and costs nothing");

    static final NotBookable TRANSIT =
            new NotBookable(Code.ESTIMATE, "公共交通为估算，仅供比较", "Public transport is an estimate, shown for comparison");

    /** Whether it is only a guess that there is something to travel with. */
    public boolean isGuess(TravelMode mode) {
        return mode == TravelMode.BIKE && code == Code.ESTIMATE;
    }
}
