package org.twinloop.partner.gbfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.bike.Bike;
import org.twinloop.bike.Bikes;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;
import org.twinloop.common.Row;
import org.twinloop.common.Scope;

/** Polls of a bike operator that speaks GBFS 3.0 over HTTP, on the real database; each test has its own operator. */
@QuarkusTest
class GbfsPollTest {

    private static final Duration SOON = Duration.ofSeconds(120);

    @Inject
    Vertx vertx;

    @Inject
    GbfsPoll poll;

    @Inject
    Bikes bikes;

    @Inject
    Database database;

    @Inject
    Clock clock;

    private final UUID operator = Ids.next();
    private final Map<String, JsonObject> files = new ConcurrentHashMap<>();
    private final Map<String, Integer> status = new ConcurrentHashMap<>();
    private final Map<String, Integer> notModified = new ConcurrentHashMap<>();
    private HttpServer server;
    private GeoPoint here;
    private GbfsMemory memory;

    @BeforeEach
    void an_operator_with_two_docks_and_three_thousand_bikes() {
        Random random = new Random();
        here = new GeoPoint(-170 + random.nextDouble() * 100, -60 + random.nextDouble() * 50);
        server = vertx.createHttpServer()
                .requestHandler(this::serve)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        JsonArray feeds = new JsonArray();
        for (String name : List.of(
                "system_information", "vehicle_types", "station_information", "station_status", "vehicle_status")) {
            feeds.add(new JsonObject().put("name", name).put("url", "/files/" + name));
        }
        file("gbfs", "feeds", feeds);
        files.put(
                "system_information",
                envelope(new JsonObject().put("system_id", "test").put("languages", new JsonArray().add("zh-CN"))));
        file(
                "vehicle_types",
                "vehicle_types",
                new JsonArray()
                        .add(new JsonObject()
                                .put("vehicle_type_id", "bike")
                                .put("form_factor", "bicycle")
                                .put("propulsion_type", "human")));
        file(
                "station_information",
                "stations",
                new JsonArray().add(dock("D1", here.lat() + 0.001)).add(dock("D2", here.lat() + 0.002)));
        file(
                "station_status",
                "stations",
                new JsonArray().add(count("D1", 3, true)).add(count("D2", 0, true)));
        bikes(3000);
        memory = await(poll.begin(operator, URI.create("http://127.0.0.1:" + server.actualPort() + "/files/gbfs")));
    }

    @AfterEach
    void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void the_whole_system_is_taken_over_and_the_nearest_bike_found() {
        var written = polled();

        assertEquals(3000, written.bikes());
        assertEquals(2, written.counts());
        Bike nearest = nearest().orElseThrow();
        assertEquals("b0", nearest.id());
        assertEquals("OK", health("gbfs/vehicle_status").text(0));
        assertEquals(3000, health("gbfs/vehicle_status").whole(1));
        var docks = act(() -> bikes.docksNear(here, 500));
        assertEquals(
                List.of("站点 D1", "站点 D2"),
                docks.stream().map(dock -> dock.nameZh()).toList());
        assertEquals(3, docks.get(0).bikesAvailable());
    }

    @Test
    void what_did_not_change_is_not_sent_again_and_writes_nothing() {
        polled();
        Map<String, Long> before = versions();

        var written = polled();

        assertEquals(0, written.total());
        assertEquals(before, versions());
        assertEquals(
                6, notModified.values().stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void only_rows_that_changed_are_written_when_the_file_is_published_anew() {
        polled();
        JsonArray list = files.get("vehicle_status").getJsonObject("data").getJsonArray("vehicles");
        list.getJsonObject(7).put("is_reserved", true);
        list.remove(0);
        file("vehicle_status", "vehicles", list);

        var written = polled();

        assertEquals(1, written.bikes());
        assertEquals(1, written.removed());
        assertFalse(nearest().orElseThrow().id().equals("b0"));
    }

    @Test
    void a_broken_record_is_set_aside_once_and_the_others_are_kept() {
        JsonArray list = files.get("vehicle_status").getJsonObject("data").getJsonArray("vehicles");
        list.getJsonObject(5).put("is_disabled", "perhaps");
        list.getJsonObject(6).remove("vehicle_id");
        file("vehicle_status", "vehicles", list);
        assertEquals(2998, polled().bikes());
        file("vehicle_status", "vehicles", list);
        polled();

        List<Row> aside = act(() -> database.rows(
                "select record_key, reason, times from partner.quarantine where operator_id = $1 order by reason",
                operator));
        assertEquals(2, aside.size());
        assertEquals("b5", aside.get(0).text(0));
        assertEquals(2, aside.get(0).whole(2));
        assertEquals(4, health("gbfs/vehicle_status").whole(2));
    }

    @Test
    void a_server_error_keeps_the_last_good_list_and_is_tried_ever_more_slowly() {
        polled();
        status.put("vehicle_status", 500);

        polled();
        Duration first = wait("vehicle_status");
        polled();
        polled();
        Duration third = wait("vehicle_status");

        assertTrue(third.compareTo(first.multipliedBy(3)) > 0, first + " then " + third);
        assertEquals("DOWN", health("gbfs/vehicle_status").text(0));
        assertEquals("status 500", health("gbfs/vehicle_status").text(3));
        assertTrue(nearest().isPresent());
        status.remove("vehicle_status");
        polled();
        assertEquals("OK", health("gbfs/vehicle_status").text(0));
        assertNull(health("gbfs/vehicle_status").text(3));
    }

    @Test
    void a_suddenly_empty_list_is_doubted_and_believed_only_after_the_grace() {
        polled();
        bikes(0);

        assertEquals(0, polled().removed());
        assertTrue(nearest().isPresent());
        assertTrue(health("gbfs/vehicle_status").text(3).contains("suddenly empty"));
        memory = new GbfsMemory(
                memory.files(),
                memory.languages(),
                memory.typeIds(),
                memory.stationIds(),
                memory.bikes(),
                clock.instant().minus(Duration.ofMinutes(11)));
        assertEquals(3000, polled().removed());
        assertTrue(nearest().isEmpty());
    }

    @Test
    void an_older_copy_and_a_page_of_html_change_nothing() {
        polled();
        JsonObject good = files.get("vehicle_status");
        JsonObject older = good.copy()
                .put("last_updated", clock.instant().minusSeconds(600).toString());
        older.getJsonObject("data").put("vehicles", new JsonArray());
        files.put("vehicle_status", older);

        assertEquals(0, polled().total());
        files.put("vehicle_status", new JsonObject().put("html", "502 Bad Gateway"));
        assertEquals(0, polled().total());
        assertEquals("DOWN", health("gbfs/vehicle_status").text(0));
        assertTrue(nearest().isPresent());
    }

    @Test
    void a_file_from_the_future_is_refused() {
        JsonObject ahead = files.get("vehicle_status")
                .copy()
                .put("last_updated", clock.instant().plusSeconds(3600).toString());
        files.put("vehicle_status", ahead);

        polled();

        assertTrue(health("gbfs/vehicle_status").text(3).contains("in the future"));
        assertTrue(nearest().isEmpty());
    }

    @Test
    void a_dock_that_does_not_lend_offers_none_of_its_bikes() {
        file(
                "vehicle_status",
                "vehicles",
                new JsonArray()
                        .add(new JsonObject()
                                .put("vehicle_id", "docked")
                                .put("station_id", "D1")
                                .put("vehicle_type_id", "bike")
                                .put("is_reserved", false)
                                .put("is_disabled", false)));
        polled();
        Bike docked = nearest().orElseThrow();
        assertEquals("D1", docked.dockId());
        assertEquals(here.lat() + 0.001, docked.position().lat(), 1e-9);

        file(
                "station_status",
                "stations",
                new JsonArray().add(count("D1", 3, false)).add(count("D2", 0, true)));
        polled();

        assertTrue(nearest().isEmpty());
    }

    @Test
    void the_time_to_live_counts_from_the_publication() {
        polled();

        Instant due = memory.file("vehicle_status").dueAt();

        Instant published = memory.file("vehicle_status").publishedAt();
        assertFalse(due.isBefore(published.plusSeconds(30)), due + " after " + published);
        assertTrue(due.isBefore(clock.instant().plusSeconds(40)), due.toString());
    }

    private org.twinloop.bike.BikeFeed.Written polled() {
        GbfsPoll.Result result = await(poll.run(operator, allDue(memory)));
        memory = result.memory();
        return result.written();
    }

    /** As if every wait were over. */
    private static GbfsMemory allDue(GbfsMemory memory) {
        Map<String, FeedFile> due = new LinkedHashMap<>();
        memory.files()
                .forEach((name, file) -> due.put(
                        name,
                        new FeedFile(
                                name,
                                file.address(),
                                file.etag(),
                                file.lastModified(),
                                file.hash(),
                                file.publishedAt(),
                                file.ttl(),
                                Instant.EPOCH,
                                file.failures(),
                                file.toldAt())));
        return new GbfsMemory(
                due, memory.languages(), memory.typeIds(), memory.stationIds(), memory.bikes(), memory.emptySince());
    }

    private Duration wait(String name) {
        return Duration.between(clock.instant(), memory.file(name).dueAt());
    }

    private Optional<Bike> nearest() {
        return act(() -> bikes.nearest(here, 300));
    }

    private Row health(String feed) {
        return act(() -> database.row(
                        "select case when failures > 0 then 'DOWN' else 'OK' end, received, rejected, last_error "
                                + "from partner.feed where operator_id = $1 and feed = $2",
                        operator,
                        feed))
                .orElseThrow();
    }

    /** xmin of every row: grows when a row is written, even with the same values. */
    private Map<String, Long> versions() {
        Map<String, Long> versions = new LinkedHashMap<>();
        for (String table : List.of("bike.bike", "bike.dock", "bike.kind", "bike.feed_time", "partner.feed")) {
            versions.put(
                    table,
                    act(() -> database.row(
                                    "select coalesce(sum(xmin::text::bigint), 0)::bigint from " + table
                                            + " where operator_id = $1",
                                    operator))
                            .orElseThrow()
                            .whole(0));
        }
        return versions;
    }

    private void bikes(int count) {
        JsonArray list = new JsonArray();
        for (int i = 0; i < count; i++) {
            list.add(new JsonObject()
                    .put("vehicle_id", "b" + i)
                    .put("vehicle_type_id", "bike")
                    .put("lat", here.lat() + i * 0.00001)
                    .put("lon", here.lon())
                    .put("is_reserved", false)
                    .put("is_disabled", false));
        }
        file("vehicle_status", "vehicles", list);
    }

    private static JsonObject count(String id, int bikes, boolean lends) {
        return new JsonObject()
                .put("station_id", id)
                .put("num_vehicles_available", bikes)
                .put("num_docks_available", 10 - bikes)
                .put("is_installed", true)
                .put("is_renting", lends)
                .put("is_returning", true);
    }

    private JsonObject dock(String id, double lat) {
        JsonArray name = new JsonArray()
                .add(new JsonObject().put("text", "站点 " + id).put("language", "zh-CN"))
                .add(new JsonObject().put("text", "Dock " + id).put("language", "en"));
        return new JsonObject()
                .put("station_id", id)
                .put("name", name)
                .put("lat", lat)
                .put("lon", here.lon());
    }

    private void file(String name, String list, JsonArray records) {
        files.put(name, envelope(new JsonObject().put(list, records)));
    }

    private JsonObject envelope(JsonObject content) {
        return new JsonObject()
                .put(
                        "last_updated",
                        clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("ttl", 30)
                .put("version", "3.0")
                .put("data", content);
    }

    private void serve(HttpServerRequest request) {
        String name = request.path().substring("/files/".length());
        JsonObject file = files.get(name);
        String etag =
                file == null ? "" : "\"" + Integer.toHexString(file.encode().hashCode()) + "\"";
        if (status.containsKey(name)) {
            request.response().setStatusCode(status.get(name)).end("not now");
        } else if (etag.equals(request.getHeader("If-None-Match"))) {
            notModified.merge(name, 1, Integer::sum);
            request.response().setStatusCode(304).end();
        } else {
            request.response().putHeader("ETag", etag).end(file.encode());
        }
    }

    private <T> T act(Supplier<Uni<T>> work) {
        return await(database.act(Scope.SYSTEM, work));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(SOON);
    }
}
