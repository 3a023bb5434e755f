package org.twinloop.sim.world;

import java.util.ArrayList;
import java.util.List;
import org.twinloop.sim.car.CarCard;
import org.twinloop.sim.energy.CarModel.Register;
import org.twinloop.sim.parking.Bay;
import org.twinloop.sim.pile.Pile;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.road.Place;

/**
 * Devices as a service might announce them: every place of the city is a stop with bays in rows of seven, 3 m apart,
 * piles in front of the first ones, and cars in them.
 */
public final class SampleDevices {
    public static final int BAYS_PER_STOP = 16;
    /** Models as the service registers them. */
    public static final List<Register> MODELS = List.of(
            new Register("ROEWE-EI5", 52_500, 135, 50_000, 7_000),
            new Register("BAIC-EC180", 20_300, 115, 20_000, 3_300),
            new Register("CHERY-EQ1", 30_600, 110, 30_000, 3_300),
            new Register("BYD-E5", 51_200, 145, 40_000, 7_000),
            new Register("MAXUS-EUNIQ5", 52_500, 165, 50_000, 7_000));

    private static final List<Place> STOPS = Place.all();

    private SampleDevices() {}

    private static GeoPoint slot(Place stop, int index) {
        return stop.at().shifted((index % 7 - 3) * 3.0, index / 7 * 8.0);
    }

    public static List<Bay> bays() {
        List<Bay> bays = new ArrayList<>();
        for (Place stop : STOPS) {
            for (int i = 0; i < BAYS_PER_STOP; i++) {
                bays.add(new Bay(String.format("%s/B%02d", stop.id(), i + 1), slot(stop, i), !stop.inner()));
            }
        }
        return bays;
    }

    public static List<CarCard> cars(int count) {
        List<CarCard> cars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Place stop = STOPS.get(i % STOPS.size());
            cars.add(new CarCard(
                    String.format("T%06d", i + 1),
                    String.format("LTWIN%012d", i + 1),
                    String.format("沪AD%05d", i + 1),
                    MODELS.get(i / STOPS.size() % MODELS.size()),
                    slot(stop, i / STOPS.size()),
                    35 + i * 7 % 60,
                    1_000_000L + 1_000L * i,
                    stop.inner(),
                    !stop.inner(),
                    "EVC"));
        }
        return cars;
    }

    /** One in three piles is a fast one with two connectors. */
    public static List<Pile.Card> piles(int count) {
        List<Pile.Card> piles = new ArrayList<>();
        int[] slots = new int[STOPS.size()];
        for (int i = 0; i < count; i++) {
            int at = i % STOPS.size();
            boolean fast = i / STOPS.size() % 3 == 0;
            List<Pile.Card.Bay> bays = new ArrayList<>();
            for (int connector = 1; connector <= (fast ? 2 : 1); connector++) {
                bays.add(new Pile.Card.Bay(connector, slot(STOPS.get(at), slots[at]++)));
            }
            piles.add(new Pile.Card(String.format("P%05d", i + 1), fast ? 60_000 : 7_000, bays));
        }
        return piles;
    }

    public static World.Plan plan(long seed, int cars, int piles) {
        return World.Plan.of(seed, 1, cars(cars), piles(piles), bays());
    }
}
