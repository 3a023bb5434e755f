package org.twinloop.trip.planning.search;

import java.util.function.LongSupplier;
import org.twinloop.trip.planning.search.Refusal.Reason;

/** Keeps how far the most promising way came. */
final class Tally {
    private Reason furthest = Reason.NO_CAR;
    private long until = Long.MAX_VALUE;
    private double lacks = Double.MAX_VALUE;

    /** A way failed here; {@code at} says from when it would not, and is asked only where no other came further. */
    void failed(Reason reason, LongSupplier at) {
        failed(reason);
        if (reason == furthest) {
            until = Math.min(until, at.getAsLong());
        }
    }

    void failed(Reason reason) {
        if (reason.compareTo(furthest) > 0) {
            furthest = reason;
            until = Long.MAX_VALUE;
        }
    }

    /** A battery is short of so many points. */
    void lacks(double percent) {
        failed(Reason.NO_CHARGE);
        lacks = Math.min(lacks, percent);
    }

    Refusal refusal(int nearestM, int cars) {
        long known = until == Long.MAX_VALUE ? 0 : until;
        return new Refusal(furthest, nearestM, known, furthest == Reason.NO_CHARGE ? lacks : 0, cars);
    }
}
