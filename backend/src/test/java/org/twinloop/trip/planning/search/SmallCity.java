package org.twinloop.trip.planning.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.energy.Consumption;

/** A few cars, stops and plugs with roads of random lengths between them, some closed. */
record SmallCity(City city, Travel roads, Wish wish, Limits limits) {
    static final long NOON = 1_795_752_000;
    static final Limits LIMITS = new Limits(2_000, 1_500, 120, 180, 600, 1_200, 15, 90, 120, 900, 1.3, 2_000, 900, 60);
    static final Powertrain.Band BAND = new Powertrain.Band(30, 15);
    static final Consumption.Traits TRAITS = new Consumption.Traits(1_650, 0.010, 0.65, 0.86, 0.55, 400);
    static final Consumption.Climate CLIMATE = new Consumption.Climate(600, 90, 60, 18, 25);

    private static final double M_PER_DEGREE = 111_195;
    private static final GeoPoint CORNER = new GeoPoint(121.4, 31.2);

    static SmallCity random(Random random) {
        List<City.Stop> stops = new ArrayList<>();
        int stopCount = 2 + random.nextInt(8);
        for (int i = 0; i < stopCount; i++) {
            List<Busy> bays = IntStream.range(0, random.nextInt(5))
                    .mapToObj(b -> busy(random))
                    .toList();
            int standing = bays.isEmpty() ? 0 : random.nextInt(2);
            Busy banned = random.nextInt(3) == 0 ? busy(random) : Busy.NEVER;
            stops.add(new City.Stop(anywhere(random), bays, standing, NOON + random.nextInt(7_200), banned));
        }
        List<City.Plug> plugs = new ArrayList<>();
        for (int i = random.nextInt(25); i > 0; i--) {
            boolean direct = random.nextInt(4) > 0;
            int power = direct ? 30_000 + random.nextInt(90_000) : 7_000;
            plugs.add(new City.Plug(random.nextInt(stopCount), power, direct, busy(random)));
        }
        boolean low = random.nextInt(3) > 0;
        List<City.Car> cars = new ArrayList<>();
        for (int i = 2 + random.nextInt(9); i > 0; i--) {
            GeoPoint at =
                    random.nextBoolean() ? stops.get(random.nextInt(stopCount)).at() : anywhere(random);
            cars.add(car(random, at, low));
        }
        boolean[] closed = new boolean[cars.size() * stopCount];
        for (int i = 0; i < closed.length; i++) {
            closed[i] = random.nextInt(8) == 0;
        }
        City city = new City(cars, stops, plugs, List.of(), List.of(), (car, stop) -> !closed[car * stopCount + stop]);
        boolean arriveBy = random.nextInt(3) == 0;
        long at = NOON + random.nextInt(7_200);
        Wish wish = new Wish(
                anywhere(random),
                anywhere(random),
                at,
                arriveBy,
                arriveBy ? at - random.nextInt(7_200) : at,
                1 + random.nextInt(4),
                random.nextInt(2),
                random.nextInt(4) == 0,
                random.nextInt(3) == 0 ? at + random.nextInt(9_000) : 0,
                random.nextInt(40) - 5,
                via(random));
        List<GeoPoint> ends = new ArrayList<>();
        cars.forEach(car -> ends.add(car.at()));
        stops.forEach(stop -> ends.add(stop.at()));
        wish.via().forEach(by -> ends.add(by.at()));
        return new SmallCity(city, new RandomRoads(ends, random), wish, wide(random));
    }

    /** Mostly none, else up to three places on the way. */
    private static List<Wish.Via> via(Random random) {
        int count = Math.max(0, random.nextInt(7) - 3);
        return IntStream.range(0, count)
                .mapToObj(i -> new Wish.Via(anywhere(random), 60 * random.nextInt(40)))
                .toList();
    }

    private static Limits wide(Random random) {
        return new Limits(
                6_000 + random.nextInt(8_000),
                6_000 + random.nextInt(8_000),
                120,
                180,
                600,
                1_200,
                15,
                90,
                120,
                random.nextInt(1_200),
                1 + random.nextDouble(),
                random.nextInt(4_000),
                900,
                60);
    }

    private static City.Car car(Random random, GeoPoint at, boolean low) {
        double batteryWh = 15_000 + random.nextInt(40_000);
        Consumption use = Consumption.of(110 + random.nextInt(60), TRAITS, CLIMATE);
        Powertrain.Band band = new Powertrain.Band(5 + random.nextInt(40), random.nextInt(30));
        Powertrain train = new Powertrain(
                batteryWh, random.nextInt(5) == 0 ? 0 : 20_000 + random.nextInt(60_000), 7_000, use, Taper.USUAL, band);
        int perMinute = 20 + random.nextInt(40);
        int perKm = random.nextInt(60);
        Fare fare = random.nextInt(6) == 0
                ? Fare.FREE
                : (taken, returned, metres) ->
                        (returned - taken + 59) / 60 * perMinute + (metres + 999L) / 1000 * perKm;
        double soc = low ? 15.5 + random.nextDouble() * 5 : 15 + random.nextDouble() * 85;
        return new City.Car(
                at, 2 + random.nextInt(5), random.nextInt(3), soc, train, busy(random), random.nextBoolean(), fare);
    }

    private static Busy busy(Random random) {
        List<Busy.Span> spans = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            long begin = NOON - 7_200 + random.nextInt(21_600);
            spans.add(new Busy.Span(begin, begin + random.nextInt(3_600)));
        }
        return Busy.of(spans);
    }

    private static GeoPoint anywhere(Random random) {
        return at(random.nextInt(12_000), random.nextInt(12_000));
    }

    /** So many metres east and north of a corner. */
    static GeoPoint at(double eastM, double northM) {
        double shrink = Math.cos(Math.toRadians(CORNER.lat()));
        return new GeoPoint(CORNER.lon() + eastM / M_PER_DEGREE / shrink, CORNER.lat() + northM / M_PER_DEGREE);
    }

    /**
     * Each road has a length and a speed of its own, and what is driven is the quickest way over them; to or from some
     * places there is none.
     */
    private static final class RandomRoads implements Travel {
        private final Map<GeoPoint, Integer> numbers = new HashMap<>();
        private final int[][] seconds;
        private final int[][] metres;

        RandomRoads(Collection<GeoPoint> ends, Random random) {
            ends.forEach(end -> numbers.putIfAbsent(end, numbers.size()));
            seconds = new int[numbers.size()][numbers.size()];
            metres = new int[numbers.size()][numbers.size()];
            for (GeoPoint from : new LinkedHashSet<>(ends)) {
                boolean left = random.nextInt(20) > 0;
                for (GeoPoint to : new LinkedHashSet<>(ends)) {
                    int i = numbers.get(from);
                    int j = numbers.get(to);
                    metres[i][j] = (int) Math.ceil(from.distanceM(to) * (1 + random.nextDouble() / 2));
                    boolean leads = i == j || left && random.nextInt(4) > 0;
                    seconds[i][j] = leads ? (int) (metres[i][j] / (4 + 12 * random.nextDouble())) : NO_WAY;
                }
            }
            for (int by = 0; by < seconds.length; by++) {
                for (int i = 0; i < seconds.length; i++) {
                    for (int j = 0; j < seconds.length; j++) {
                        shorten(i, by, j);
                    }
                }
            }
        }

        private void shorten(int i, int by, int j) {
            if (Travel.joined(seconds[i][by], seconds[by][j]) < seconds[i][j]) {
                seconds[i][j] = seconds[i][by] + seconds[by][j];
                metres[i][j] = metres[i][by] + metres[by][j];
            }
        }

        @Override
        public int[][] driveSeconds(List<GeoPoint> from, List<GeoPoint> to) {
            return EveryWay.each(from, to, (a, b) -> seconds[numbers.get(a)][numbers.get(b)]);
        }

        @Override
        public int driveMetres(GeoPoint from, GeoPoint to) {
            return metres[numbers.get(from)][numbers.get(to)];
        }

        @Override
        public int[][] walkSeconds(List<GeoPoint> from, List<GeoPoint> to) {
            return EveryWay.each(from, to, (a, b) -> (int) Math.round(a.distanceM(b) * 1.3 / 1.33));
        }

        @Override
        public int[][] rideSeconds(List<GeoPoint> from, List<GeoPoint> to) {
            return EveryWay.each(from, to, (a, b) -> (int) Math.round(a.distanceM(b) * 1.3 / 3.33));
        }
    }
}
