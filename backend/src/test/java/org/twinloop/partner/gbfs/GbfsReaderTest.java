package org.twinloop.partner.gbfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.bike.RentalLinks;
import org.twinloop.common.GeoPoint;
import org.twinloop.partner.gbfs.GbfsRecords.FreeVehicle;
import org.twinloop.partner.gbfs.GbfsRecords.StationStatus;

class GbfsReaderTest {

    private static final List<String> ZH_EN = List.of("zh-CN", "en");

    @Test
    void a_bad_record_is_set_aside_and_the_others_are_kept() throws Exception {
        Reading<FreeVehicle> read = vehicles("""
                {"vehicle_id":"a","lat":31.2,"lon":121.4,"is_reserved":false,"is_disabled":false},
                {"lat":31.2,"lon":121.4,"is_reserved":false,"is_disabled":false},
                {"vehicle_id":"c","lat":31.2,"lon":121.4,"is_reserved":"maybe","is_disabled":false},
                "nonsense", null,
                {"vehicle_id":"d","lat":"31.25","lon":"121.45","is_reserved":0,"is_disabled":1}""");

        assertEquals(
                List.of("a", "d"), read.records().stream().map(FreeVehicle::id).toList());
        assertEquals(4, read.refused().size());
        assertEquals(6, read.total());
        assertEquals("c", read.refused().get(1).key());
        assertTrue(read.refused().get(1).reason().contains("is_reserved"));
        assertEquals(new GeoPoint(121.45, 31.25), read.records().get(1).position());
        assertTrue(read.records().get(1).disabled());
    }

    @Test
    void swapped_zero_and_impossible_coordinates_are_dropped_and_never_mended() throws Exception {
        Reading<FreeVehicle> read = vehicles("""
                {"vehicle_id":"swapped","lat":121.4,"lon":31.2,"is_reserved":false,"is_disabled":false},
                {"vehicle_id":"zero","lat":0,"lon":0.0,"is_reserved":false,"is_disabled":false},
                {"vehicle_id":"nowhere","lat":95,"lon":200,"is_reserved":false,"is_disabled":false},
                {"vehicle_id":"half","lat":31.2,"is_reserved":false,"is_disabled":false}""");

        assertEquals(4, read.records().size());
        read.records().forEach(vehicle -> assertNull(vehicle.position(), vehicle.id()));
        assertEquals(1, read.remarks().get("lat and lon look swapped"));
        assertEquals(1, read.remarks().get("lat and lon are 0"));
    }

    @Test
    void the_last_of_several_with_one_id_counts() throws Exception {
        Reading<FreeVehicle> read = vehicles("""
                {"vehicle_id":7,"lat":31.2,"lon":121.4,"is_reserved":false,"is_disabled":false},
                {"vehicle_id":"7","lat":31.3,"lon":121.4,"is_reserved":true,"is_disabled":false}""");

        assertEquals(1, read.records().size());
        assertTrue(read.records().get(0).reserved());
        assertEquals(1, read.remarks().get("id more than once, the last counts"));
    }

    @Test
    void references_to_nothing_are_dropped_and_those_to_something_kept() throws Exception {
        GbfsFile file = file("\"vehicles\":[{\"vehicle_id\":\"v\",\"is_reserved\":false,\"is_disabled\":false,"
                + "\"vehicle_type_id\":\"bike\",\"station_id\":\"nowhere\"}]");

        Reading<FreeVehicle> read = GbfsReader.vehicles(file, Set.of("bike"), Set.of("S1"));

        assertEquals("bike", read.records().get(0).typeId());
        assertNull(read.records().get(0).stationId());
        assertEquals(1, read.remarks().get("station_id is not defined"));
        assertEquals(1, read.remarks().get("vehicle without a place"));
    }

    @Test
    void what_unlocks_a_bicycle_is_read_and_what_a_phone_must_not_follow_is_not() throws Exception {
        Reading<FreeVehicle> read = vehicles("""
                {"vehicle_id":"good","lat":31.2,"lon":121.4,"is_reserved":false,"is_disabled":false,
                 "rental_uris":{"web":"https://b.example/1","android":"bike://unlock/1","ios":"https://b.example/i"}},
                {"vehicle_id":"bad","lat":31.2,"lon":121.4,"is_reserved":false,"is_disabled":false,
                 "rental_uris":{"web":"http://b.example/1","android":"javascript://x/%0aalert(1)","ios":"nowhere"}},
                {"vehicle_id":"none","lat":31.2,"lon":121.4,"is_reserved":false,"is_disabled":false}""");

        assertEquals(
                new RentalLinks("https://b.example/1", "bike://unlock/1", "https://b.example/i"),
                read.records().get(0).links());
        assertEquals(RentalLinks.NONE, read.records().get(1).links());
        assertEquals(RentalLinks.NONE, read.records().get(2).links());
        assertEquals(1, read.remarks().get("rental_uris has an address that is neither https nor an app's"));
    }

    @Test
    void two_x_words_are_read_as_three() throws Exception {
        Reading<FreeVehicle> bikes = GbfsReader.vehicles(
                file("\"bikes\":[{\"bike_id\":\"b\",\"lat\":31.2,\"lon\":121.4,\"is_reserved\":0,\"is_disabled\":0}]"),
                Set.of(),
                Set.of());
        Reading<StationStatus> docks = GbfsReader.stationStatus(file("\"stations\":[{\"station_id\":\"S\","
                + "\"num_bikes_available\":3,\"num_docks_available\":2,\"is_installed\":1,\"is_renting\":1,"
                + "\"is_returning\":0,\"last_reported\":1795397415}]"));

        assertEquals("b", bikes.records().get(0).id());
        assertEquals(3, docks.records().get(0).vehiclesAvailable());
        assertFalse(docks.records().get(0).returning());
        assertEquals(Instant.ofEpochSecond(1795397415), docks.records().get(0).reportedAt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>502 Bad Gateway</body></html>",
                "",
                "[]",
                "null",
                "{\"ttl\":1}",
                "{\"last_updated\":\"yesterday\",\"data\":{}}",
                "{\"last_updated\":1795397415,\"data\":[]}",
                "{\"last_updated\":1795397415}",
                "{\"last_updated\":1795397415,\"data\":{\"vehicles\":"
            })
    void a_file_that_is_none_is_refused_whole(String body) {
        assertThrows(GbfsUnreadable.class, () -> GbfsFile.read(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_file_without_its_list_is_refused_whole() throws Exception {
        GbfsFile empty = file("\"x\":1");

        assertThrows(GbfsUnreadable.class, () -> GbfsReader.vehicles(empty, Set.of(), Set.of()));
        assertThrows(GbfsUnreadable.class, () -> GbfsReader.stationStatus(empty));
        assertThrows(GbfsUnreadable.class, () -> GbfsReader.feeds(empty, URI.create("http://x.example/gbfs.json")));
    }

    @Test
    void times_are_read_in_every_flavour() throws Exception {
        Instant at = Instant.ofEpochSecond(1795397415);
        for (String written :
                List.of("1795397415", "\"1795397415\"", "1795397415000", "\"2026-11-23T09:30:15+08:00\"")) {
            GbfsFile read = GbfsFile.read(
                    ("{\"last_updated\":" + written + ",\"ttl\":\"10\",\"data\":{}}").getBytes(StandardCharsets.UTF_8));
            assertEquals(at, read.lastUpdated(), written);
            assertEquals(Duration.ofSeconds(10), read.ttl());
            assertEquals("unknown", read.version());
        }
    }

    @Test
    void names_are_picked_by_language_then_primary_subtag_then_the_feeds_own() throws Exception {
        var read = GbfsReader.stations(file("""
                "stations":[{"station_id":"S","lat":31.2,"lon":121.4,
                "name":[{"text":"Gare","language":"fr"},{"text":"车站","language":"zh"}]},
                {"station_id":"P","lat":31.2,"lon":121.4,"name":"Plain"}]"""), List.of("fr"));

        assertEquals("车站", read.records().get(0).nameZh());
        assertEquals("Gare", read.records().get(0).nameEn());
        assertEquals("Plain", read.records().get(1).nameZh());
    }

    @Test
    void the_discovery_file_is_read_in_both_shapes_and_only_http_is_followed() throws Exception {
        URI base = URI.create("https://bike.example/gbfs/gbfs.json");
        Map<String, URI> three = GbfsReader.feeds(file("""
                "feeds":[{"name":"vehicle_status","url":"vs.json"},
                {"name":"x","url":"file:///etc/passwd"}]"""), base);
        Map<String, URI> two = GbfsReader.feeds(file("""
                "fr":{"feeds":[]},
                "en":{"feeds":[{"name":"free_bike_status","url":"http://b.example/f"}]}"""), base);

        assertEquals(Map.of("vehicle_status", URI.create("https://bike.example/gbfs/vs.json")), three);
        assertEquals(Map.of("vehicle_status", URI.create("http://b.example/f")), two);
    }

    @Test
    void words_outside_the_standard_become_other() throws Exception {
        var read = GbfsReader.vehicleTypes(
                file("\"vehicle_types\":[{\"vehicle_type_id\":\"x\",\"form_factor\":\"hovercraft\","
                        + "\"propulsion_type\":\"ELECTRIC\"}]"),
                ZH_EN);

        assertEquals("other", read.records().get(0).formFactor());
        assertEquals("electric", read.records().get(0).propulsion());
    }

    private static Reading<FreeVehicle> vehicles(String records) throws GbfsUnreadable {
        return GbfsReader.vehicles(file("\"vehicles\":[" + records + "]"), Set.of(), Set.of());
    }

    private static GbfsFile file(String content) throws GbfsUnreadable {
        return GbfsFile.read(("{\"last_updated\":1795397415,\"ttl\":30,\"version\":\"3.0\",\"data\":{" + content + "}}")
                .getBytes(StandardCharsets.UTF_8));
    }
}
