package org.twinloop.trip.heal;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.trip.MondayMorning;

/** Wang drives a car of our own calendar to a bay with a pile. */
@QuarkusTest
class UnderWayHealTest extends MondayMorning {
    private static final Duration WAIT = Duration.ofSeconds(90);

    @Inject
    HealSweep sweep;

    @Inject
    Stops stops;

    private final UUID trip = Ids.next();
    private UUID car;
    private UUID pile;
    private UUID stop;
    private String stands;

    @BeforeEach
    void a_trip_under_way() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS")))
                .statusCode(201)
                .body("state", equalTo("BOOKED"));
        car = UUID.fromString(booked("CAR", "vehicle_id"));
        pile = UUID.fromString(booked("PILE", "connector_id"));
        stop = UUID.fromString(booked("BAY", "stop_id"));
        stands = rows("select st_astext(geom) from vehicle.live where id = ?", car)
                .get(0);
        begin(trip);
        soc(80);
    }

    @AfterEach
    void everything_is_as_before() throws SQLException {
        rows(
                "update trip.trip set state = 'ENDED', ended_at = started_at + interval '1 minute' where id = ? "
                        + "and state = 'IN_PROGRESS' returning id",
                trip);
        rows("update vehicle.bay set active = true where not active returning id");
        soc(80);
        plugged(false);
        put(stands);
    }

    @Test
    void whose_pile_works_keeps_it() throws SQLException {
        assertEquals(0, pass());

        assertEquals(pile.toString(), booked("PILE", "connector_id"));
        assertEquals(List.of(), rows("select outcome from trip.heal where trip_id = ?", trip));
    }

    @Test
    void a_pile_that_breaks_on_the_way_is_exchanged_at_the_same_stop_and_told_at_once() throws SQLException {
        breakPiles("c.id = '" + pile + "'");

        assertEquals(1, pass());

        assertNotEquals(pile.toString(), booked("PILE", "connector_id"));
        assertEquals(stop.toString(), booked("BAY", "stop_id"));
        assertMovedWhole();
        Awaitility.await("the message")
                .atMost(WAIT)
                .pollDelay(Duration.ZERO)
                .until(() -> as("wang")
                        .get("/api/v1/messages")
                        .then()
                        .extract()
                        .<List<String>>path("items.findAll { it.tripId == '" + trip + "' }.kind")
                        .contains("trip.place-changed"));
        assertEquals(0, pass(), "healed once");
    }

    @Test
    void where_the_stop_has_no_other_pile_the_car_goes_to_the_nearest_that_its_loop_allows() throws SQLException {
        breakPiles("c.id in (select connector_id from charging.live where stop_id = '" + stop + "')");

        assertEquals(1, pass());

        UUID other = UUID.fromString(booked("BAY", "stop_id"));
        assertNotEquals(stop, other);
        assertEquals(other.toString(), booked("PILE", "stop_id"));
        assertMovedWhole();
        assertEquals(
                List.of("t"),
                rows(
                        "select true from vehicle.vehicle v join network.loop_stop s on s.loop = v.loop "
                                + "where v.id = ? and s.stop_id = ? and s.valid @> ?::timestamptz",
                        car,
                        other,
                        clock.now().toString()),
                "the return rule");
        Map<String, Object> shown = as("wang")
                .get("/api/v1/trips/" + trip)
                .then()
                .statusCode(200)
                .extract()
                .path("legs.bookings.flatten().find { it.kind == 'BAY' && it.state == 'FIRM' }.stop");
        assertEquals(rows("select code from network.stop where id = ?", other).get(0), shown.get("code"));
    }

    @Test
    void nobody_is_sent_farther_than_the_charge_goes_and_the_car_need_not_be_plugged_in() throws SQLException {
        breakPiles("c.id in (select connector_id from charging.live where stop_id = '" + stop + "')");
        soc(10);

        assertEquals(0, pass());

        assertEquals(stop.toString(), booked("BAY", "stop_id"), "the bay stays");
        assertEquals(
                List.of("OFFERED PILE_BROKEN"),
                rows("select outcome || ' ' || unfit from trip.heal where trip_id = ?", trip));
        assertEquals(
                List.of(),
                rows(
                        "select r.id from charging.reservation r join trip.booking b on b.id = r.id "
                                + "where b.trip_id = ? and r.state in ('HELD', 'FIRM')",
                        trip));
        assertEquals(List.of("1"), events("trip.place-offered"));
        assertEquals(0, pass(), "told once");
        assertEquals(List.of("1"), events("trip.place-offered"));

        put(rows("select st_astext(geom) from network.stop where id = ?", stop).get(0));
        as("wang").post("/api/v1/trips/" + trip + "/end").then().statusCode(200).body("state", equalTo("ENDED"));
    }

    @Test
    void who_is_plugged_in_already_stays() throws SQLException {
        breakPiles("c.id = '" + pile + "'");
        plugged(true);

        assertEquals(0, pass());

        assertEquals(pile.toString(), booked("PILE", "connector_id"));
    }

    @Test
    void a_bay_out_of_service_is_exchanged_too() throws SQLException {
        String bay = booked("BAY", "id");
        rows(
                "update vehicle.bay b set active = false from vehicle.bay_reservation r where r.bay_id = b.id "
                        + "and r.id = ?::uuid returning b.id",
                bay);

        assertEquals(1, pass());

        assertNotEquals(bay, booked("BAY", "id"));
        assertMovedWhole();
        assertEquals(List.of("BAY_BLOCKED"), rows("select unfit from trip.heal where trip_id = ?", trip));
    }

    @Test
    void where_no_car_is_returned_any_more_the_bay_is_another_and_its_own_stop_is_not_asked() throws SQLException {
        UUID closure = Ids.next();
        Stop closed = stops.find(stop).orElseThrow();
        close(closure, closed.position());
        try {
            Awaitility.await("the closure")
                    .atMost(WAIT)
                    .until(() -> stops.noReturn(closed, clock.now()).isPresent());

            assertTrue(pass() > 0, "this one, and whoever else is on the way to that stop");
        } finally {
            as("li").delete("/api/v1/closures/" + closure).then().statusCode(204);
        }

        assertNotEquals(stop.toString(), booked("BAY", "stop_id"));
        assertMovedWhole();
        Awaitility.await("the stop to be open")
                .atMost(WAIT)
                .until(() -> stops.noReturn(closed, clock.now()).isEmpty());
    }

    private static void close(UUID id, GeoPoint around) {
        double lon = around.lon();
        double lat = around.lat();
        as("li").contentType("application/json")
                .body(Map.of(
                        "kind",
                        "NO_RETURN",
                        "nameZh",
                        "测试封闭",
                        "nameEn",
                        "Closed for a test",
                        "from",
                        "2025-01-01T00:00:00Z",
                        "roads",
                        List.of(),
                        "area",
                        List.of(
                                Map.of("lon", lon - 0.001, "lat", lat - 0.001),
                                Map.of("lon", lon + 0.001, "lat", lat - 0.001),
                                Map.of("lon", lon, "lat", lat + 0.001))))
                .put("/api/v1/closures/" + id)
                .then()
                .statusCode(201);
    }

    @Test
    void of_a_driver_and_a_booking_that_want_the_last_pile_one_gets_it() throws SQLException {
        UUID rival = Ids.next();
        List<String> left = rows(
                "select l.connector_id from charging.live l join vehicle.bay b on b.connector_id = l.connector_id "
                        + "where l.stop_id = ? and l.connector_id <> ? order by l.power_w desc limit 1",
                stop,
                pile);
        breakPiles("c.id in (select connector_id from charging.live where stop_id = '" + stop + "') and c.id <> '"
                + left.get(0) + "'");
        ValidatableResponse plan = city.plan("he", "PL-G01", "PL-G03", 5, 2);

        CompletableFuture<Integer> healed = sweep.pass().subscribeAsCompletionStage();
        int booked = submit("he", rival, request(plan, selfDrive(plan, "OURS")))
                .extract()
                .statusCode();
        healed.join();
        pass();

        assertTrue(booked == 201 || booked == 409, "the rival is booked or refused: " + booked);
        assertEquals(
                List.of(),
                rows("select a.id from charging.reservation a join charging.reservation b on a.connector_id = "
                        + "b.connector_id and a.id < b.id and a.state in ('HELD', 'FIRM') and b.state in "
                        + "('HELD', 'FIRM') and a.blocked && b.blocked"));
        assertEquals(
                List.of("BAY FIRM", "CAR FIRM"),
                rows(
                        "select kind || ' ' || state from trip.booking where trip_id = ? and state = 'FIRM' "
                                + "and kind <> 'PILE' order by 1",
                        trip));
        assertNotEquals(
                List.of(pile.toString()),
                rows(
                        "select connector_id from trip.booking where trip_id = ? and kind = 'PILE' and state = 'FIRM'",
                        trip),
                "nobody goes on to the broken one");
    }

    /** One car, one bay, one pile are held, in the bookings and where they are reserved; it is told once. */
    private void assertMovedWhole() throws SQLException {
        as("wang").get("/api/v1/trips/" + trip).then().statusCode(200).body("state", equalTo("IN_PROGRESS"));
        assertEquals(
                List.of("BAY FIRM", "CAR FIRM", "PILE FIRM"),
                rows(
                        "select kind || ' ' || state from trip.booking where trip_id = ? and not replaced order by 1",
                        trip));
        assertEquals(
                List.of(booked("PILE", "id")),
                rows(
                        "select r.id from charging.reservation r join trip.booking b on b.id = r.id "
                                + "where b.trip_id = ? and r.state in ('HELD', 'FIRM')",
                        trip));
        assertEquals(
                List.of(booked("BAY", "id")),
                rows(
                        "select r.id from vehicle.bay_reservation r join trip.booking b on b.id = r.id "
                                + "where b.trip_id = ? and r.state in ('HELD', 'FIRM')",
                        trip));
        assertEquals(List.of("MOVED"), rows("select outcome from trip.heal where trip_id = ?", trip));
        assertEquals(List.of("1"), events("trip.place-changed"));
    }

    private void begin(UUID which) throws SQLException {
        rows(
                "update trip.trip set state = 'IN_PROGRESS', started_at = ?::timestamptz where id = ? returning id",
                clock.now().toString(),
                which);
    }

    private void soc(int percent) throws SQLException {
        rows(
                "update vehicle.newest_state n set soc_percent = ? from vehicle.vehicle v "
                        + "where v.vehicle_no = n.vehicle_no and v.id = ? returning v.id",
                percent,
                car);
    }

    private void put(String point) throws SQLException {
        rows(
                "update vehicle.newest_state n set geom = st_setsrid(st_geomfromtext(?), 4326) from vehicle.vehicle v "
                        + "where v.vehicle_no = n.vehicle_no and v.id = ? returning v.id",
                point,
                car);
    }

    private void plugged(boolean in) throws SQLException {
        rows(
                "update vehicle.newest_state n set plugged = ? from vehicle.vehicle v "
                        + "where v.vehicle_no = n.vehicle_no and v.id = ? returning v.id",
                in,
                car);
    }

    private String booked(String kind, String column) throws SQLException {
        return rows(
                        "select " + column
                                + " from trip.booking where trip_id = ? and kind = ? and state <> 'RELEASED'",
                        trip,
                        kind)
                .get(0);
    }

    private List<String> events(String type) throws SQLException {
        return rows("select count(*) from journal.event where trip_id = ? and type = ?", trip, type);
    }

    private static void breakPiles(String which) throws SQLException {
        rows("update charging.newest_status n set status = 'OUTOFORDER', since = event_time - interval '10 minutes' "
                + "from charging.connector c where c.connector_no = n.connector_no and " + which
                + " returning n.connector_no");
    }

    private int pass() {
        return sweep.pass().await().atMost(WAIT);
    }
}
