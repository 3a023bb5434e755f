package org.twinloop.bench.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.planning.search.City;
import org.twinloop.trip.planning.search.Wish;
import org.twinloop.trip.planning.search.base.PointIndex;

/**
 * What the service looks at of a city: the nearest cars that take the party and its luggage, and of each loop the
 * nearest stops. Stops of even and of odd numbers stand for the two loops, every fifth for a hub of both, as the cars
 * of {@link LargeCity} may end there.
 */
final class NearCity {
    private final City city;
    private final PointIndex cars;
    private final PointIndex stops;

    NearCity(City city) {
        this.city = city;
        cars = new PointIndex(points(city.cars(), i -> city.car(i).at()));
        stops = new PointIndex(points(city.stops(), i -> city.stop(i).at()));
    }

    private interface Place {
        GeoPoint of(int number);
    }

    private static List<GeoPoint> points(int count, Place place) {
        return IntStream.range(0, count).mapToObj(place::of).toList();
    }

    /** The city of these cars and stops alone, without charging stops on the way. */
    City of(Wish wish, int carsMax, int stopsMaxOfEachLoop) {
        int[] near = IntStream.of(cars.within(wish.from(), LargeCity.LIMITS.walkToCarM()))
                .filter(car -> city.car(car).seats() >= wish.passengers())
                .filter(car -> city.car(car).luggage() >= wish.luggage())
                .limit(carsMax)
                .toArray();
        int[] within = stops.within(wish.to(), LargeCity.LIMITS.walkFromStopM());
        Set<Integer> chosen = new LinkedHashSet<>();
        for (int loop = 0; loop < 2; loop++) {
            int number = loop;
            IntStream.of(within)
                    .filter(stop -> stop % 2 == number || stop % 5 == 0)
                    .limit(stopsMaxOfEachLoop)
                    .forEach(chosen::add);
        }
        int[] ends = chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
        List<City.Plug> plugs = new ArrayList<>();
        for (int i = 0; i < ends.length; i++) {
            for (int plug : city.plugsOf(ends[i])) {
                City.Plug one = city.plug(plug);
                plugs.add(new City.Plug(i, one.powerW(), one.direct(), one.busy()));
            }
        }
        return new City(
                IntStream.of(near).mapToObj(city::car).toList(),
                IntStream.of(ends).mapToObj(city::stop).toList(),
                plugs,
                List.of(),
                List.of(),
                (car, stop) -> city.mayEnd(near[car], ends[stop]));
    }
}
