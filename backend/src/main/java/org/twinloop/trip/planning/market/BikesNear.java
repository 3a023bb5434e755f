package org.twinloop.trip.planning.market;

import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.twinloop.bike.Bike;
import org.twinloop.bike.Dock;
import org.twinloop.trip.planning.search.City;

/** Bicycles near the start and docks near the destination, nearest first. */
public record BikesNear(List<Bike> bikes, List<Dock> docks) {

    /** Those of some operators alone: a bicycle is brought back to a dock of its own operator. */
    public BikesNear of(Predicate<UUID> operators) {
        return new BikesNear(
                bikes.stream().filter(bike -> operators.test(bike.operatorId())).toList(),
                docks.stream().filter(dock -> operators.test(dock.operatorId())).toList());
    }

    /** The same for the search. A dock that does not say how much room it has is taken for one with room. */
    public City city() {
        return new City(
                List.of(),
                List.of(),
                List.of(),
                bikes.stream()
                        .map(bike -> new City.Bike(bike.position(), bike.dockId() != null))
                        .toList(),
                docks.stream()
                        .map(dock -> new City.Dock(dock.position(), room(dock)))
                        .toList(),
                (car, stop) -> false);
    }

    private static int room(Dock dock) {
        int told = dock.placesFree() == null ? 1 : dock.placesFree();
        return dock.takesBack() ? told : 0;
    }
}
