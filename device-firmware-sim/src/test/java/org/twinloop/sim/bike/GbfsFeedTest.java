package org.twinloop.sim.bike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.time.Timeline;

class GbfsFeedTest {
    private final Timeline timeline =
            new Timeline(Instant.parse("2026-11-23T00:30:00Z").toEpochMilli());
    private final BikeCity city = new BikeCity(1, timeline);
    private final GbfsFeed feed = new GbfsFeed(city);

    private JsonNode document(String name) throws IOException {
        return Json.MAPPER.readTree(
                feed.document(name, "http://bikes.example/gbfs").orElseThrow().body());
    }

    private void passMinutes(double minutes) {
        timeline.runUntil(timeline.nowMs() + Math.round(minutes * 60_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gbfs",
                "system_information",
                "vehicle_types",
                "station_information",
                "station_status",
                "vehicle_status",
                "system_pricing_plans"
            })
    void documents_are_valid_against_the_official_schemas(String name) throws IOException {
        String folder = System.getProperty("conformance.data", "");
        assumeTrue(!folder.isEmpty(), "-Dconformance.data is not set: the official GBFS schemas are not compared");
        passMinutes(20);
        String schema = Files.readString(Path.of(folder, "gbfs", "schemas", "v3.0", name + ".json"));

        var errors = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(schema)
                .validate(document(name));

        assertEquals(Set.of(), errors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gbfs", "system_information", "station_status", "vehicle_status"})
    void every_document_has_the_envelope(String name) throws IOException {
        JsonNode json = document(name);

        assertEquals("3.0", json.path("version").asText());
        assertTrue(json.path("ttl").isInt());
        assertTrue(json.path("data").isObject());
        assertEquals(
                timeline.nowMs(),
                Instant.parse(json.path("last_updated").asText()).toEpochMilli());
    }

    @Test
    void discovery_names_each_document_under_the_callers_address() throws IOException {
        for (JsonNode entry : document("gbfs").path("data").path("feeds")) {
            assertTrue(entry.path("url").asText().startsWith("http://bikes.example/gbfs/"));
            assertTrue(feed.document(entry.path("name").asText(), "x").isPresent());
        }
        assertTrue(feed.document("free_bike_status", "x").isEmpty());
    }

    @Test
    void stations_and_bikes_agree() throws IOException {
        passMinutes(90);
        long docked = 0;
        for (JsonNode vehicle : document("vehicle_status").path("data").path("vehicles")) {
            docked += vehicle.has("station_id") ? 1 : 0;
        }
        long counted = 0;
        for (JsonNode station : document("station_status").path("data").path("stations")) {
            counted += station.path("num_vehicles_available").asLong()
                    + station.path("num_vehicles_disabled").asLong();
            assertTrue(station.path("num_docks_available").asLong() >= 0);
        }
        assertEquals(docked, counted);
        assertEquals(
                200,
                document("station_information").path("data").path("stations").size());
    }

    @Test
    void a_ridden_bike_is_absent_and_comes_back_elsewhere_under_another_id() throws IOException {
        Bike bike = city.bikes().stream().filter(Bike::idle).findFirst().orElseThrow();
        String before = bike.publicId();
        var from = bike.at();
        bike.ride();
        passMinutes(0.6);
        assertTrue(ids().stream().noneMatch(before::equals));

        bike.park(from.shifted(800, 0), "another", timeline.nowMs());
        passMinutes(0.6);
        assertTrue(ids().contains("another"));
    }

    @Test
    void ids_rotate_as_people_ride() throws IOException {
        Set<String> before = ids();
        passMinutes(60);
        Set<String> after = ids();
        assertTrue(city.rides() > 300, "rides in the peak hour: " + city.rides());
        assertTrue(city.riding() > 20);
        after.removeAll(before);
        assertTrue(after.size() > 200, "new ids: " + after.size());
        assertEquals(BikeCity.BIKES - city.riding(), ids().size());
    }

    private Set<String> ids() throws IOException {
        Set<String> ids = new HashSet<>();
        document("vehicle_status")
                .path("data")
                .path("vehicles")
                .forEach(v -> ids.add(v.path("vehicle_id").asText()));
        return ids;
    }

    @Test
    void the_tag_stays_within_the_ttl_and_changes_with_the_content() {
        String first = feed.document("vehicle_status", "x").orElseThrow().etag();
        passMinutes(0.3);
        assertEquals(first, feed.document("vehicle_status", "x").orElseThrow().etag());
        passMinutes(0.5);
        assertNotEquals(
                first, feed.document("vehicle_status", "x").orElseThrow().etag());
        String fixed = feed.document("station_information", "x").orElseThrow().etag();
        passMinutes(30);
        assertEquals(
                fixed, feed.document("station_information", "x").orElseThrow().etag());
    }
}
