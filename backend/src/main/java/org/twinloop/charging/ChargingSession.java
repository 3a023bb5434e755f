package org.twinloop.charging;

import java.time.Instant;
import java.util.UUID;

/**
 * One charging session.
 *
 * @param endedAt null while it goes on
 * @param energyWh what the pile metered on the AC side, watt-hours
 * @param meterWentBack the meter fell meanwhile, so the energy may be too small
 */
public record ChargingSession(
        UUID id,
        UUID connectorId,
        String vin,
        Instant startedAt,
        Instant endedAt,
        long energyWh,
        boolean meterWentBack) {}
