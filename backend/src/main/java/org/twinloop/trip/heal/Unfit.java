package org.twinloop.trip.heal;

/**
 * Why a promised car, pile, bay or bicycle will not be fit, in words for the traveller; {@code vehicle.next_uses} tells
 * those of cars but {@link #GONE}, {@code charging.lost_holds} those of piles, {@code vehicle.lost_bays} and the
 * closures that of bays, {@code bike.can_be_had} {@link #NO_BIKE}, the trip itself {@link #DECLINED}.
 */
public enum Unfit {
    BLOCKED("车辆已停止服务 / the car was taken out of service"),
    LATE_PREDECESSOR("前一位用车人未按时还车 / the use before is late"),
    SILENT("车辆失去联系 / nothing is heard of the car"),
    LOW_CHARGE("车辆电量不足以完成行程 / the charge is not enough for the way"),
    GONE("车辆不在约定的取车位置 / the car is not where it was promised"),
    PILE_BROKEN("预留的充电桩故障 / the reserved pile is out of order"),
    PILE_SILENT("预留的充电桩失去联系 / nothing is heard of the reserved pile"),
    BAY_BLOCKED("预留的车位不可用 / the reserved bay cannot be used"),
    /** Nobody keeps a bicycle: somebody else took it, or the last one of its dock. */
    NO_BIKE("约定的单车已不在，或停放点已无车 / the bicycle is gone, or its dock has none"),
    /** Its operator did not confirm it; the trip is over, so there is nothing to exchange. */
    DECLINED("运营商未能确认 / the operator could not confirm");

    private final String words;

    Unfit(String words) {
        this.words = words;
    }

    /** Whether a pile or bay is meant rather than the car. */
    boolean isOfPlace() {
        return this == PILE_BROKEN || this == PILE_SILENT || this == BAY_BLOCKED;
    }

    public String words() {
        return words;
    }
}
