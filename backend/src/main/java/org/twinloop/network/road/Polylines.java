package org.twinloop.network.road;

import java.util.ArrayList;
import java.util.List;
import org.twinloop.common.GeoPoint;

/** Parts of lines on the ground. */
final class Polylines {

    private Polylines() {}

    /**
     * The part of a line between two shares of its length; at least two points, which are equal where it is empty.
     *
     * @param from 0…1
     * @param to {@code from}…1
     */
    static List<GeoPoint> part(List<GeoPoint> line, double from, double to) {
        if (from <= 0 && to >= 1) {
            return line;
        }
        double lengthM = 0;
        for (int i = 1; i < line.size(); i++) {
            lengthM += line.get(i - 1).distanceM(line.get(i));
        }
        double beginM = from * lengthM;
        double endM = Math.max(from, to) * lengthM;
        List<GeoPoint> part = new ArrayList<>();
        part.add(at(line, beginM));
        double behindM = 0;
        for (int i = 1; i + 1 < line.size(); i++) {
            behindM += line.get(i - 1).distanceM(line.get(i));
            if (behindM > beginM && behindM < endM) {
                part.add(line.get(i));
            }
        }
        part.add(at(line, endM));
        return part;
    }

    /** The point so many metres along a line. */
    private static GeoPoint at(List<GeoPoint> line, double alongM) {
        double leftM = alongM;
        for (int i = 1; i < line.size(); i++) {
            GeoPoint before = line.get(i - 1);
            GeoPoint after = line.get(i);
            double stepM = before.distanceM(after);
            if (leftM <= stepM && stepM > 0) {
                double share = Math.max(0, leftM / stepM);
                return new GeoPoint(
                        before.lon() + (after.lon() - before.lon()) * share,
                        before.lat() + (after.lat() - before.lat()) * share);
            }
            leftM -= stepM;
        }
        return line.get(line.size() - 1);
    }
}
