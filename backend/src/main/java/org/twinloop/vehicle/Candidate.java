package org.twinloop.vehicle;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.LoopId;

/**
 * A car that may be taken: parked, locked, heard of lately and held by nobody in the asked time.
 *
 * @param stopId the stop whose bay it stands in, null when it stands elsewhere
 * @param distanceM straight distance from the asked point
 * @param ageSeconds age of its newest report
 */
public record Candidate(
        Vehicle vehicle,
        VehicleStatus status,
        GeoPoint position,
        UUID stopId,
        double distanceM,
        double socPercent,
        long ageSeconds) {

    /** A time within which no use may lie: something else is booked then, turnaround before and after included. */
    public record Taken(Instant from, Instant to) {}

    /**
     * Which cars are asked for.
     *
     * @param loop only cars of this loop; null for both
     * @param from begin of the time the car must be free; null with {@code to} when it need not be
     * @param unitId unit whose retained cars may be offered too; null offers shared cars only
     */
    public record Search(GeoPoint near, double radiusM, LoopId loop, Instant from, Instant to, UUID unitId) {

        public Search {
            if (from != null && !from.isBefore(to)) {
                throw new IllegalArgumentException("a search from " + from + " to " + to);
            }
        }

        /** Cars of both loops, free or not. */
        public static Search whenever(GeoPoint near, double radiusM, UUID unitId) {
            return new Search(near, radiusM, null, null, null, unitId);
        }
    }
}
