package org.twinloop.trip.planning.option;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.twinloop.common.CityTime;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.planning.market.CarMarket.Cut;
import org.twinloop.trip.planning.market.PlanningConfig;
import org.twinloop.trip.planning.option.RejectedMode.Reason;
import org.twinloop.trip.planning.search.Refusal;

/** Says why there is no way by self-drive car, in words and for programs. */
final class CarRefusals {
    private CarRefusals() {}

    /** With what was left out for its number, where that might have helped. */
    static RejectedMode of(Refusal refusal, PlanRequest request, PlanningConfig config, Cut cut) {
        RejectedMode said = of(refusal, request, config);
        boolean ended = refusal.reason() == Refusal.Reason.NO_CAR || refusal.reason() == Refusal.Reason.TOO_LATE;
        if (cut.cars() && !ended) {
            said = said.saying(
                            "；只查看了最近的" + config.carsMax() + "辆车",
                            "; only the nearest " + config.carsMax() + " cars were looked at")
                    .with("carsMax", config.carsMax());
        }
        if (cut.stops() && !ended && refusal.reason().compareTo(Refusal.Reason.NO_STOP) >= 0) {
            said = said.saying(
                            "；每环只查看了最近的" + config.returnStopsMax() + "个站点",
                            "; only the nearest " + config.returnStopsMax() + " stops of each loop were looked at")
                    .with("returnStopsMax", config.returnStopsMax());
        }
        if (cut.sites() && refusal.reason() == Refusal.Reason.NO_CHARGE) {
            said = said.saying(
                            "；途中只查看了" + config.chargingStopsMax() + "个充电站点",
                            "; only " + config.chargingStopsMax() + " stops with piles on the way were looked at")
                    .with("chargingStopsMax", config.chargingStopsMax());
        }
        return said;
    }

    private static RejectedMode of(Refusal refusal, PlanRequest request, PlanningConfig config) {
        long radiusM = Math.round(config.walkToCarMaxM());
        long returnM = Math.round(config.walkFromStopMaxM());
        return switch (refusal.reason()) {
            case NO_CAR -> noCar(refusal, radiusM);
            case NO_SEATS ->
                rejected(
                        Reason.NO_SEATS,
                        "步行范围内的车都坐不下" + request.passengers() + "人",
                        "No car within walking distance has seats for " + request.passengers(),
                        Map.of("passengers", request.passengers(), "radiusM", radiusM));
            case NO_LUGGAGE_ROOM ->
                rejected(
                        Reason.NO_LUGGAGE_ROOM,
                        "步行范围内的车都装不下" + request.luggage() + "件大件行李",
                        "No car within walking distance takes " + request.luggage() + " large pieces of luggage",
                        Map.of("pieces", request.luggage(), "radiusM", radiusM));
            case NO_STOP ->
                rejected(
                        Reason.NO_STOP_NEAR,
                        "目的地" + returnM + "米内没有可还车的站点",
                        "No stop where such a car may be returned within " + returnM + " m of the destination",
                        Map.of("radiusM", returnM));
            case NO_ROAD -> rejected(Reason.NO_ROAD, "两地之间没有可通行的道路", "No road connects the two", Map.of());
            case TOO_LATE -> tooLate(refusal);
            case RESERVED ->
                until(Reason.CARS_RESERVED, refusal, "附近的车在此时段都已被预订", "All cars nearby are booked for that time");
            case NO_BAY ->
                until(
                                Reason.NO_FREE_BAY,
                                refusal,
                                "目的地附近没有可还车的空车位",
                                "No stop near the destination has a free bay where such a car may be returned")
                        .with("radiusM", returnM);
            case NO_PILE ->
                rejected(
                        Reason.NO_FREE_PILE,
                        "目的地附近没有整段时间空闲的充电桩",
                        "No pile near the destination is free for the whole time",
                        Map.of("radiusM", returnM));
            case NO_RETURN ->
                until(
                                Reason.NO_STOP_NEAR,
                                refusal,
                                "目的地" + returnM + "米内的站点届时暂停还车",
                                "No stop within " + returnM + " m of the destination takes cars back at that time")
                        .with("radiusM", returnM);
            case NO_CHARGE -> noCharge(refusal, config);
        };
    }

    static RejectedMode noContract(int freeCars) {
        return rejected(
                Reason.NO_CONTRACT,
                "附近车辆的运营商在出行当日没有有效合同与价目，或合同额度已用完",
                "No operator of the cars nearby has a contract with room under its ceiling and a price list that day",
                Map.of("freeCars", freeCars));
    }

    private static RejectedMode noCar(Refusal refusal, long radiusM) {
        String zh = "步行" + radiusM + "米内没有空闲的车";
        String en = "No free car within a walk of " + radiusM + " m";
        Map<String, Object> values = new HashMap<>(Map.of("radiusM", radiusM, "freeCars", refusal.count()));
        if (refusal.metres() >= 0) {
            zh += "，最近的在" + refusal.metres() + "米外";
            en += "; the nearest is " + refusal.metres() + " m away";
            values.put("metres", refusal.metres());
        }
        return rejected(Reason.CAR_TOO_FAR, zh, en, values);
    }

    private static RejectedMode tooLate(Refusal refusal) {
        Instant arrival = Instant.ofEpochSecond(refusal.until());
        return rejected(
                Reason.NOT_IN_TIME,
                "最早 " + CityTime.clock(arrival) + " 到达",
                "The earliest arrival is " + CityTime.clock(arrival),
                Map.of("earliestArrival", arrival.toString()));
    }

    private static RejectedMode until(Reason reason, Refusal refusal, String zh, String en) {
        if (refusal.until() == 0) {
            return rejected(reason, zh, en, Map.of());
        }
        Instant free = Instant.ofEpochSecond(refusal.until());
        return rejected(
                reason,
                zh + "，" + CityTime.clock(free) + " 起有",
                en + "; there is one from " + CityTime.clock(free) + " on",
                Map.of("until", free.toString()));
    }

    private static RejectedMode noCharge(Refusal refusal, PlanningConfig config) {
        double lacks = Math.max(0.1, Math.round(refusal.percent() * 10) / 10.0);
        return rejected(
                Reason.LEG_FAILS_BY,
                "附近车辆电量不足，途中也没有合适的充电桩：最好的一辆差" + lacks + "%",
                "No car nearby has the charge for this road and no pile on the way helps; the best lacks " + lacks
                        + " %",
                Map.of(
                        "percent", lacks,
                        "shortOfPercent", lacks,
                        "reservePercent", config.socReservePercent()));
    }

    private static RejectedMode rejected(Reason reason, String zh, String en, Map<String, Object> values) {
        return RejectedMode.of(TravelMode.EV, reason, zh, en, values);
    }
}
