package org.twinloop.trip.planning.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.planning.search.base.PointIndex;

/** What there is to travel with, as known in one moment; never changes. Things go by their place in the lists. */
public final class City {
    private final List<Car> cars;
    private final List<Stop> stops;
    private final List<Plug> plugs;
    private final List<Bike> bikes;
    private final List<Dock> docks;
    private final ReturnRule returns;
    private final PointIndex carIndex;
    private final PointIndex stopIndex;
    private final PointIndex bikeIndex;
    private final PointIndex dockIndex;
    private final List<List<Integer>> plugsOf = new ArrayList<>();

    /**
     * A car to drive.
     *
     * @param luggage pieces it takes besides its people
     * @param certain whether our own calendar decides about it; others wait for an operator's answer
     */
    public record Car(
            GeoPoint at,
            int seats,
            int luggage,
            double socPercent,
            Powertrain powertrain,
            Busy busy,
            boolean certain,
            Fare fare) {}

    /**
     * Where cars are returned.
     *
     * @param bays one for each bay, with the times it is held
     * @param standing cars that stand there and are not about to leave; they count until {@code standingUntil}
     * @param banned when no car is returned there
     */
    public record Stop(GeoPoint at, List<Busy> bays, int standing, long standingUntil, Busy banned) {
        public Stop {
            bays = List.copyOf(bays);
        }

        /** A stop that takes cars back at any time. */
        public Stop(GeoPoint at, List<Busy> bays, int standing, long standingUntil) {
            this(at, bays, standing, standingUntil, Busy.NEVER);
        }

        /** Whether cars are returned there both when the drive ends and when the car is given back. */
        public boolean takesBack(long returned, long kept) {
            return banned.free(returned, returned + 1) && banned.free(kept, kept + 1);
        }

        /** Bays that are free throughout. */
        public int free(long from, long to) {
            int free = 0;
            for (Busy bay : bays) {
                free += bay.free(from, to) ? 1 : 0;
            }
            return Math.max(0, free - (from < standingUntil ? standing : 0));
        }

        /** The earliest begin, at or after {@code from}, of so many seconds with a free bay; it need not be near. */
        long freeFrom(long from, long seconds) {
            List<Long> tried = new ArrayList<>(List.of(from, Math.max(from, standingUntil)));
            bays.forEach(bay -> tried.addAll(bay.ends()));
            return tried.stream()
                    .filter(at -> at >= from && free(at, at + seconds) > 0)
                    .min(Comparator.naturalOrder())
                    .orElse(Long.MAX_VALUE);
        }
    }

    /** A charging connector at a stop. */
    public record Plug(int stop, int powerW, boolean direct, Busy busy) {}

    /** A bicycle; one that is {@code docked} must be brought to a dock again. */
    public record Bike(GeoPoint at, boolean docked) {}

    /** A place for bicycles with so many free places. */
    public record Dock(GeoPoint at, int places) {}

    /** Which car may end where. */
    public interface ReturnRule {
        boolean allows(int car, int stop);
    }

    public City(
            List<Car> cars,
            List<Stop> stops,
            List<Plug> plugs,
            List<Bike> bikes,
            List<Dock> docks,
            ReturnRule returns) {
        this.cars = List.copyOf(cars);
        this.stops = List.copyOf(stops);
        this.plugs = List.copyOf(plugs);
        this.bikes = List.copyOf(bikes);
        this.docks = List.copyOf(docks);
        this.returns = returns;
        carIndex = new PointIndex(cars.stream().map(Car::at).toList());
        stopIndex = new PointIndex(stops.stream().map(Stop::at).toList());
        bikeIndex = new PointIndex(bikes.stream().map(Bike::at).toList());
        dockIndex = new PointIndex(docks.stream().map(Dock::at).toList());
        stops.forEach(stop -> plugsOf.add(new ArrayList<>()));
        IntStream.range(0, plugs.size())
                .boxed()
                .sorted(Comparator.comparing((Integer plug) -> -plugs.get(plug).powerW())
                        .thenComparing(plug -> plug))
                .forEach(plug -> plugsOf.get(plugs.get(plug).stop()).add(plug));
    }

    public Car car(int number) {
        return cars.get(number);
    }

    public Stop stop(int number) {
        return stops.get(number);
    }

    public Plug plug(int number) {
        return plugs.get(number);
    }

    public Bike bike(int number) {
        return bikes.get(number);
    }

    public Dock dock(int number) {
        return docks.get(number);
    }

    public int cars() {
        return cars.size();
    }

    public int stops() {
        return stops.size();
    }

    public int plugs() {
        return plugs.size();
    }

    public int bikes() {
        return bikes.size();
    }

    public int docks() {
        return docks.size();
    }

    public boolean mayEnd(int car, int stop) {
        return returns.allows(car, stop);
    }

    /** The plugs of a stop, the strongest first. */
    public List<Integer> plugsOf(int stop) {
        return plugsOf.get(stop);
    }

    /** The plugs of a stop that nobody uses or holds within the time, the strongest first. */
    public List<Integer> freePlugs(int stop, long from, long to) {
        return plugsOf(stop).stream()
                .filter(plug -> plugs.get(plug).busy().free(from, to))
                .toList();
    }

    PointIndex carIndex() {
        return carIndex;
    }

    PointIndex stopIndex() {
        return stopIndex;
    }

    PointIndex bikeIndex() {
        return bikeIndex;
    }

    PointIndex dockIndex() {
        return dockIndex;
    }
}
