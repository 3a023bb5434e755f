package org.twinloop.vehicle;

import java.util.UUID;
import org.twinloop.network.LoopId;

/**
 * A car and what its model is known for.
 *
 * @param number short key in telemetry
 * @param vehicleClass class by which price lists tell cars apart
 * @param batteryWh usable capacity when new
 * @param whPerKm typical use
 * @param maxDcW most it takes from a DC pile
 * @param maxAcW most it takes from an AC pile
 * @param operatorId null for a retained car
 * @param unitId set for a retained car (保留公务用车), which serves this unit only
 * @param homeStopId where it belongs, may be null
 * @param deviceId its terminal, null when it has none
 */
public record Vehicle(
        UUID id,
        int number,
        AssetNo assetNo,
        String vin,
        String plate,
        String modelCode,
        String modelNameZh,
        String modelNameEn,
        String vehicleClass,
        int seats,
        int batteryWh,
        int whPerKm,
        int maxDcW,
        int maxAcW,
        Calendar calendar,
        LoopId loop,
        UUID operatorId,
        UUID unitId,
        UUID homeStopId,
        String deviceId) {

    public boolean retained() {
        return unitId != null;
    }

    /** The car behind a terminal, as telemetry needs to know it. */
    public record Terminal(UUID vehicleId, int vehicleNumber) {}
}
