package org.twinloop.vehicle;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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
     * Who rents which cars.
     *
     * @param vehicleClass null for all of the operator
     */
    public record Rental(UUID operatorId, String vehicleClass) {}

    /** What a car must have to be of use. */
    public record Fit(int seats, double socPercent) {
        /** Any car will do. */
        public static final Fit ANY = new Fit(0, 0);
    }

    /**
     * Which cars are asked for.
     *
     * @param loop only cars of this loop; null for both
     * @param from begin of the time the car must be free; null with {@code to} when it need not be
     * @param unitId unit whose retained cars may be offered too; null offers shared cars only
     * @param rentals where there are too many cars, those of these and retained ones come before all others
     * @param fit and among them those that fit
     * @param only cars of these ids and no other, empty for any
     */
    public record Search(
            GeoPoint near,
            double radiusM,
            LoopId loop,
            Instant from,
            Instant to,
            UUID unitId,
            Set<Rental> rentals,
            Fit fit,
            Optional<Set<UUID>> only) {

        public Search {
            rentals = Set.copyOf(rentals);
            only = only.map(Set::copyOf);
            if (from != null && !from.isBefore(to)) {
                throw new IllegalArgumentException("a search from " + from + " to " + to);
            }
        }

        /** Whichever cars there are. */
        public Search(
                GeoPoint near,
                double radiusM,
                LoopId loop,
                Instant from,
                Instant to,
                UUID unitId,
                Set<Rental> rentals) {
            this(near, radiusM, loop, from, to, unitId, rentals, Fit.ANY, Optional.empty());
        }

        /** Cars of both loops, free or not. */
        public static Search whenever(
                GeoPoint near, double radiusM, UUID unitId, Set<Rental> rentals, Fit fit, Optional<Set<UUID>> only) {
            return new Search(near, radiusM, null, null, null, unitId, rentals, fit, only);
        }

        /** Whether it may be offered to the unit, wherever it stands. */
        boolean asksFor(Vehicle car) {
            boolean shared = car.unitId() == null || car.unitId().equals(unitId);
            return shared && (only.isEmpty() || only.get().contains(car.id()));
        }
    }
}
