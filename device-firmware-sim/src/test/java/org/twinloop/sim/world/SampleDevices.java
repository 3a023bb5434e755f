package org.twinloop.sim.world;

import java.util.ArrayList;
import java.util.List;
import org.twinloop.sim.car.CarCard;
import org.twinloop.sim.pile.Pile;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.road.Place;

/** Devices as a service might announce them: cars and piles beside the places of the city. */
public final class SampleDevices {
    private SampleDevices() {}

    public static List<CarCard> cars(int count) {
        List<Place> places = Place.all();
        List<CarCard> cars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Place place = places.get(i % places.size());
            GeoPoint at = place.at().shifted(12 * (i / places.size()) + 5, 8);
            boolean citizensToo = !place.inner();
            cars.add(new CarCard(
                    String.format("T%06d", i + 1),
                    String.format("LTWIN%012d", i + 1),
                    String.format("沪AD%05d", i + 1),
                    "Roewe Ei5",
                    52_500,
                    at,
                    35 + i * 7 % 60,
                    1_000_000L + 1_000L * i,
                    place.inner(),
                    citizensToo,
                    "EVC"));
        }
        return cars;
    }

    public static List<Pile.Card> piles(int count) {
        List<Place> places = Place.all();
        List<Pile.Card> piles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            GeoPoint bay = places.get(i % places.size()).at().shifted(12 * (i / places.size()) + 5, 8);
            List<Pile.Card.Bay> bays = new ArrayList<>(List.of(new Pile.Card.Bay(1, bay)));
            if (i % 2 == 0) {
                bays.add(new Pile.Card.Bay(2, bay.shifted(0, 4)));
            }
            piles.add(new Pile.Card(String.format("P%05d", i + 1), i % 3 == 0 ? 60_000 : 7_000, bays));
        }
        return piles;
    }
}
