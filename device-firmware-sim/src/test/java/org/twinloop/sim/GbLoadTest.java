package org.twinloop.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twinloop.sim.gb32960.Gateway;
import org.twinloop.sim.gb32960.Gateway.Met;
import org.twinloop.sim.terminal.Json;

/** The load of GB/T 32960 against a small service on a real socket. */
class GbLoadTest {
    private static final int REAL_TIME = 2;
    private static final int REISSUE = 3;
    private static final int KNOWN_BY_BOTH = 50;

    @TempDir
    Path folder;

    private Path acked;
    private Path vins;

    @BeforeEach
    void four_vehicles() throws Exception {
        acked = folder.resolve("acked.csv");
        vins = folder.resolve("vins");
        Files.write(vins, List.of("LTWEV000000000001", "LTWEV000000000002", "LTWEV000000000003,89860000000000000007"));
    }

    private JsonNode load(Gateway gateway, String more) {
        String line = "load --gb32960 127.0.0.1:" + gateway.port() + " --credentials " + vins + " --devices 3 --acked "
                + acked + " " + more;
        return run(line);
    }

    private static JsonNode run(String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(0, Main.run(line.split(" "), new PrintStream(out, true, StandardCharsets.UTF_8), System.err));
        try {
            return Json.MAPPER.readTree(out.toString(StandardCharsets.UTF_8));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void all_that_was_due_arrives_through_storms_wrong_checks_copies_and_disorder() throws Exception {
        try (Gateway gateway = new Gateway()) {
            JsonNode summary = load(
                    gateway,
                    "--rate 300 --seconds 3 --settle 60 --wrong-checks 10 --duplicates 10 --disorder 20"
                            + " --lost-acks 10000 --storm-every 1 --seed 7");
            List<Met> met = gateway.all();
            long wrong = met.stream().filter(one -> !one.sound()).count();
            assertTrue(wrong > 0, summary.toString());
            assertTrue(summary.path("wrongChecks").asLong() >= wrong, summary.toString());
            assertTrue(summary.path("wrongChecksTold").asLong() > wrong / 2, summary.toString());
            for (String some : List.of(
                    "duplicates", "disordered", "lostAcks", "repeated", "reissued", "cuts", "p50Ms", "loginP50Ms")) {
                assertTrue(summary.path(some).asDouble() > 0, some + " " + summary);
            }
            assertEquals(0, summary.path("leftUnacknowledged").asLong(), summary.toString());
            assertEquals(0, summary.path("refusedReports").asLong(), summary.toString());
            assertTrue(summary.path("offered").asLong() >= 800, summary.toString());
            assertEquals(
                    summary.path("offered").asLong(),
                    summary.path("acknowledgedInAll").asLong());
            assertArrived(met, summary.path("offered").asLong());
            assertEditions(met);
        }
    }

    /** What the load says was acknowledged had arrived soundly, each number once in all that is told. */
    private void assertArrived(List<Met> met, long reports) throws Exception {
        Set<String> arrived = new HashSet<>();
        met.stream()
                .filter(one -> one.report() && one.sound())
                .forEach(one -> arrived.add(one.vin() + " " + one.odometer()));
        long told = 0;
        for (String run : Files.readAllLines(acked)) {
            String[] fields = run.split(",");
            for (long number = Long.parseLong(fields[2]); number <= Long.parseLong(fields[3]); number++) {
                assertTrue(arrived.contains(fields[0] + " " + number), run);
                told++;
            }
        }
        assertEquals(reports, told);
    }

    private static void assertEditions(List<Met> met) {
        assertTrue(met.stream().allMatch(one -> one.start() == (one.vin().endsWith("2") ? '$' : '#')));
        assertTrue(met.stream().anyMatch(one -> one.start() == '$' && one.command() == REISSUE));
        assertTrue(met.stream()
                .anyMatch(one ->
                        one.vin().endsWith("3") && one.unit().contains("3839383630303030303030303030303030303037")));
    }

    @Test
    void what_fell_due_in_a_basement_comes_afterwards_as_reissued_and_without_a_place() throws Exception {
        try (Gateway gateway = new Gateway()) {
            JsonNode summary = load(
                    gateway,
                    "--edition 2016 --rate 90 --seconds 3 --settle 60 --basements 30000 --basement-seconds 1 --seed 1");
            assertTrue(summary.path("basements").asLong() > 0, summary.toString());
            List<Met> reissued = gateway.all().stream()
                    .filter(one -> one.command() == REISSUE)
                    .toList();
            assertFalse(reissued.isEmpty());
            assertTrue(reissued.stream().anyMatch(one -> one.unit().contains("05010000000000000000")));
            Map<String, Long> newest = new HashMap<>();
            Set<String> seen = new HashSet<>();
            for (Met one : reissued) {
                if (seen.add(one.vin() + " " + one.odometer())) {
                    Long before = newest.put(one.vin(), one.odometer());
                    assertTrue(before == null || before < one.odometer(), "the oldest first");
                }
            }
        }
    }

    @Test
    void the_same_seed_gives_the_same_reports_and_faults_whatever_the_pace() throws Exception {
        Map<String, String> once = told("--rate 300 --seed 5");
        Map<String, String> again = told("--rate 200 --seed 5");
        Map<String, String> other = told("--rate 300 --seed 6");
        assertEquals(3 * KNOWN_BY_BOTH, once.size());
        assertEquals(once, again);
        assertNotEquals(once, other);
    }

    /** The first reports of each vehicle: what they say but for their time, and whether their first check was wrong. */
    private Map<String, String> told(String pace) throws Exception {
        try (Gateway gateway = new Gateway()) {
            load(gateway, pace + " --edition 2025 --seconds 1 --settle 60 --wrong-checks 20");
            Map<String, String> told = new TreeMap<>();
            for (Met one : gateway.all()) {
                if (one.command() == REAL_TIME && one.odometer() <= KNOWN_BY_BOTH) {
                    told.putIfAbsent(
                            one.vin() + " " + one.odometer(),
                            one.sound() + " " + one.unit().substring(12));
                }
            }
            return told;
        }
    }

    @Test
    void without_a_list_the_service_is_asked_for_cars_and_told_to_answer_all() throws Exception {
        try (FakeService service = new FakeService(1, Instant.parse("2026-11-02T02:00:00Z"));
                Gateway gateway = new Gateway()) {
            for (int i = 1; i <= 3; i++) {
                service.terminal("T00000" + i, "LTWEV00000000000" + i, 121.4, 31.2, 80);
            }
            service.start();
            JsonNode summary = run("load --api " + service.api() + " --gb32960 127.0.0.1:" + gateway.port()
                    + " --after T000001 --devices 2 --messages 20 --seconds 60");
            assertTrue(summary.path("acknowledged").asLong() >= 20, summary.toString());
            assertEquals(
                    Map.of("LTWEV000000000002", "{\"answersAll\":true}", "LTWEV000000000003", "{\"answersAll\":true}"),
                    service.registered());
            assertEquals(
                    Set.of("LTWEV000000000002", "LTWEV000000000003"),
                    Set.copyOf(gateway.all().stream().map(Met::vin).toList()));
        }
    }
}
