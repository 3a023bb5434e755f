package org.twinloop.partner.gbfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Feeds of others, from the folder named by {@code -Dconformance.data}; skipped, saying so, where there is none. */
class GbfsConformanceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final URI BASE = URI.create("https://www.example.com/gbfs/gbfs.json");
    private static final List<String> LANGUAGES = List.of("en");

    /** Files of the standard this service has no use for; they only must have a readable envelope. */
    private static final Set<String> ENVELOPE_ONLY = Set.of(
            "gbfs_versions",
            "geofencing_zones",
            "manifest",
            "system_alerts",
            "system_calendar",
            "system_hours",
            "system_pricing_plans",
            "system_pricing_plans_min_and_km",
            "system_regions");

    private Path folder;

    @BeforeEach
    void conformance_files_are_there() {
        String named = System.getProperty("conformance.data", "");
        assumeTrue(!named.isBlank(), "conformance.data is not set: third-party GBFS files are not read");
        folder = Path.of(named);
    }

    @Test
    void every_fixture_of_both_versions_is_read_without_losing_a_record() throws Exception {
        Set<String> seen = new TreeSet<>();
        for (String version : List.of("v2.3", "v3.0")) {
            try (Stream<Path> files = Files.list(folder.resolve("gbfs/fixtures").resolve(version))) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString().replace(".json", "");
                    seen.add(version + "/" + name);
                    readWhole(name, GbfsFile.read(Files.readAllBytes(file)), file.toString());
                }
            }
        }
        assertTrue(seen.size() >= 25, "only " + seen);
    }

    @Test
    void the_tolerance_vectors_come_out_as_expected() throws Exception {
        Path vectors = folder.resolveSibling("standards").resolve("vectors_gbfs.json");
        assumeTrue(Files.exists(vectors), "no " + vectors);
        JsonNode root = JSON.readTree(vectors.toFile());
        for (JsonNode vector : root.path("tolerance")) {
            if (vector.has("body")) {
                tolerated(
                        vector.path("id").asText(),
                        vector.path("file").asText(),
                        GbfsFile.read(JSON.writeValueAsBytes(vector.path("body"))));
            }
        }
        for (String version : List.of("v3_0", "v2_3")) {
            for (var file : root.path(version).properties()) {
                readWhole(
                        file.getKey(),
                        GbfsFile.read(JSON.writeValueAsBytes(file.getValue())),
                        version + "/" + file.getKey());
            }
        }
    }

    private static void tolerated(String id, String name, GbfsFile file) throws GbfsUnreadable {
        switch (id) {
            case "empty-object-data" ->
                assertThrows(GbfsUnreadable.class, () -> GbfsReader.vehicles(file, Set.of(), Set.of()), id);
            case "bools-as-ints" -> {
                var read = GbfsReader.stationStatus(file).records().get(0);
                assertTrue(read.renting() && !read.returning(), id);
            }
            case "unknown-enum" ->
                assertEquals(
                        "other",
                        GbfsReader.vehicleTypes(file, LANGUAGES)
                                .records()
                                .get(0)
                                .formFactor(),
                        id);
            case "dangling-refs" -> {
                var read = GbfsReader.vehicles(file, Set.of(), Set.of());
                assertEquals(1, read.records().size(), id);
                assertFalse(read.remarks().isEmpty(), id);
                assertTrue(
                        read.records().get(0).stationId() == null
                                && read.records().get(0).typeId() == null,
                        id);
            }
            case "null-island" -> {
                var read = GbfsReader.vehicles(file, Set.of(), Set.of());
                assertTrue(read.records().size() == 1 && read.records().get(0).position() == null, id);
            }
            case "plain-string-name-in-3.0" ->
                assertEquals(
                        "Plain",
                        GbfsReader.stations(file, LANGUAGES).records().get(0).nameZh(),
                        id);
            case "missing-version-and-ttl" -> {
                assertEquals(60, file.ttl().toSeconds(), id);
                assertEquals("unknown", file.version(), id);
            }
            default -> readWhole(name, file, id);
        }
    }

    private static void readWhole(String name, GbfsFile file, String where) throws GbfsUnreadable {
        if (ENVELOPE_ONLY.contains(name)) {
            assertFalse(file.content().isEmpty(), where);
            return;
        }
        Reading<?> read;
        if (name.equals("gbfs")) {
            assertFalse(GbfsReader.feeds(file, BASE).isEmpty(), where);
            return;
        } else if (name.equals("system_information")) {
            assertFalse(GbfsReader.system(file).languages().isEmpty(), where);
            return;
        } else if (name.equals("vehicle_types")) {
            read = GbfsReader.vehicleTypes(file, LANGUAGES);
        } else if (name.startsWith("station_information")) {
            read = GbfsReader.stations(file, LANGUAGES);
        } else if (name.equals("station_status")) {
            read = GbfsReader.stationStatus(file);
        } else if (name.startsWith("free_bike_status") || name.equals("vehicle_status")) {
            read = GbfsReader.vehicles(file, Set.of("abc123", "def456"), Set.of("86", "station1"));
        } else {
            throw new AssertionError("no reader is named for " + where);
        }
        assertEquals(List.of(), read.refused(), where);
        assertEquals(read.total(), read.records().size(), where);
    }
}
