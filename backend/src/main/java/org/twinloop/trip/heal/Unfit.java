package org.twinloop.trip.heal;

/** Why a promised car will not be fit, in words for the traveller; {@code vehicle.next_uses} tells all but the last. */
public enum Unfit {
    BLOCKED("车辆已停止服务 / the car was taken out of service"),
    LATE_PREDECESSOR("前一位用车人未按时还车 / the use before is late"),
    SILENT("车辆失去联系 / nothing is heard of the car"),
    LOW_CHARGE("车辆电量不足以完成行程 / the charge is not enough for the way"),
    GONE("车辆不在约定的取车位置 / the car is not where it was promised");

    private final String words;

    Unfit(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
