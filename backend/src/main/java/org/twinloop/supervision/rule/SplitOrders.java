package org.twinloop.supervision.rule;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.twinloop.common.CityTime;
import org.twinloop.common.Money;

/**
 * PR-62: more than three orders of one traveller on one day, one upon the other, each below the ceiling of an order and
 * together above it (化整为零). Whether the places adjoin is not in the facts and is left to the person who reviews.
 * Source: budget law article 26, by analogy.
 */
final class SplitOrders implements PostTripRule {

    private final int orders;
    private final Duration gap;
    private final long ceilingFen;

    SplitOrders(RuleLimits limits) {
        orders = limits.splitOrders();
        gap = limits.splitGap();
        ceilingFen = limits.splitCeilingFen();
    }

    @Override
    public String id() {
        return "PR-62";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Verdict look(TripFacts trip) {
        if (trip.trip().isEmpty()) {
            return Verdict.unknown("travellerId, departAt, quotedFen");
        }
        PastTrip last = trip.trip().get();
        List<PastTrip> row = row(last, trip.others());
        long sum = row.stream().mapToLong(PastTrip::quotedFen).sum();
        boolean eachBelow = row.stream().allMatch(order -> order.quotedFen() <= ceilingFen);
        if (row.size() <= orders || !eachBelow || sum <= ceilingFen) {
            return Verdict.PASS;
        }
        return Verdict.noticed(
                Map.of(
                        "orders",
                        row.stream().map(order -> order.tripId().toString()).toList(),
                        "sumFen",
                        sum,
                        "ceilingFen",
                        ceilingFen,
                        "gap",
                        gap.toString(),
                        "places",
                        "UNKNOWN"),
                "同日 " + row.size() + " 个前后相接的订单合计 " + Money.fen(sum) + "，单个均低于上限 " + Money.fen(ceilingFen) + "，请说明。",
                row.size() + " orders of one day, one upon the other, come to " + Money.fen(sum) + ", each below "
                        + Money.fen(ceilingFen) + "; please explain.");
    }

    /** The orders of that day that lead up to this one without a longer gap. */
    private List<PastTrip> row(PastTrip last, List<PastTrip> others) {
        List<PastTrip> day = Stream.concat(others.stream(), Stream.of(last))
                .filter(order -> order.outcome() == PastTrip.Outcome.FINISHED)
                .filter(order -> day(order).equals(day(last)))
                .sorted(Comparator.comparing(PastTrip::departAt))
                .toList();
        List<PastTrip> row = new ArrayList<>();
        for (PastTrip order : day) {
            if (!row.isEmpty()
                    && Duration.between(row.get(row.size() - 1).endedAt(), order.departAt())
                                    .compareTo(gap)
                            > 0) {
                if (row.contains(last)) {
                    break;
                }
                row.clear();
            }
            row.add(order);
        }
        return row;
    }

    private static LocalDate day(PastTrip order) {
        return order.departAt().atZone(CityTime.ZONE).toLocalDate();
    }
}
