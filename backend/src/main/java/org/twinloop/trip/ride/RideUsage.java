package org.twinloop.trip.ride;

import java.time.Instant;
import java.util.Optional;

/**
 * What a ride used, as its provider's price needs it.
 *
 * @param km by the odometer; the planned way where the car told none
 * @param energyWh out of the battery; empty where the car told none or was charged on the way
 * @param measured whether the kilometres were measured
 */
public record RideUsage(
        Instant startedAt,
        Instant endedAt,
        double km,
        Optional<Long> energyWh,
        long tollFen,
        long parkingFen,
        boolean measured) {

    /** A self-driven car between two of its own reports. */
    public static RideUsage driven(
            Instant startedAt,
            Instant endedAt,
            Optional<Double> odometerKm,
            double routeKm,
            Optional<Double> socUsedPercent,
            int batteryWh) {
        Optional<Long> energy = socUsedPercent.map(percent -> Math.round(percent / 100 * batteryWh));
        return new RideUsage(startedAt, endedAt, odometerKm.orElse(routeKm), energy, 0, 0, odometerKm.isPresent());
    }

    /** A ride that did not take place. */
    public static RideUsage none(Instant at) {
        return new RideUsage(at, at, 0, Optional.empty(), 0, 0, true);
    }
}
