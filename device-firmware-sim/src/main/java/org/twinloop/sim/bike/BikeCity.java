package org.twinloop.sim.bike;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.road.Place;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Rhythm;
import org.twinloop.sim.time.Timeline;

/** All bikes and the people who ride them. */
public final class BikeCity {
    public static final int BIKES = 3_000;

    /** In the mean of a day. */
    private static final double RIDES_PER_HOUR = 580;

    private static final double DOCKED = 0.55;
    private static final double BROKEN = 0.02;
    private static final double RESERVED_FIRST = 0.25;
    private static final double TO_STATION = 0.6;
    private static final double RIDE_MAX_M = 4_500;
    private static final double RIDE_MIN_M = 400;
    private static final double DETOUR = 1.3;

    private final Timeline timeline;
    private final Dice dice;
    private final List<Place> places = Place.all();
    private final List<Station> stations = Station.all();
    private final List<Bike> bikes = new ArrayList<>();
    private long changes;
    private long rides;

    public BikeCity(long seed, Timeline timeline) {
        this.timeline = timeline;
        this.dice = Dice.of(seed, "bikes");
        for (int i = 0; i < BIKES; i++) {
            Bike bike = new Bike(newId(), somewhereNear(dice.pick(places).at()), dice.chance(BROKEN), timeline.nowMs());
            if (dice.chance(DOCKED)) {
                freeStation(stations).ifPresent(bike::dockAt);
            }
            bikes.add(bike);
        }
        nextRide();
    }

    private String newId() {
        return dice.uuid().toString();
    }

    private GeoPoint somewhereNear(GeoPoint place) {
        return place.shifted(dice.normal(0, 260), dice.normal(0, 260));
    }

    private Optional<Station> freeStation(List<Station> among) {
        List<Station> free = among.stream().filter(s -> s.freeDocks() > 0).toList();
        return free.isEmpty() ? Optional.empty() : Optional.of(dice.pick(free));
    }

    /** Rides begin as a Poisson process thinned by the hour. */
    private void nextRide() {
        timeline.in(dice.secondsToNext(RIDES_PER_HOUR * Rhythm.PEAK), () -> {
            if (dice.chance(Rhythm.at(timeline.nowMs()) / Rhythm.PEAK)) {
                begin(dice.pick(bikes));
            }
            nextRide();
        });
    }

    private void begin(Bike bike) {
        if (!bike.idle()) {
            return;
        }
        if (dice.chance(RESERVED_FIRST)) {
            bike.reserve();
            changes++;
            timeline.in(dice.between(30, 240), () -> ride(bike));
        } else {
            ride(bike);
        }
    }

    private void ride(Bike bike) {
        GeoPoint from = bike.at();
        List<Place> near = places.stream()
                .filter(place -> place.at().distanceM(from) < RIDE_MAX_M)
                .toList();
        GeoPoint target = near.isEmpty()
                ? from.shifted(dice.normal(0, 900), dice.normal(0, 900))
                : dice.pick(near).at();
        bike.ride();
        changes++;
        rides++;
        double metres = Math.max(RIDE_MIN_M, from.distanceM(target) * DETOUR);
        timeline.in(metres / dice.between(2.8, 4.4), () -> end(bike, target));
    }

    private void end(Bike bike, GeoPoint target) {
        bike.park(somewhereNear(target), newId(), timeline.nowMs());
        if (dice.chance(TO_STATION)) {
            stations.stream()
                    .filter(s -> s.freeDocks() > 0 && s.at().distanceM(target) < 600)
                    .min(Comparator.comparingDouble(s -> s.at().distanceM(target)))
                    .ifPresent(bike::dockAt);
        }
        changes++;
    }

    List<Station> stations() {
        return stations;
    }

    List<Bike> bikes() {
        return bikes;
    }

    Timeline timeline() {
        return timeline;
    }

    /** Grows with every change that the feed shows. */
    public long changes() {
        return changes;
    }

    public long rides() {
        return rides;
    }

    public long riding() {
        return bikes.stream().filter(Bike::riding).count();
    }
}
