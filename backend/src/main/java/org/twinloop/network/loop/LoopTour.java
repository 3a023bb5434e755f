package org.twinloop.network.loop;

import java.util.List;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.LoopId;

/**
 * The shortest closed tour found through the stops of a loop, by seconds of the day.
 *
 * @param stops in order; from the last one returns to the first
 * @param unreached stops left out because no road leads to them and back, or because no legs were made for so many
 * @param lowerBoundS no tour takes less
 * @param way the line of the ways from stop to stop, by the travel times of the legs
 */
public record LoopTour(
        LoopId loop,
        List<UUID> stops,
        List<UUID> unreached,
        int lengthS,
        int lowerBoundS,
        boolean exact,
        List<GeoPoint> way) {

    public LoopTour {
        stops = List.copyOf(stops);
        unreached = List.copyOf(unreached);
        way = List.copyOf(way);
    }

    LoopTour along(List<GeoPoint> line) {
        return new LoopTour(loop, stops, unreached, lengthS, lowerBoundS, exact, line);
    }

    /** How much longer than the bound, as a share of the bound; 0 where exact. */
    public double gap() {
        return exact || lowerBoundS == 0 ? 0 : (double) (lengthS - lowerBoundS) / lowerBoundS;
    }
}
