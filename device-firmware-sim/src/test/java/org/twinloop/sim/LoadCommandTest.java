package org.twinloop.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twinloop.sim.terminal.Json;

class LoadCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void what_the_load_says_was_acknowledged_had_arrived_through_all_its_faults(@TempDir Path folder) throws Exception {
        Path acked = folder.resolve("acked.csv");
        try (FakeService service = new FakeService(1, Instant.parse("2026-11-02T02:00:00Z"))) {
            for (int i = 1; i <= 4; i++) {
                service.terminal("T00000" + i, "LSJA24U60NS00000" + i, 121.4, 31.2, 80);
            }
            service.start();
            String[] line = ("load --api " + service.api() + " --mqtt " + service.mqtt() + " --after T000001"
                            + " --devices 3 --window 8 --messages 400 --seconds 60 --duplicates 10 --disorder 20"
                            + " --skew 30 --reboots 20000 --lost-acks 20000 --storm-every 2 --seed 7 --acked " + acked)
                    .split(" ");
            assertEquals(0, Main.run(line, new PrintStream(out, true, StandardCharsets.UTF_8), System.err));
            JsonNode summary = Json.MAPPER.readTree(out.toString(StandardCharsets.UTF_8));
            assertTrue(summary.path("acknowledged").asLong() >= 400, summary.toString());
            for (String fault : new String[] {"duplicates", "disordered", "reboots", "lostAcks", "repeated"}) {
                assertTrue(summary.path(fault).asLong() > 0, fault + " " + summary);
            }
            assertEquals(0, summary.path("leftUnacknowledged").asLong());
            assertAllArrived(acked, service);
            assertTrue(service.messages("T000001", "report").isEmpty());
        }
    }

    @Test
    void batches_come_through_a_service_that_closes_whoever_is_over_quota(@TempDir Path folder) throws Exception {
        Path acked = folder.resolve("acked.csv");
        try (FakeService service = new FakeService(1, Instant.parse("2026-11-02T02:00:00Z"))) {
            for (int i = 1; i <= 4; i++) {
                service.terminal("T00000" + i, "LSJA24U60NS00000" + i, 121.4, 31.2, 80);
            }
            service.overQuotaEvery(40).start();
            String[] line = ("load --api " + service.api() + " --mqtt " + service.mqtt() + " --after T000001"
                            + " --devices 3 --protocol 5 --batch 5 --rate 600 --window 8 --seconds 2 --settle 60"
                            + " --seed 7 --acked " + acked)
                    .split(" ");
            assertEquals(0, Main.run(line, new PrintStream(out, true, StandardCharsets.UTF_8), System.err));
            JsonNode summary = Json.MAPPER.readTree(out.toString(StandardCharsets.UTF_8));
            assertTrue(summary.path("closedOverQuota").asLong() > 0, summary.toString());
            assertTrue(summary.path("closed").asLong()
                    >= summary.path("closedOverQuota").asLong());
            assertTrue(summary.path("repeated").asLong() > 0, summary.toString());
            assertEquals(0, summary.path("leftUnacknowledged").asLong());
            assertTrue(summary.path("offered").asLong() >= 1_000, summary.toString());
            assertEquals(
                    summary.path("offered").asLong(),
                    summary.path("acknowledgedInAll").asLong());
            assertAllArrived(acked, service);
        }
    }

    private static void assertAllArrived(Path acked, FakeService service) throws Exception {
        Set<String> arrived = new HashSet<>();
        for (int i = 2; i <= 4; i++) {
            String device = "T00000" + i;
            service.messages(device, "report")
                    .forEach(message -> arrived.add(device + " " + message.text("boot") + " " + message.text("seq")));
        }
        int reports = 0;
        for (String run : Files.readAllLines(acked)) {
            String[] fields = run.split(",");
            for (long seq = Long.parseLong(fields[2]); seq <= Long.parseLong(fields[3]); seq++) {
                assertTrue(arrived.contains(fields[0] + " " + fields[1] + " " + seq), run);
                reports++;
            }
        }
        assertTrue(reports >= 250, reports + " reports");
    }
}
