package org.twinloop.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.bike.GbfsFeed;
import org.twinloop.sim.car.Car;
import org.twinloop.sim.partner.Body;
import org.twinloop.sim.pile.Connector;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.terminal.Parcel;
import org.twinloop.sim.terminal.Uplinks;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;
import org.twinloop.sim.world.Mishaps;
import org.twinloop.sim.world.SampleDevices;
import org.twinloop.sim.world.World;

/** The whole city on a virtual clock, without a network. */
class CityLifeTest {
    /** 08:30 on a Monday in Shanghai. */
    private static final long MORNING_MS = Instant.parse("2026-11-23T00:30:00Z").toEpochMilli();

    private static final long HOUR_MS = 3_600_000;
    private static final CityLife.Habits LIVELY = new CityLife.Habits(20, 0.1, 0.03, 0);
    private static final Mishaps.Network NO_NETWORK = (deviceId, citySeconds) -> {};

    /** Everything the devices, the feed and the partners say in two hours. */
    private static String story(long seed) throws Exception {
        MessageDigest story = MessageDigest.getInstance("SHA-256");
        Timeline timeline = new Timeline(MORNING_MS);
        Uplinks all = (deviceId, orders) -> parcel -> {
            story.update(deviceId.getBytes(StandardCharsets.UTF_8));
            story.update(parcel.channel().getBytes(StandardCharsets.UTF_8));
            story.update(parcel.json());
        };
        CityLife.Habits eventful = new CityLife.Habits(20, 0.1, 0.03, 30);
        CityLife life = new CityLife(
                SampleDevices.plan(seed, 312, 400),
                eventful,
                timeline,
                all,
                (id, seconds) -> story.update((id + seconds).getBytes(StandardCharsets.UTF_8)));
        GbfsFeed feed = new GbfsFeed(life.bikes());
        Dice ids = Dice.of(1, "callers");
        for (int minute = 5; minute <= 120; minute += 5) {
            timeline.runUntil(MORNING_MS + minute * 60_000L);
            String asked = "{\"holdId\":\"" + ids.uuid() + "\",\"vin\":\"LTWIN000000000060\",\"from\":\""
                    + Instant.ofEpochMilli(timeline.nowMs()) + "\",\"to\":\""
                    + Instant.ofEpochMilli(timeline.nowMs() + 240_000) + "\"}";
            story.update(life.carSharer()
                    .hold(Body.of(asked.getBytes(StandardCharsets.UTF_8)))
                    .body()
                    .toString()
                    .getBytes(StandardCharsets.UTF_8));
            story.update(
                    feed.document("vehicle_status", "http://x").orElseThrow().body());
            story.update(
                    feed.document("station_status", "http://x").orElseThrow().body());
        }
        return HexFormat.of().formatHex(story.digest());
    }

    @Test
    void the_same_seed_gives_the_same_city_to_the_byte_and_another_seed_another() throws Exception {
        String first = story(7);

        assertEquals(first, story(7));
        assertNotEquals(first, story(8));
    }

    /** What was seen of a city from outside. */
    private static final class Watch {
        private final Map<String, Long> sequence = new HashMap<>();
        private final Map<String, Long> odometerM = new HashMap<>();
        private final Map<String, Long> meterWh = new HashMap<>();
        private final Map<String, Long> drivingSinceMs = new HashMap<>();
        private long moving;

        private void hear(String deviceId, Parcel parcel) {
            try {
                var json = Json.MAPPER.readTree(parcel.json());
                grows(sequence, deviceId, json.path("seq").asLong(), 1);
                if (parcel.channel().equals("report")) {
                    grows(odometerM, deviceId, json.path("odoM").asLong(), 0);
                    moving += json.path("kmh").asDouble() > 0 ? 1 : 0;
                }
                if (parcel.channel().equals("meter")) {
                    String connector = deviceId + "/" + json.path("connector").asInt();
                    grows(meterWh, connector, json.path("meterWh").asLong(), 0);
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private static void grows(Map<String, Long> counters, String name, long value, long byAtLeast) {
            Long before = counters.put(name, value);
            assertTrue(before == null || value >= before + byAtLeast, name + " went from " + before + " to " + value);
        }

        private void look(World world) {
            long nowMs = world.timeline().nowMs();
            List<Car> parked = new ArrayList<>();
            for (Car car : world.cars()) {
                if (car.driving()) {
                    long sinceMs = drivingSinceMs.computeIfAbsent(car.vin(), vin -> nowMs);
                    assertTrue(nowMs - sinceMs < 3 * HOUR_MS, car.vin() + " has been on the road for three hours");
                } else {
                    drivingSinceMs.remove(car.vin());
                    parked.forEach(other -> assertTrue(
                            other.at().distanceM(car.at()) > 1.5, other.vin() + " and " + car.vin() + " in one bay"));
                    parked.add(car);
                }
                assertTrue(car.socPercent() > 5, car.vin() + " has " + car.socPercent() + " % left");
            }
            assertEquals(world.cars().stream().filter(Car::charging).count(), world.charging());
            assertEquals(
                    world.cars().stream().filter(Car::plugged).count(),
                    world.connectors().all().stream()
                            .filter(c ->
                                    c.status() == Connector.Status.CHARGING || c.status() == Connector.Status.BLOCKED)
                            .count());
        }
    }

    @Test
    void the_city_goes_on_for_days_cars_are_rented_and_charged_no_bay_and_no_plug_is_used_twice() {
        Watch watch = new Watch();
        Timeline timeline = new Timeline(MORNING_MS);
        Uplinks heard = (deviceId, orders) -> parcel -> watch.hear(deviceId, parcel);
        CityLife life = new CityLife(SampleDevices.plan(3, 312, 400), LIVELY, timeline, heard, NO_NETWORK);
        List<Long> rentals = new ArrayList<>();
        List<Long> rides = new ArrayList<>();
        for (int hour = 0; hour < 60; hour++) {
            long rentalsBefore = life.citizens().rentals();
            long ridesBefore = life.bikes().rides();
            for (int look = 1; look <= 6; look++) {
                timeline.runUntil(MORNING_MS + hour * HOUR_MS + look * HOUR_MS / 6);
                watch.look(life.world());
            }
            rentals.add(life.citizens().rentals() - rentalsBefore);
            rides.add(life.bikes().rides() - ridesBefore);
        }

        // Hours count from 08:30: rush hours 0, 10, 24 and 34; nights 17 to 19 and 41 to 43.
        assertTrue(sum(rentals, 48, 60) > sum(rentals, 0, 12) * 0.7, "rentals by hour: " + rentals);
        assertTrue(rentals.subList(24, 36).stream().allMatch(count -> count >= 5), "rentals by hour: " + rentals);
        assertTrue(sum(rentals, 41, 44) < sum(rentals, 33, 36) * 0.2, "rentals by hour: " + rentals);
        assertTrue(sum(rides, 24, 25) > sum(rides, 29, 30) * 1.4, "bike rides by hour: " + rides);
        assertTrue(sum(rides, 41, 44) < sum(rides, 24, 27) * 0.1, "bike rides by hour: " + rides);
        assertTrue(life.citizens().turnedAway() < life.citizens().rentals() * 0.05);
        double meanSoc = life.world().cars().stream()
                .filter(car -> car.card().citizensToo())
                .mapToDouble(Car::socPercent)
                .average()
                .orElseThrow();
        assertTrue(meanSoc > 60, "mean charge " + meanSoc + " %");
        assertTrue(watch.moving > 10_000, watch.moving + " reports of moving cars");
    }

    private static long sum(List<Long> hours, int from, int to) {
        return hours.subList(from, to).stream().mapToLong(Long::longValue).sum();
    }
}
