package org.twinloop.trip;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.EventStreams.Tell;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.trip.RideFollower.Told;
import org.twinloop.trip.TripDesk.Reader;
import org.twinloop.trip.TripRepository.Whose;
import org.twinloop.trip.ride.TripState;

/** Reading trips: page by page along an index, many listeners by one reading, and documents of other versions. */
@QuarkusTest
class TripListTest extends MondayMorning {
    private static final Duration WAIT = Duration.ofSeconds(90);
    private static final int LISTENERS = 20;

    @Inject
    RideFollower follower;

    @Inject
    MeterRegistry meters;

    private final UUID trip = Ids.next();

    @BeforeEach
    void aBookedTrip() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS"))).statusCode(201);
    }

    @Test
    void pages_follow_one_another_without_gap_or_repetition() {
        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "会议改期"))
                .post("/api/v1/trips/" + trip + "/cancel")
                .then()
                .statusCode(200);
        city.pass(Duration.ofMinutes(1));
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        submit("wang", Ids.next(), request(plan, selfDrive(plan, "OURS"))).statusCode(201);

        List<String> all =
                as("wang").get("/api/v1/trips?limit=200").then().extract().path("items.id");
        List<String> turned = new ArrayList<>();
        String cursor = null;
        do {
            ValidatableResponse page = as("wang")
                    .queryParam("limit", 1)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get("/api/v1/trips")
                    .then()
                    .statusCode(200);
            turned.addAll(page.extract().<List<String>>path("items.id"));
            cursor = page.extract().path("next");
        } while (cursor != null && turned.size() < 50);

        assertTrue(all.size() >= 2);
        assertEquals(all.subList(0, Math.min(50, all.size())), turned);
        as("wang").get("/api/v1/trips?cursor=" + trip).then().statusCode(400);
    }

    @Test
    void every_list_reads_a_page_of_an_index_from_its_cursor_on() throws SQLException {
        UUID somebody = Ids.next();
        for (Whose whose : List.of(new Whose(somebody, null), new Whose(null, somebody), new Whose(null, null))) {
            for (TripState state : new TripState[] {null, TripState.IN_PROGRESS}) {
                String steps = steps(TripRepository.listing(whose, state));
                long branches = Stream.of(steps.split("\n"))
                        .filter(line -> line.contains("Index") && line.contains("Scan"))
                        .count();
                assertEquals(whose.personId() == null ? 1 : 2, branches, steps);
                assertFalse(steps.contains("Seq Scan"), steps);
                assertTrue(
                        Stream.of(steps.split("\n"))
                                .filter(line -> line.contains("Index Cond"))
                                .allMatch(line -> line.contains("created_at")),
                        steps);
            }
        }
    }

    /** The plan any number of rows would get: as if nothing were cheap to read whole. */
    private static String steps(String listing) throws SQLException {
        try (var owner = TestCity.owner();
                var sql = owner.createStatement()) {
            sql.execute("set enable_seqscan = off; set enable_bitmapscan = off; set plan_cache_mode = "
                    + "force_generic_plan");
            sql.execute("prepare listing (uuid, timestamptz, uuid, int) as " + listing);
            List<String> lines = new ArrayList<>();
            try (var rows = sql.executeQuery("explain execute listing (null, now(), '" + new UUID(-1, -1) + "', 51)")) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return String.join("\n", lines);
        }
    }

    @Test
    void many_listeners_of_a_trip_are_served_by_one_reading() throws SQLException {
        UUID unit = one("select unit_id::text from trip.trip where id = ?");
        UUID wang = one("select traveller_id::text from trip.trip where id = ?");
        Reader reader = new Reader(wang, unit, Scope.unit(unit), false);
        double before = readings();
        follower.join(trip);
        List<Uni<List<Tell>>> asked = Stream.generate(() -> follower.news(reader, trip, new Told()))
                .limit(LISTENERS)
                .toList();

        List<List<Tell>> heard = Uni.join().all(asked).andFailFast().await().atMost(WAIT);

        follower.leave(trip);
        assertTrue(heard.stream()
                .allMatch(news -> news.stream().anyMatch(tell -> tell.name().equals("state"))));
        assertTrue(readings() - before < LISTENERS / 2, readings() - before + " readings");
    }

    @Test
    void a_field_of_another_version_makes_no_trip_unreadable() throws SQLException {
        try (var owner = TestCity.owner();
                var sql = owner.prepareStatement("update trip.trip set option = option || '{\"ofLater\": 1}'::jsonb "
                        + "|| jsonb_build_object('option', option -> 'option' || '{\"ofOlder\": {\"a\": 2}}'::jsonb), "
                        + "policy = policy || '{\"ofLater\": []}'::jsonb where id = ?")) {
            sql.setObject(1, trip);
            assertEquals(1, sql.executeUpdate());
        }

        as("wang").get("/api/v1/trips/" + trip).then().statusCode(200).body("option.mode", equalTo("EV"));
        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "会议改期"))
                .post("/api/v1/trips/" + trip + "/cancel")
                .then()
                .statusCode(200);
    }

    @Test
    void of_two_who_ask_the_same_plan_at_once_both_get_the_same_answer() {
        for (int i = 0; i < 5; i++) {
            Map<String, Object> body = Map.of(
                    "id", Ids.next(),
                    "from", Map.of("placeId", "PL-G01"),
                    "to", Map.of("placeId", "PL-G03"),
                    "departAt", city.now().plus(Duration.ofMinutes(40)).toString(),
                    "passengers", 2);
            List<CompletableFuture<ValidatableResponse>> both = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> city.plan("wang", body)))
                    .limit(4)
                    .toList();

            List<Object> answers = both.stream()
                    .map(CompletableFuture::join)
                    .map(answer -> answer.statusCode(201).extract().path("options.id"))
                    .distinct()
                    .toList();

            assertEquals(1, answers.size(), answers.toString());
        }
    }

    private double readings() {
        return meters.counter("twinloop.trip.follow.readings").count();
    }

    private UUID one(String query) throws SQLException {
        return UUID.fromString(rows(query, trip).get(0));
    }
}
