package org.twinloop.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.car.Car;
import org.twinloop.sim.car.CarCard;
import org.twinloop.sim.terminal.Parcel;
import org.twinloop.sim.time.Timeline;

class WorldTest {
    private static final long MORNING_MS = Instant.parse("2026-11-23T00:30:00Z").toEpochMilli();

    private final Timeline timeline = new Timeline(MORNING_MS);
    private final List<Parcel> said = new ArrayList<>();

    private World world(List<CarCard> cars) {
        return new World(
                World.Plan.of(1, 1, cars, SampleDevices.piles(71), SampleDevices.bays()),
                timeline,
                (deviceId, orders) -> said::add);
    }

    @Test
    void every_parked_car_and_every_connector_is_heard_at_least_once_a_minute() {
        Map<String, Integer> heard = new HashMap<>();
        new World(
                SampleDevices.plan(1, 30, 30),
                timeline,
                (deviceId, orders) -> parcel -> heard.merge(deviceId, 1, Integer::sum));
        timeline.runUntil(MORNING_MS + 60_000);
        assertEquals(60, heard.size());
        timeline.runUntil(MORNING_MS + 600_000);
        heard.forEach((device, times) -> assertTrue(times >= 10, device + " spoke " + times + " times"));
    }

    @Test
    void cars_seen_metres_off_wake_up_each_in_a_bay_of_its_own() {
        List<CarCard> cars = SampleDevices.cars(213).stream()
                .map(card -> card.at(card.at().shifted(card.odometerM() % 5 - 2.0, 1.3)))
                .toList();

        World world = world(cars);

        assertEquals(
                213,
                world.cars().stream()
                        .map(car -> world.parking().of(car.vin()).orElseThrow())
                        .distinct()
                        .count());
        world.cars()
                .forEach(car -> assertEquals(
                        0,
                        car.at()
                                .distanceM(world.parking()
                                        .of(car.vin())
                                        .orElseThrow()
                                        .at())));
    }

    @Test
    void a_car_left_on_the_road_when_the_program_stopped_goes_on_to_a_free_bay() {
        List<CarCard> cars = new ArrayList<>(SampleDevices.cars(3));
        cars.set(0, cars.get(0).at(cars.get(0).at().shifted(700, 400)));

        Car astray = world(cars).car("T000001").orElseThrow();
        timeline.runUntil(MORNING_MS + 300_000);
        assertFalse(astray.locked(), "somebody sits in it");
        timeline.runUntil(MORNING_MS + 1_800_000);

        assertTrue(astray.locked() && astray.orders().free());
        assertTrue(
                SampleDevices.bays().stream().anyMatch(bay -> bay.at().distanceM(astray.at()) < 1), "stands in no bay");
    }
}
