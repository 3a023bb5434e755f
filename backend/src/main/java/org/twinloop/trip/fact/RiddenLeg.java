package org.twinloop.trip.fact;

import java.time.Instant;
import java.util.UUID;

/**
 * A leg that was ridden in a car.
 *
 * @param routeM length of its planned way, metres
 */
public record RiddenLeg(
        UUID legId, UUID tripId, UUID unitId, UUID vehicleId, Instant startedAt, Instant endedAt, long routeM) {}
