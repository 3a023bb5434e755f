package org.twinloop.trip.planning.market;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.operator.Contracts.Provider;
import org.twinloop.operator.Operator;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.Product;
import org.twinloop.vehicle.Candidate;
import org.twinloop.vehicle.Vehicle;

/** Who may be asked for what at a time, and for how much: partners with a contract and room under its ceiling. */
public final class Tariffs {
    private record Key(UUID operatorId, Product product, String vehicleClass) {}

    private final List<Provider> providers;
    private final Map<Key, PriceList> inForce = new HashMap<>();

    /**
     * The tariffs of a time.
     *
     * @param providers those that may be asked, in the order in which they are
     * @param lists price lists, of others and other times too
     */
    public Tariffs(List<Provider> providers, List<PriceList> lists, Instant at) {
        this.providers = List.copyOf(providers);
        lists.stream()
                .filter(list -> list.isInForce(at))
                .forEach(list ->
                        inForce.putIfAbsent(new Key(list.operatorId(), list.product(), list.vehicleClass()), list));
    }

    /** The price list of the first provider of a kind that has one, that of the class before that for any. */
    public Optional<PriceList> of(Operator.Kind kind, Product product, String vehicleClass) {
        return providers.stream()
                .filter(provider -> provider.kind() == kind)
                .flatMap(provider -> list(provider.contract().operatorId(), product, vehicleClass).stream())
                .findFirst();
    }

    /** The price lists of all providers of a kind that have one for any class. */
    public List<PriceList> all(Operator.Kind kind, Product product) {
        return providers.stream()
                .filter(provider -> provider.kind() == kind)
                .flatMap(provider -> list(provider.contract().operatorId(), product, PriceList.ANY_CLASS).stream())
                .toList();
    }

    /** What a shared car is let for; empty when its operator may not be asked, and for a retained car. */
    public Optional<PriceList> of(Vehicle vehicle) {
        boolean let = providers.stream()
                .anyMatch(provider -> provider.kind() == Operator.Kind.CAR_SHARE
                        && provider.contract().operatorId().equals(vehicle.operatorId()));
        return let && !vehicle.retained()
                ? list(vehicle.operatorId(), Product.CAR_SHARE, vehicle.vehicleClass())
                : Optional.empty();
    }

    /** The cars that {@link #of(Vehicle)} has a price for. */
    public Set<Candidate.Rental> rentals() {
        Set<UUID> letting = providers.stream()
                .filter(provider -> provider.kind() == Operator.Kind.CAR_SHARE)
                .map(provider -> provider.contract().operatorId())
                .collect(Collectors.toSet());
        return inForce.keySet().stream()
                .filter(key -> key.product() == Product.CAR_SHARE && letting.contains(key.operatorId()))
                .map(key -> new Candidate.Rental(
                        key.operatorId(), key.vehicleClass().equals(PriceList.ANY_CLASS) ? null : key.vehicleClass()))
                .collect(Collectors.toSet());
    }

    private Optional<PriceList> list(UUID operatorId, Product product, String vehicleClass) {
        return Optional.ofNullable(inForce.get(new Key(operatorId, product, vehicleClass)))
                .or(() -> Optional.ofNullable(inForce.get(new Key(operatorId, product, PriceList.ANY_CLASS))));
    }
}
