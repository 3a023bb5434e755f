package org.twinloop.sim.car;

import org.twinloop.sim.road.GeoPoint;

/**
 * What the service tells about a car when it issues the terminal's credential.
 *
 * @param inner whether it belongs to the inner loop
 * @param citizensToo whether its calendar is the operator's, so that citizens rent it too
 * @param operator code of the operator, or null for a unit's own car
 */
public record CarCard(
        String deviceId,
        String vin,
        String plate,
        String model,
        double batteryWh,
        GeoPoint at,
        double socPercent,
        long odometerM,
        boolean inner,
        boolean citizensToo,
        String operator) {}
