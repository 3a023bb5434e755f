package org.twinloop.network.road;

import java.util.ArrayList;
import java.util.List;
import org.twinloop.common.GeoPoint;

/**
 * The parts of roads that can be reached within a time. Immutable.
 *
 * @param rows of the roads; a road that is reached from both ends stands twice
 * @param forward for each whether it is travelled from its first junction to its second
 * @param fromShare for each the share behind where it is entered, in the direction of travel: 0 but for the first roads
 * @param toShare for each the share up to which it is reached
 * @param version of the travel times
 */
public record Reached(
        RoadTable roads, int[] rows, boolean[] forward, float[] fromShare, float[] toShare, long version) {

    public int size() {
        return rows.length;
    }

    public boolean isEmpty() {
        return rows.length == 0;
    }

    /** Number of a road. */
    public int edge(int place) {
        return roads.id(rows[place]);
    }

    /** What is reached, as lines. */
    public List<List<GeoPoint>> lines() {
        List<List<GeoPoint>> lines = new ArrayList<>(rows.length);
        for (int place = 0; place < rows.length; place++) {
            lines.add(Polylines.part(roads.points(rows[place], forward[place]), fromShare[place], toShare[place]));
        }
        return lines;
    }

    /** Whether a point of a road, 0 at its first junction and 1 at its second, is among what is reached. */
    public boolean covers(int row, double along) {
        for (int place = 0; place < rows.length; place++) {
            double behind = forward[place] ? along : 1 - along;
            if (rows[place] == row && behind >= fromShare[place] && behind <= toShare[place]) {
                return true;
            }
        }
        return false;
    }
}
