package org.twinloop.trip.planning.market;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.charging.ConnectorOutlook;
import org.twinloop.network.Stop;
import org.twinloop.pricing.PriceList;
import org.twinloop.vehicle.Bay;
import org.twinloop.vehicle.Candidate;
import org.twinloop.vehicle.Vehicle;

/**
 * What can be driven and where it can be returned and charged, as read in one moment.
 *
 * @param now when it was read
 * @param cars as they will stand when the ride begins, nearest first
 * @param taken when those cars are taken
 * @param returns stops near the destination, nearest first
 * @param sites stops with piles on the way; empty until a way needs one
 * @param prices price lists in force, by operator and class
 */
public record CarMarket(
        Instant now,
        List<Candidate> cars,
        Map<UUID, List<Candidate.Taken>> taken,
        List<ReturnSpace> returns,
        List<ReturnSpace> sites,
        Map<PriceKey, PriceList> prices) {

    /** Who rents which class. */
    public record PriceKey(UUID operatorId, String vehicleClass) {
        public static PriceKey of(Vehicle vehicle) {
            return new PriceKey(vehicle.operatorId(), vehicle.vehicleClass());
        }
    }

    /** Room at a stop; without bays nothing is returned there. */
    public record ReturnSpace(Stop stop, Optional<Bay.Outlook> bays, List<ConnectorOutlook> plugs) {}

    public Optional<PriceList> priceOf(Vehicle vehicle) {
        return Optional.ofNullable(prices.get(PriceKey.of(vehicle)));
    }

    /** As if there were only this car and this stop to return it to. */
    public CarMarket only(UUID vehicleId, String stopCode) {
        return new CarMarket(
                now,
                cars.stream()
                        .filter(car -> car.vehicle().id().equals(vehicleId))
                        .toList(),
                taken,
                returns.stream()
                        .filter(space -> space.stop().code().equals(stopCode))
                        .toList(),
                sites,
                prices);
    }

    public CarMarket with(List<ReturnSpace> onTheWay) {
        return new CarMarket(now, cars, taken, returns, onTheWay, prices);
    }
}
