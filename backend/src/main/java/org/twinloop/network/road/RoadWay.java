package org.twinloop.network.road;

import java.util.ArrayList;
import java.util.List;
import org.twinloop.common.GeoPoint;

/**
 * A way over roads, from a point of the first to a point of the last.
 *
 * @param graph what its mode sees of the roads
 * @param rows of the roads, in order
 * @param forward for each whether from its first junction to its second
 * @param millis for each how long it takes, the turn into it included, ms
 * @param fromShare share of the first road that lies behind one at the start, in the direction of travel
 * @param toShare share of the last road that lies behind one at the end
 * @param version of the travel times
 */
public record RoadWay(
        ModeGraph graph, int[] rows, boolean[] forward, int[] millis, double fromShare, double toShare, long version) {

    public RoadTable roads() {
        return graph.roads();
    }

    /** How long the whole way takes, ms. */
    public long totalMillis() {
        long total = 0;
        for (int part : millis) {
            total += part;
        }
        return total;
    }

    /** Metres along one of the roads. */
    public double lengthM(int place) {
        double begin = place == 0 ? fromShare : 0;
        double end = place == rows.length - 1 ? toShare : 1;
        return Math.max(0, end - begin) * roads().lengthM(rows[place]);
    }

    public double lengthM() {
        double sum = 0;
        for (int place = 0; place < rows.length; place++) {
            sum += lengthM(place);
        }
        return sum;
    }

    /** The points of one of the roads, as far as it is used. */
    public List<GeoPoint> points(int place) {
        double begin = place == 0 ? fromShare : 0;
        double end = place == rows.length - 1 ? toShare : 1;
        return Polylines.part(roads().points(rows[place], forward[place]), begin, end);
    }

    /** The points of the whole way. */
    public List<GeoPoint> points() {
        List<GeoPoint> all = new ArrayList<>();
        for (int place = 0; place < rows.length; place++) {
            for (GeoPoint point : points(place)) {
                if (all.isEmpty() || !all.get(all.size() - 1).equals(point)) {
                    all.add(point);
                }
            }
        }
        return all;
    }

    /** Numbers of the roads, in order. */
    public List<Integer> edgeIds() {
        List<Integer> ids = new ArrayList<>(rows.length);
        for (int row : rows) {
            ids.add(roads().id(row));
        }
        return List.copyOf(ids);
    }
}
