package org.twinloop.supervision.rule;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.twinloop.common.CityTime;
import org.twinloop.common.Money;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.Observation.DayOfOrders;
import org.twinloop.trip.approval.rule.Observation.Order;
import org.twinloop.trip.approval.rule.PolicyVersion;

/**
 * PR-62: more orders of one traveller on one day than policy lets pass, one upon the other, each below the ceiling of
 * its mode and together above the highest of them (化整为零). Orders adjoin when the gap between them is short or when one
 * begins where the one before ended. Source: 机关事务管理条例 article 15, by analogy.
 */
final class SplitOrders implements PostTripRule {

    @Override
    public String id() {
        return "PR-62";
    }

    @Override
    public String version() {
        return "3";
    }

    @Override
    public Verdict look(TripFacts trip) {
        if (trip.trip().isEmpty()) {
            return Verdict.unknown("travellerId, departAt, quotedFen");
        }
        PolicyVersion policy = trip.policy();
        Duration gap = Duration.ofMinutes(policy.settings().costs().splitGapMinutes());
        List<PastTrip> row = row(trip.trip().get(), trip.others(), gap);
        List<Order> orders = row.stream().map(one -> order(one, policy)).toList();
        if (!policy.judge(new DayOfOrders(trip.at(), orders)).isFinding()) {
            return Verdict.PASS;
        }
        long sum = orders.stream().mapToLong(Order::fen).sum();
        long ceiling = orders.stream().mapToLong(Order::ceilingFen).max().orElseThrow();
        return Verdict.noticed(
                Map.of(
                        "orders",
                        row.stream().map(order -> order.tripId().toString()).toList(),
                        "sumFen",
                        sum,
                        "ceilingFen",
                        ceiling,
                        "gap",
                        gap.toString(),
                        "places",
                        places(row)),
                "同日 " + row.size() + " 个前后相接的订单合计 " + Money.fen(sum) + "，超过上限 " + Money.fen(ceiling)
                        + "，而单个均在上限以内，请说明。",
                row.size() + " orders of one day, one upon the other, come to " + Money.fen(sum)
                        + ", above the ceiling " + Money.fen(ceiling) + " that each stays under; please explain.");
    }

    private static Order order(PastTrip past, PolicyVersion policy) {
        return new Order(
                past.departAt(),
                past.endedAt(),
                past.from(),
                past.to(),
                past.quotedFen(),
                policy.ceilingFen(TravelMode.valueOf(past.mode()), Duration.between(past.departAt(), past.arriveAt())));
    }

    /** The orders of that day around this one that adjoin one another. */
    private static List<PastTrip> row(PastTrip last, List<PastTrip> others, Duration gap) {
        List<PastTrip> day = Stream.concat(others.stream(), Stream.of(last))
                .filter(order -> order.outcome() == PastTrip.Outcome.FINISHED)
                .filter(order -> day(order).equals(day(last)))
                .sorted(Comparator.comparing(PastTrip::departAt))
                .toList();
        List<PastTrip> row = new ArrayList<>();
        for (PastTrip order : day) {
            if (!row.isEmpty() && !adjoin(row.get(row.size() - 1), order, gap)) {
                if (row.contains(last)) {
                    break;
                }
                row.clear();
            }
            row.add(order);
        }
        return row;
    }

    private static boolean adjoin(PastTrip before, PastTrip order, Duration gap) {
        return Duration.between(before.endedAt(), order.departAt()).compareTo(gap) <= 0 || samePlace(before, order);
    }

    private static boolean samePlace(PastTrip before, PastTrip order) {
        return before.to().isPresent() && before.to().equals(order.from());
    }

    /** How many of the orders begin where the one before ended; UNKNOWN where no place is on record. */
    private static Object places(List<PastTrip> row) {
        boolean known = row.stream()
                .anyMatch(order -> order.from().isPresent() || order.to().isPresent());
        long adjoining = IntStream.range(1, row.size())
                .filter(i -> samePlace(row.get(i - 1), row.get(i)))
                .count();
        return known ? "ADJOIN " + adjoining : "UNKNOWN";
    }

    private static LocalDate day(PastTrip order) {
        return order.departAt().atZone(CityTime.ZONE).toLocalDate();
    }
}
