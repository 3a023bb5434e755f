package org.twinloop.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.bike.BikeCity;
import org.twinloop.sim.bike.GbfsFeed;
import org.twinloop.sim.carshare.CarSharer;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.time.Timeline;

/** The whole city on a virtual clock, without a network. */
class WorldTest {
    private static final long MORNING_MS = Instant.parse("2026-11-23T00:30:00Z").toEpochMilli();
    private static final long TWO_HOURS_MS = 2 * 3_600_000L;

    /** Everything the devices say in two hours with citizens about, and the bike feed at the end. */
    private static List<String> story(long seed, int cars) {
        List<String> said = new ArrayList<>();
        Timeline timeline = new Timeline(MORNING_MS);
        World.Plan plan = World.Plan.of(seed, 1_000, SampleDevices.cars(cars), SampleDevices.piles(cars + 20));
        World world = new World(
                plan,
                timeline,
                (deviceId, orders) -> parcel -> said.add(
                        deviceId + " " + parcel.channel() + " " + new String(parcel.json(), StandardCharsets.UTF_8)));
        new CarSharer(world, seed, 40);
        BikeCity bikes = new BikeCity(seed, timeline);
        timeline.runUntil(MORNING_MS + TWO_HOURS_MS);
        GbfsFeed feed = new GbfsFeed(bikes);
        said.add(feed.document("vehicle_status", "http://x").orElseThrow().etag());
        said.add(feed.document("station_status", "http://x").orElseThrow().etag());
        return said;
    }

    @Test
    void the_same_seed_gives_the_same_city_and_another_seed_another() {
        List<String> first = story(7, 80);

        assertEquals(first, story(7, 80));
        assertNotEquals(first, story(8, 80));
    }

    @Test
    void citizens_drive_park_at_known_spots_and_charge_while_every_odometer_and_sequence_only_grows() throws Exception {
        Map<String, Long> odometer = new HashMap<>();
        Map<String, Long> sequence = new HashMap<>();
        int moving = 0;
        int metered = 0;
        for (String line : story(3, 120)) {
            String[] parts = line.split(" ", 3);
            if (parts.length < 3) {
                continue;
            }
            var json = Json.MAPPER.readTree(parts[2]);
            long seq = json.get("seq").asLong();
            assertTrue(seq > sequence.getOrDefault(parts[0], 0L), line);
            sequence.put(parts[0], seq);
            if (parts[1].equals("report")) {
                long odoM = json.get("odoM").asLong();
                assertTrue(odoM >= odometer.getOrDefault(parts[0], 0L), line);
                odometer.put(parts[0], odoM);
                moving += json.get("kmh").asDouble() > 0 ? 1 : 0;
            }
            metered += parts[1].equals("meter") ? 1 : 0;
        }
        assertTrue(moving > 1_000, "reports of moving cars: " + moving);
        assertTrue(metered > 500, "meter values: " + metered);
    }

    @Test
    void every_parked_car_and_every_connector_is_heard_at_least_once_a_minute() {
        Map<String, Integer> heard = new HashMap<>();
        Timeline timeline = new Timeline(MORNING_MS);
        new World(
                World.Plan.of(1, 1, SampleDevices.cars(30), SampleDevices.piles(30)),
                timeline,
                (deviceId, orders) -> parcel -> heard.merge(deviceId, 1, Integer::sum));
        timeline.runUntil(MORNING_MS + 60_000);
        assertEquals(60, heard.size());
        timeline.runUntil(MORNING_MS + 600_000);
        heard.forEach((device, times) -> assertTrue(times >= 10, device + " spoke " + times + " times"));
    }
}
