package org.twinloop.trip.planning.option;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.network.Stop;
import org.twinloop.pricing.PriceList;
import org.twinloop.vehicle.Candidate;
import org.twinloop.vehicle.Vehicle;

/**
 * What can be driven now and where it can be returned, as read in one moment.
 *
 * @param from start of the time a car would be held, {@code to} its end
 * @param cars cars that are free for that time, nearest first
 * @param returns stops near the destination, nearest first
 * @param prices price lists in force, by operator and class
 */
public record CarMarket(
        Instant from, Instant to, List<Candidate> cars, List<ReturnSpace> returns, Map<PriceKey, PriceList> prices) {

    /** Who rents which class. */
    public record PriceKey(UUID operatorId, String vehicleClass) {
        public static PriceKey of(Vehicle vehicle) {
            return new PriceKey(vehicle.operatorId(), vehicle.vehicleClass());
        }
    }

    /** Room at a stop. */
    public record ReturnSpace(Stop stop, int freeBays, List<FreePile> piles) {}

    /** A connector nobody uses or holds. */
    public record FreePile(UUID connectorId, String name, int number, double powerKw) {}

    public Optional<PriceList> priceOf(Vehicle vehicle) {
        return Optional.ofNullable(prices.get(PriceKey.of(vehicle)));
    }
}
