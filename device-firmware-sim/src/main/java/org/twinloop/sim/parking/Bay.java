package org.twinloop.sim.parking;

import org.twinloop.sim.road.GeoPoint;

/**
 * A marked place for one car.
 *
 * @param name stop and code, for example {@code G01/B07}
 * @param open whether its stop belongs to the open loop, so that citizens may leave a car there
 */
public record Bay(String name, GeoPoint at, boolean open) {
    /** Bays are about 3 m apart: a car this close to the middle of a bay stands in it and in no other. */
    public static final double HALF_WIDTH_M = 1.45;

    boolean covers(GeoPoint point) {
        return at.distanceM(point) <= HALF_WIDTH_M;
    }
}
