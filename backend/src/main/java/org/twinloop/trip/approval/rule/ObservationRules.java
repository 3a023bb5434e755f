package org.twinloop.trip.approval.rule;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.twinloop.common.Money;
import org.twinloop.trip.approval.rule.Observation.Charge;
import org.twinloop.trip.approval.rule.Observation.DayOfOrders;
import org.twinloop.trip.approval.rule.Observation.Movement;
import org.twinloop.trip.approval.rule.Observation.Order;
import org.twinloop.trip.approval.rule.Observation.Parking;
import org.twinloop.trip.approval.rule.Observation.Service;
import org.twinloop.trip.approval.rule.PolicyResult.Said;
import org.twinloop.trip.approval.rule.PolicyRule.Verdict;

/** What is looked at during and after trips: PR-12, PR-13, PR-25, PR-50, PR-53, PR-62. */
final class ObservationRules {
    private ObservationRules() {}

    /** PR-12: a car without an order stays where it stands. */
    static Verdict standsWithoutOrder(Movement q, PolicySettings s) {
        boolean moved = q.displacementM() > s.keptCars().movedM()
                && q.fixes() >= s.keptCars().fixes();
        if (q.ordered() || !moved) {
            return Verdict.PASS;
        }
        if (q.hdop().isEmpty()) {
            return Verdict.UNKNOWN;
        }
        if (q.hdop().getAsDouble() > s.keptCars().hdopMax()) {
            return Verdict.PASS;
        }
        long metres = Math.round(q.displacementM());
        return Verdict.of(Said.FINDING, "无派车指令移动" + metres + "米", "Moved " + metres + " m without an order");
    }

    /** PR-13: a kept car is home in the evening, and all of a rest day. */
    static Verdict isHomeAtNight(Parking q, PolicySettings s) {
        LocalDateTime now = Question.local(q.askedAt());
        boolean mustBeHome = !s.calendar().isWorkday(now.toLocalDate())
                || !now.toLocalTime().isBefore(s.keptCars().homeBy());
        if (q.ordered() || !mustBeHome) {
            return Verdict.PASS;
        }
        if (q.beyondFenceM().isEmpty()) {
            return Verdict.UNKNOWN;
        }
        if (q.beyondFenceM().getAsDouble() <= s.keptCars().fenceM()) {
            return Verdict.PASS;
        }
        long metres = Math.round(q.beyondFenceM().getAsDouble());
        return Verdict.of(
                Said.FINDING,
                "保留公务用车未回单位停放，距停放区" + metres + "米",
                "A kept car stands " + metres + " m outside its unit's parking");
    }

    /** PR-25: a car serves the unit, not one person. */
    static Verdict servesNotOnePersonOnly(Service q, PolicySettings s) {
        int workdays = s.calendar().workdaysIn(q.month());
        if (q.daysServed() * 100 <= s.keptCars().samePersonPercent() * workdays) {
            return Verdict.PASS;
        }
        return Verdict.of(
                Said.FINDING,
                q.month() + " 同一车辆在" + workdays + "个工作日中有" + q.daysServed() + "天服务同一人，疑似固定给个人使用",
                "In " + q.month() + " one car served one person on " + q.daysServed() + " of " + workdays
                        + " working days");
    }

    /** PR-50: the official account charges cars with an order or of the pool, and no more than the battery takes. */
    static Verdict chargesOnlyWhatTheCarTakes(Charge q, PolicySettings s) {
        if (!q.entitled()) {
            return Verdict.of(
                    Said.FINDING,
                    "单位充电账户用于无订单且不属于本单位的车辆",
                    "The official account charged a car that had no order and is not of the unit's pool");
        }
        if (q.batteryWh().isEmpty() || q.startSocPercent().isEmpty()) {
            return Verdict.UNKNOWN;
        }
        double shareToFill =
                Math.max(0, q.targetSocPercent() - q.startSocPercent().getAsDouble()) / 100;
        double mostWh = q.batteryWh().get()
                * shareToFill
                / s.charging().efficiency()
                * s.charging().slack();
        if (q.meteredWh() <= mostWh) {
            return Verdict.PASS;
        }
        return Verdict.of(
                Said.FINDING,
                "充电量%.1f度超过车辆可充%.1f度".formatted(q.meteredWh() / 1000, mostWh / 1000),
                "%.1f kWh were charged; the battery takes %.1f kWh at most"
                        .formatted(q.meteredWh() / 1000, mostWh / 1000));
    }

    /** PR-53, at the pile: who leaves a full car there pays for it. */
    static Verdict leavesThePileWhenFull(Charge q, PolicySettings s) {
        if (q.occupiedAfterFullMinutes().isEmpty()
                || q.occupiedAfterFullMinutes().getAsDouble() <= s.charging().graceMinutes()) {
            return Verdict.PASS;
        }
        long minutes = Math.round(q.occupiedAfterFullMinutes().getAsDouble());
        return Verdict.of(
                Said.WARN,
                "充满后占位" + minutes + "分钟，占位费由使用人承担，不予报销",
                "The pile was occupied " + minutes + " min after the car was full; the fee is the user's own");
    }

    /** PR-62: one order is not split into many small ones. */
    static Verdict areNotOneOrderSplit(DayOfOrders q, PolicySettings s) {
        return rows(q.orders(), s).stream()
                .filter(row -> row.size() > s.costs().splitOrders() && isAboveTogether(row))
                .findFirst()
                .map(row -> Verdict.of(
                        Said.FINDING,
                        "同日" + row.size() + "个相邻订单合计" + Money.fen(sum(row)) + "，单个均低于上限，疑似化整为零",
                        row.size() + " adjoining orders of one day come to " + Money.fen(sum(row))
                                + ", each below its ceiling"))
                .orElse(Verdict.PASS);
    }

    private static boolean isAboveTogether(List<Order> row) {
        boolean eachBelow = row.stream().allMatch(order -> order.fen() <= order.ceilingFen());
        long ceiling = row.stream().mapToLong(Order::ceilingFen).max().orElse(0);
        return eachBelow && sum(row) > ceiling;
    }

    private static long sum(List<Order> row) {
        return row.stream().mapToLong(Order::fen).sum();
    }

    /** Orders that follow one another in time or place. */
    private static List<List<Order>> rows(List<Order> orders, PolicySettings s) {
        List<List<Order>> rows = new ArrayList<>();
        Optional<Order> before = Optional.empty();
        for (Order order : orders) {
            if (before.filter(last -> adjoin(last, order, s)).isEmpty()) {
                rows.add(new ArrayList<>());
            }
            rows.get(rows.size() - 1).add(order);
            before = Optional.of(order);
        }
        return rows;
    }

    private static boolean adjoin(Order last, Order next, PolicySettings s) {
        Duration gap = Duration.between(last.arriveAt(), next.departAt());
        return gap.compareTo(Duration.ofMinutes(s.costs().splitGapMinutes())) <= 0
                || last.to().isPresent() && last.to().equals(next.from());
    }
}
