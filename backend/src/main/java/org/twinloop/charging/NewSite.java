package org.twinloop.charging;

import java.util.List;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.LoopId;

/**
 * A charging site to be registered with its piles.
 *
 * @param code short public name
 * @param stopId the stop it stands at; null away from stops
 */
public record NewSite(
        UUID id,
        String code,
        UUID stopId,
        UUID operatorId,
        String nameZh,
        String nameEn,
        LoopId loop,
        GeoPoint position,
        List<NewPile> piles) {

    /**
     * A pile.
     *
     * @param evseId OCPI 2.2.1 evse_id such as {@code CN*CHA*EK01*1}
     * @param powerW rated power of each connector, watts
     * @param direct true for direct current (GB/T 20234.3), false for alternating (GB/T 20234.2)
     */
    public record NewPile(
            UUID id,
            String evseId,
            String deviceId,
            int powerW,
            boolean direct,
            GeoPoint position,
            List<NewConnector> connectors) {}

    /** A gun and the place of the car it reaches. */
    public record NewConnector(UUID id, int number, GeoPoint bay) {}
}
