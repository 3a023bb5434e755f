package org.twinloop.trip.planning.market;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * @param tariffs what the cars and everything else is let for
 * @param cut what was left out for its number
 */
public record CarMarket(
        Instant now,
        List<Candidate> cars,
        Map<UUID, List<Candidate.Taken>> taken,
        List<ReturnSpace> returns,
        List<ReturnSpace> sites,
        Tariffs tariffs,
        Cut cut) {

    /** Of what there was more than is looked at. */
    public record Cut(boolean cars, boolean stops, boolean sites) {
        /** All is looked at. */
        public static final Cut NONE = new Cut(false, false, false);
    }

    /**
     * What a car must have to be of any use.
     *
     * @param pieces of luggage, of which a car takes {@code luggage}
     * @param withinM straight metres to walk
     * @param from begin of a time that lies in every use, {@code to} its end
     */
    public record Need(
            int seats,
            int pieces,
            ToIntFunction<Vehicle> luggage,
            double withinM,
            double socPercent,
            Instant from,
            Instant to) {
        /** As far as the register and its newest report tell. */
        private boolean suits(Candidate car) {
            return car.vehicle().seats() >= seats && car.socPercent() >= socPercent && car.distanceM() <= withinM;
        }

        private boolean isMetBy(Candidate car, CarMarket market) {
            return suits(car)
                    && luggage.applyAsInt(car.vehicle()) >= pieces
                    && market.taken.getOrDefault(car.vehicle().id(), List.of()).stream()
                            .noneMatch(time -> time.from().isBefore(to) && from.isBefore(time.to()));
        }
    }

    /** Room at a stop; without bays nothing is returned there. */
    public record ReturnSpace(Stop stop, Optional<Bay.Outlook> bays, List<ConnectorOutlook> plugs) {}

    public Optional<PriceList> priceOf(Vehicle vehicle) {
        return tariffs.of(vehicle);
    }

    /** Whether anybody may have a car: it is retained for the unit that asks, or let at a price. */
    boolean isToBeHad(Candidate car) {
        return car.vehicle().retained() || tariffs.of(car.vehicle()).isPresent();
    }

    /** Whether cars were found, and none of them can be had. */
    public boolean isUnpriced() {
        return !cars.isEmpty() && cars.stream().noneMatch(this::isToBeHad);
    }

    /** Those that can be had; all where none can. */
    private List<Candidate> usable() {
        List<Candidate> had = cars.stream().filter(this::isToBeHad).toList();
        return had.isEmpty() ? cars : had;
    }

    /**
     * The same with so many cars only: the nearest that meet the need and, where these are fewer, the nearest others,
     * so that one can tell what is lacking. Those that cannot be had do not count; they stay where there is no other.
     *
     * @param readMax when so many were read there may be more
     */
    public CarMarket nearest(int most, Need need, int readMax) {
        List<Candidate> usable = usable();
        List<Candidate> fit =
                usable.stream().filter(car -> need.isMetBy(car, this)).toList();
        boolean unread = cars.size() >= readMax && cars.stream().allMatch(car -> isToBeHad(car) && need.suits(car));
        Set<Candidate> chosen = Stream.concat(fit.stream(), usable.stream())
                .distinct()
                .limit(most)
                .collect(Collectors.toSet());
        return new CarMarket(
                now,
                usable.stream().filter(chosen::contains).toList(),
                taken,
                returns,
                sites,
                tariffs,
                new Cut(unread || fit.size() > most, cut.stops(), cut.sites()));
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
                tariffs,
                cut);
    }

    /** The same with where its cars may be returned; {@code more} when there are stops besides. */
    public CarMarket with(List<ReturnSpace> ends, boolean more) {
        return new CarMarket(now, cars, taken, ends, sites, tariffs, new Cut(cut.cars(), more, cut.sites()));
    }

    /** The same with stops with piles on the way; {@code more} when there are others. */
    public CarMarket by(List<ReturnSpace> onTheWay, boolean more) {
        return new CarMarket(now, cars, taken, returns, onTheWay, tariffs, new Cut(cut.cars(), cut.stops(), more));
    }
}
