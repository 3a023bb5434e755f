package org.twinloop.network.search.turn;

import org.twinloop.network.search.Metric;

/** What it costs to turn from one arc into another that begins where it ends. */
@FunctionalInterface
public interface TurnCost {

    /** Every turn is allowed, and none costs anything. */
    TurnCost FREE = (from, to) -> 0;

    /**
     * @return 0 or more, in the unit of the metric; {@link Metric#CLOSED} when the turn is not allowed
     */
    int of(int fromArc, int toArc);
}
