package org.twinloop.vehicle;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.LoopId;

/**
 * A car to be registered; its asset number is made here.
 *
 * @param unitId set for a retained official car, whose operator is null
 */
public record NewVehicle(
        UUID id,
        String vin,
        String plate,
        String modelCode,
        Calendar calendar,
        LoopId loop,
        UUID operatorId,
        UUID unitId,
        UUID homeStopId,
        String deviceId) {

    /** How a car is found when it joins the fleet: standing, closed and locked. */
    public record FirstState(
            UUID vehicleId, Instant at, GeoPoint position, double socPercent, long odometerM, boolean plugged) {}
}
