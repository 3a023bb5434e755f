package org.twinloop.bench.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.energy.Consumption;
import org.twinloop.trip.planning.search.Busy;
import org.twinloop.trip.planning.search.City;
import org.twinloop.trip.planning.search.Fare;
import org.twinloop.trip.planning.search.Limits;
import org.twinloop.trip.planning.search.Powertrain;
import org.twinloop.trip.planning.search.Taper;
import org.twinloop.trip.planning.search.Wish;

/** Makes up cars, stops, piles and bicycles at the junctions of a network, each with the times it is taken. */
final class LargeCity {
    static final int CARS = 5_000;
    static final int STOPS = 2_000;
    static final int PLUGS = 10_000;
    static final int BIKES = 50_000;
    static final int DOCKS = 2_000;
    static final Limits LIMITS = new Limits(2_000, 1_500, 120, 180, 600, 1_200, 15, 90, 180, 900, 1.3, 2_000, 900, 30);

    private static final long NOON = 1_795_752_000;
    private static final int DAY_S = 43_200;
    private static final Consumption.Traits TRAITS = new Consumption.Traits(1_650, 0.010, 0.65, 0.86, 0.55, 400);
    private static final Consumption.Climate CLIMATE = new Consumption.Climate(600, 90, 60, 18, 25);
    private static final List<Powertrain> MODELS = List.of(
            model(52_500, 135, 50_000),
            model(20_300, 115, 20_000),
            model(30_600, 110, 30_000),
            model(51_200, 145, 40_000));

    private final List<GeoPoint> junctions;
    private final Random random;
    private final int part;

    LargeCity(List<GeoPoint> junctions, long seed) {
        this(junctions, seed, 1);
    }

    /** @param part of all there is, one in so many */
    LargeCity(List<GeoPoint> junctions, long seed, int part) {
        this.junctions = junctions;
        this.part = part;
        random = new Random(seed);
    }

    private static Powertrain model(double batteryWh, double whPerKm, int maxDcW) {
        Powertrain.Band band = new Powertrain.Band(30, 15);
        return new Powertrain(batteryWh, maxDcW, 7_000, Consumption.of(whPerKm, TRAITS, CLIMATE), Taper.USUAL, band);
    }

    /**
     * The city.
     *
     * @param leastSoc and {@code mostSoc} charge of the cars, percent
     */
    City make(double leastSoc, double mostSoc) {
        List<City.Stop> stops = new ArrayList<>();
        for (int i = 0; i < STOPS / part; i++) {
            List<Busy> bays = new ArrayList<>();
            for (int bay = 2 + random.nextInt(5); bay > 0; bay--) {
                bays.add(busy(2));
            }
            stops.add(new City.Stop(anywhere(), bays, random.nextInt(3), NOON + 7_200));
        }
        List<City.Plug> plugs = new ArrayList<>();
        for (int i = 0; i < PLUGS / part; i++) {
            boolean direct = random.nextInt(5) < 2;
            plugs.add(new City.Plug(random.nextInt(STOPS / part), direct ? 60_000 : 7_000, direct, busy(2)));
        }
        List<City.Car> cars = new ArrayList<>();
        for (int i = 0; i < CARS / part; i++) {
            GeoPoint at = random.nextInt(5) > 0
                    ? stops.get(random.nextInt(STOPS / part)).at()
                    : anywhere();
            double soc = leastSoc + random.nextDouble() * (mostSoc - leastSoc);
            Powertrain train = MODELS.get(random.nextInt(MODELS.size()));
            int seats = 4 + random.nextInt(4);
            int luggage = 1 + random.nextInt(3);
            boolean certain = random.nextBoolean();
            cars.add(new City.Car(at, seats, luggage, soc, train, busy(3), certain, fare()));
        }
        List<City.Bike> bikes = new ArrayList<>();
        for (int i = 0; i < BIKES / part; i++) {
            bikes.add(new City.Bike(anywhere(), random.nextInt(5) == 0));
        }
        List<City.Dock> docks = new ArrayList<>();
        for (int i = 0; i < DOCKS / part; i++) {
            docks.add(new City.Dock(anywhere(), random.nextInt(4)));
        }
        return new City(cars, stops, plugs, bikes, docks, (car, stop) -> car % 2 == stop % 2 || stop % 5 == 0);
    }

    /** A wish from somewhere to somewhere else within the city. */
    Wish wish() {
        long at = NOON + random.nextInt(DAY_S / 2);
        boolean arriveBy = random.nextInt(3) == 0;
        return new Wish(
                anywhere(),
                anywhere(),
                arriveBy ? at + DAY_S / 4 : at,
                arriveBy,
                at,
                1 + random.nextInt(3),
                random.nextInt(2),
                random.nextInt(5) == 0,
                0,
                random.nextInt(35));
    }

    private Fare fare() {
        int perMinute = 20 + random.nextInt(40);
        int perKm = random.nextInt(60);
        return (taken, returned, metres) -> (returned - taken + 59) / 60 * perMinute + (metres + 999L) / 1000 * perKm;
    }

    private Busy busy(int most) {
        List<Busy.Span> spans = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            long begin = NOON + random.nextInt(DAY_S);
            spans.add(new Busy.Span(begin, begin + 1_200 + random.nextInt(6_000)));
        }
        return Busy.of(spans);
    }

    private GeoPoint anywhere() {
        return junctions.get(random.nextInt(junctions.size()));
    }
}
