package org.twinloop.sim.bike;

import java.util.ArrayList;
import java.util.List;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.road.Place;
import org.twinloop.sim.time.Dice;

/** A rack of docks beside a place. */
final class Station {
    static final int COUNT = 200;

    private final String id;
    private final String nameZh;
    private final String nameEn;
    private final GeoPoint at;
    private final int capacity;
    private int bikes;

    private Station(String id, String nameZh, String nameEn, GeoPoint at, int capacity) {
        this.id = id;
        this.nameZh = nameZh;
        this.nameEn = nameEn;
        this.at = at;
        this.capacity = capacity;
    }

    /** All stations; the same ones always, whatever the seed. */
    static List<Station> all() {
        List<Place> places = Place.all();
        List<Station> stations = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Place place = places.get(i % places.size());
            Dice dice = Dice.of(0, "station-" + i);
            double far = dice.between(50, 280);
            double direction = dice.between(0, 2 * Math.PI);
            char letter = (char) ('A' + i / places.size());
            stations.add(new Station(
                    String.format("MBK-S%04d", i + 1),
                    place.nameZh() + " " + letter,
                    place.nameEn() + " " + letter,
                    place.at().shifted(far * Math.cos(direction), far * Math.sin(direction)),
                    16 + 2 * dice.below(9)));
        }
        return stations;
    }

    String id() {
        return id;
    }

    String nameZh() {
        return nameZh;
    }

    String nameEn() {
        return nameEn;
    }

    GeoPoint at() {
        return at;
    }

    int capacity() {
        return capacity;
    }

    int bikes() {
        return bikes;
    }

    int freeDocks() {
        return capacity - bikes;
    }

    void dock() {
        if (bikes == capacity) {
            throw new IllegalStateException("station " + id + " is full");
        }
        bikes++;
    }

    void undock() {
        bikes--;
    }
}
