package org.twinloop.supervision.ride;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.twinloop.supervision.ride.RideFacts.Told;

/** A car that stood: what it told from the first to the last moment at one spot. */
record Stand(List<Told> told) {
    private static final double SPOT_M = 100;

    Stand {
        told = List.copyOf(told);
    }

    Duration lasted() {
        return Duration.between(first().at(), last().at());
    }

    Told first() {
        return told.get(0);
    }

    Told last() {
        return told.get(told.size() - 1);
    }

    /** All stands of a ride at which something held throughout, in their order. */
    static List<Stand> of(List<Told> ride, Predicate<Told> holds) {
        List<Stand> stands = new ArrayList<>();
        List<Told> now = new ArrayList<>();
        for (Told one : ride) {
            boolean goesOn = one.stands() && holds.test(one);
            boolean same = now.isEmpty() || now.get(0).position().distanceM(one.position()) <= SPOT_M;
            if (!now.isEmpty() && (!goesOn || !same)) {
                stands.add(new Stand(now));
                now = new ArrayList<>();
            }
            if (goesOn) {
                now.add(one);
            }
        }
        if (!now.isEmpty()) {
            stands.add(new Stand(now));
        }
        return stands;
    }
}
