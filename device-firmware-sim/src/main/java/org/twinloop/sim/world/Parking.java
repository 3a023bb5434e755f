package org.twinloop.sim.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.twinloop.sim.car.Car;
import org.twinloop.sim.pile.Bays;
import org.twinloop.sim.pile.Connector;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.time.Dice;

/**
 * Where citizens may leave a car: the spots where cars of the open loop stood when the city woke up, and the bays of
 * piles beside them. A spot is free when no car stands on it and nobody is on the way to it.
 */
public final class Parking {
    private static final double SAME_SPOT_M = 4;
    private static final double SAME_STOP_M = 250;
    private static final double ELSEWHERE_M = 1_200;

    private final Collection<Car> cars;
    private final List<GeoPoint> spots = new ArrayList<>();
    private final List<GeoPoint> claimed = new ArrayList<>();

    Parking(Collection<Car> cars, Bays bays) {
        this.cars = cars;
        cars.stream().filter(car -> car.card().citizensToo()).forEach(car -> add(car.at()));
        List<GeoPoint> stops = List.copyOf(spots);
        for (Connector connector : bays.connectors()) {
            if (stops.stream().anyMatch(stop -> stop.distanceM(connector.bay()) < SAME_STOP_M)) {
                add(connector.bay());
            }
        }
    }

    private void add(GeoPoint spot) {
        if (spots.stream().noneMatch(known -> known.distanceM(spot) < SAME_SPOT_M)) {
            spots.add(spot);
        }
    }

    /** A free spot somewhere else, claimed for whoever asked until {@link #release}. */
    public Optional<GeoPoint> claim(GeoPoint from, Dice dice) {
        List<GeoPoint> free = spots.stream()
                .filter(spot -> spot.distanceM(from) > ELSEWHERE_M)
                .filter(this::free)
                .toList();
        if (free.isEmpty()) {
            return Optional.empty();
        }
        GeoPoint spot = dice.pick(free);
        claimed.add(spot);
        return Optional.of(spot);
    }

    public void release(GeoPoint spot) {
        claimed.remove(spot);
    }

    private boolean free(GeoPoint spot) {
        return claimed.stream().noneMatch(other -> other.distanceM(spot) < SAME_SPOT_M)
                && cars.stream().noneMatch(car -> car.at().distanceM(spot) < SAME_SPOT_M);
    }
}
