package org.twinloop.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.pile.Connector;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.time.Timeline;

class MishapsTest {
    private static final long MORNING_MS = Instant.parse("2026-11-23T00:30:00Z").toEpochMilli();
    private static final long HOUR_MS = 3_600_000;

    private final Timeline timeline = new Timeline(MORNING_MS);
    private final Map<String, Long> boots = new HashMap<>();
    private int reboots;
    private int cuts;

    private World world() {
        return new World(SampleDevices.plan(1, 100, 100), timeline, (deviceId, orders) -> parcel -> {
            if (parcel.channel().equals("report")) {
                hear(deviceId, parcel.json());
            }
        });
    }

    private void hear(String deviceId, byte[] report) {
        try {
            long boot = Json.MAPPER.readTree(report).path("boot").asLong();
            Long before = boots.put(deviceId, boot);
            assertTrue(before == null || boot >= before, deviceId + " went back from boot " + before + " to " + boot);
            reboots += before != null && boot > before ? 1 : 0;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long broken(World world) {
        return world.connectors().all().stream()
                .filter(connector -> connector.status() == Connector.Status.OUTOFORDER)
                .count();
    }

    @Test
    void networks_are_lost_terminals_start_anew_and_piles_break_and_are_repaired() {
        World world = world();
        new Mishaps(world, 1, 20, (deviceId, citySeconds) -> {
            cuts++;
            assertTrue(citySeconds > 0 && citySeconds <= 600, deviceId + " is cut for " + citySeconds + " s");
        });
        long most = 0;
        for (int hour = 1; hour <= 30; hour++) {
            timeline.runUntil(MORNING_MS + hour * HOUR_MS);
            most = Math.max(most, broken(world));
        }

        assertEquals(600, cuts, 120);
        assertTrue(reboots > 60 && reboots < 200, reboots + " terminals started anew");
        assertTrue(most > 1 && most < 20, most + " connectors broken at a time");
    }

    @Test
    void without_mishaps_nothing_happens() {
        World world = world();
        new Mishaps(world, 1, 0, (deviceId, citySeconds) -> cuts++);
        timeline.runUntil(MORNING_MS + 30 * HOUR_MS);

        assertEquals(0, cuts + reboots + broken(world));
    }
}
