package org.twinloop.network.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

/** Checks of what a search answers. */
final class Ways {

    private Ways() {}

    /** The weight that plain search found, as the engine says it: from {@link Metric#CLOSED} on there is no way. */
    static int known(int distance) {
        return Math.min(distance, Metric.CLOSED);
    }

    /** A way exists exactly when it should, leads from where to where it says, and weighs what it says. */
    static void assertWay(SampleNetwork network, int[] weights, int from, int to, int expected, Optional<Way> found) {
        if (expected == Metric.CLOSED) {
            assertTrue(found.isEmpty(), () -> "a way from " + from + " to " + to + " where there is none");
            return;
        }
        Way way = found.orElseThrow(() -> new AssertionError("no way from " + from + " to " + to));
        assertEquals(expected, way.weight(), () -> "weight from " + from + " to " + to);
        assertEquals(from, way.from());
        assertEquals(to, way.to());
        assertEquals(expected, weightAlong(network, weights, way), () -> "sum of arcs from " + from + " to " + to);
    }

    /** The sum over a way's arcs, which must follow on each other. */
    static int weightAlong(SampleNetwork network, int[] weights, Way way) {
        int at = way.from();
        int sum = 0;
        for (int arc : way.arcs()) {
            assertEquals(at, network.tails()[arc], "arcs follow on each other");
            at = network.heads()[arc];
            sum += weights[arc];
        }
        assertEquals(way.to(), at);
        return sum;
    }
}
