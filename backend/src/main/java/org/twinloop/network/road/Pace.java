package org.twinloop.network.road;

import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;

/**
 * How fast each mode is where nothing is in the way, and what delays it at junctions.
 *
 * @param walkKmh of people on foot, and of bicycles that are pushed, km/h
 * @param bikeKmh of bicycles, km/h
 * @param uTurnMillis what a car loses by turning round where it need not, ms
 * @param gateMillis allowance against short cuts through private roads: so much is put on going onto one from the
 *     street, ms; no answer tells it as time
 */
public record Pace(double walkKmh, double bikeKmh, int uTurnMillis, int gateMillis) {

    private static final double MILLIS_PER_M_AT_1_KMH = 3600;

    /** Milliseconds along a whole road, 1 or more. */
    int millis(RoadTable roads, int row, Mode mode, boolean forward) {
        return (int)
                Math.max(1, Math.rint(roads.lengthM(row) * MILLIS_PER_M_AT_1_KMH / kmh(roads, row, mode, forward)));
    }

    private double kmh(RoadTable roads, int row, Mode mode, boolean forward) {
        if (mode == Mode.CAR || roads.isFerry(row)) {
            return roads.speedKmh(row, forward);
        }
        boolean pushed = roads.access(row, mode) == Access.DISMOUNT;
        return mode == Mode.FOOT || pushed ? walkKmh : bikeKmh;
    }
}
