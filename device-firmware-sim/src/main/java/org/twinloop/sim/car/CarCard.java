package org.twinloop.sim.car;

import org.twinloop.sim.energy.CarModel.Register;
import org.twinloop.sim.road.GeoPoint;

/**
 * What the service tells about a car when it issues the terminal's credential.
 *
 * @param model what the register of models says of its make
 * @param inner whether it belongs to the inner loop
 * @param citizensToo whether its calendar is the operator's, so that citizens rent it too
 * @param operator code of the operator, or null for a unit's own car
 */
public record CarCard(
        String deviceId,
        String vin,
        String plate,
        Register model,
        GeoPoint at,
        double socPercent,
        long odometerM,
        boolean inner,
        boolean citizensToo,
        String operator) {

    /** The same car, standing somewhere else. */
    public CarCard at(GeoPoint point) {
        return new CarCard(deviceId, vin, plate, model, point, socPercent, odometerM, inner, citizensToo, operator);
    }
}
