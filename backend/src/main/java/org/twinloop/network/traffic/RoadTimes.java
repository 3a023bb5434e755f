package org.twinloop.network.traffic;

import java.time.Instant;
import java.util.BitSet;
import org.twinloop.network.road.ModeGraph;
import org.twinloop.network.road.RoadTable;
import org.twinloop.network.search.Metric;

/**
 * How long each road takes, reckoned from what is known. A closed road takes for ever; bicycles, people on foot and
 * ferries know closures and no traffic.
 */
final class RoadTimes {

    private RoadTimes() {}

    /** Milliseconds along each arc with closures and without traffic. */
    static int[] plain(ModeGraph graph, BitSet closed) {
        int[] millis = new int[graph.arcs()];
        for (int arc = 0; arc < millis.length; arc++) {
            millis[arc] = closed.get(code(graph, arc))
                    ? Metric.CLOSED
                    : graph.freeFlow().weight(arc);
        }
        return millis;
    }

    /** As the profile expects it. */
    static int[] planned(ModeGraph graph, BitSet closed, WeekProfile profile, int slot) {
        return slowed(graph, closed, (row, code) -> profile.share(graph.roads().roadClass(row), slot));
    }

    /**
     * As it is now.
     *
     * @param profileWeight how many fresh observations the profile counts as
     */
    static int[] live(
            ModeGraph graph,
            BitSet closed,
            WeekProfile profile,
            Observations observed,
            double profileWeight,
            Instant now) {
        int slot = WeekProfile.slot(now);
        return slowed(graph, closed, (row, code) -> {
            double expected = profile.share(graph.roads().roadClass(row), slot);
            return observed.share(code, now, expected, profileWeight);
        });
    }

    private interface Share {
        double of(int row, int code);
    }

    private static int[] slowed(ModeGraph graph, BitSet closed, Share share) {
        RoadTable roads = graph.roads();
        int[] millis = plain(graph, closed);
        for (int arc = 0; arc < millis.length; arc++) {
            int row = graph.row(arc);
            if (millis[arc] < Metric.CLOSED && !roads.isFerry(row)) {
                double slow = millis[arc] / share.of(row, code(graph, arc));
                millis[arc] = (int) Math.max(1, Math.min(Metric.CLOSED - 1, Math.rint(slow)));
            }
        }
        return millis;
    }

    /** Whether an arc of the same graph was opened, was closed or differs by more than a share of what it took. */
    static boolean differ(int[] before, int[] now, double share) {
        for (int arc = 0; arc < now.length; arc++) {
            boolean turned = (now[arc] == Metric.CLOSED) != (before[arc] == Metric.CLOSED);
            if (turned || Math.abs(now[arc] - before[arc]) > share * before[arc]) {
                return true;
            }
        }
        return false;
    }

    private static int code(ModeGraph graph, int arc) {
        return 2 * graph.row(arc) + (graph.isForward(arc) ? 0 : 1);
    }
}
