package org.twinloop.console.loop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.GeoPoint;
import org.twinloop.console.loop.LoopRepository.BayPlace;
import org.twinloop.console.loop.LoopRepository.Pile;
import org.twinloop.network.Stop;

/**
 * Whether the cars of a loop stand where its bays are. At each stop there should stand the share of the standing cars
 * that the stop has of the bays; the surplus is what stands there beyond that, below 0 what is missing.
 *
 * @param standing cars of the loop that stand at one of its stops
 */
record Balance(List<Load> loads, int bays, int cars, int standing, int piles, int freePiles) {

    /** What is at one stop. */
    record Load(Stop stop, int bays, int cars, int piles, int freePiles, double surplus) {}

    Balance {
        loads = List.copyOf(loads);
    }

    static Balance of(List<Stop> stops, List<BayPlace> bays, List<GeoPoint> cars, List<Pile> piles) {
        Map<UUID, Long> baysAt = bays.stream().collect(Collectors.groupingBy(BayPlace::stopId, Collectors.counting()));
        Map<UUID, List<Pile>> pilesAt =
                piles.stream().filter(pile -> pile.stopId() != null).collect(Collectors.groupingBy(Pile::stopId));
        Map<UUID, Long> carsAt = cars.stream()
                .map(car -> stopOf(stops, car))
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(Stop::id, Collectors.counting()));
        long allBays = stops.stream()
                .mapToLong(stop -> baysAt.getOrDefault(stop.id(), 0L))
                .sum();
        long standing = carsAt.values().stream().mapToLong(Long::longValue).sum();
        List<Load> loads = stops.stream()
                .map(stop -> {
                    long own = baysAt.getOrDefault(stop.id(), 0L);
                    long here = carsAt.getOrDefault(stop.id(), 0L);
                    List<Pile> there = pilesAt.getOrDefault(stop.id(), List.of());
                    double due = allBays == 0 ? 0 : (double) standing * own / allBays;
                    int free = (int) there.stream().filter(Pile::free).count();
                    return new Load(stop, (int) own, (int) here, there.size(), free, here - due);
                })
                .toList();
        int free = (int) piles.stream().filter(Pile::free).count();
        return new Balance(loads, (int) allBays, cars.size(), (int) standing, piles.size(), free);
    }

    private static Optional<Stop> stopOf(List<Stop> stops, GeoPoint car) {
        return stops.stream()
                .filter(stop -> stop.covers(car))
                .min((a, b) ->
                        Double.compare(a.position().distanceM(car), b.position().distanceM(car)));
    }

    /** The share of the standing cars that need not be moved: 1 is a perfect balance. */
    double share() {
        double moved =
                loads.stream().mapToDouble(load -> Math.max(0, load.surplus())).sum();
        return standing == 0 ? 1 : 1 - moved / standing;
    }
}
