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

    /** Kilometres by the car's own odometer, once both ends are known, metres. */
    public static Optional<Double> km(Long startOdometerM, Long endOdometerM) {
        return startOdometerM == null || endOdometerM == null
                ? Optional.empty()
                : Optional.of(Math.max(0, endOdometerM - startOdometerM) / 1000.0);
    }

    /** Points of charge used; empty when the car was charged on the way or told none. */
    public static Optional<Double> socUsed(Double startPercent, Double endPercent) {
        return startPercent == null || endPercent == null || endPercent > startPercent
                ? Optional.empty()
                : Optional.of(startPercent - endPercent);
    }

    /** A ride that did not take place. */
    public static RideUsage none(Instant at) {
        return new RideUsage(at, at, 0, Optional.empty(), 0, 0, true);
    }
}
