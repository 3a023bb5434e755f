package org.twinloop.trip;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.device.command.Commands;

/**
 * Opening a booked car, driving and handing it back. The car's own word is put where telemetry puts it: its newest
 * state, and the proof of a command; the journeys do the same over MQTT with the simulator.
 */
@QuarkusTest
class TripRideTest extends MondayMorning {
    private static final Duration PROOF_WAIT = Duration.ofSeconds(90);

    @Inject
    Commands commands;

    private final UUID trip = Ids.next();
    private String device;
    private String assetNo;

    @BeforeEach
    void aBookedCar() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS")))
                .statusCode(201)
                .body("state", equalTo("BOOKED"));
        device = car("device_id");
        assetNo = car("asset_no");
    }

    @Test
    void the_ride_begins_only_when_the_car_says_that_it_is_unlocked() throws SQLException {
        UUID command = Ids.next();
        unlock("wang", assetNo, command)
                .statusCode(202)
                .body("kind", equalTo("UNLOCK"))
                .body("state", equalTo("QUEUED"));
        get().body("state", equalTo("BOOKED"));

        carProves(command);

        await("IN_PROGRESS");
        get().body("legs.find { it.kind == 'DRIVE' }.state", equalTo("RIDING"));
        as("wang")
                .get("/api/v1/trips/" + trip + "/commands")
                .then()
                .statusCode(200)
                .body("items.state", hasItem("CONFIRMED"));
    }

    @Test
    void the_same_unlock_again_is_the_same_command() throws SQLException {
        UUID command = Ids.next();
        unlock("wang", assetNo, command).statusCode(202);
        unlock("wang", assetNo, command).statusCode(202);

        assertEquals(List.of("1"), rows("select count(*) from device.command where trip_id = ?", trip));
    }

    @Test
    void another_cars_label_and_another_person_open_nothing() throws SQLException {
        String other = rows("select asset_no from vehicle.vehicle where device_id <> ? limit 1", device)
                .get(0);

        unlock("wang", other, Ids.next()).statusCode(409).body("type", equalTo("/problems/wrong-car"));
        unlock("qian", assetNo, Ids.next()).statusCode(404);
        unlock("traveller01", assetNo, Ids.next()).statusCode(404);
        assertEquals(List.of("0"), rows("select count(*) from device.command where trip_id = ?", trip));
    }

    @Test
    void a_licence_that_ran_out_after_the_booking_opens_nothing() throws SQLException {
        update("update identity.person set licence_valid_until = date '2026-11-22' where login = 'wang'");
        try {
            unlock("wang", assetNo, Ids.next())
                    .statusCode(409)
                    .body("type", equalTo("/problems/blocked-by-policy"))
                    .body("errors.pointer", hasItem("/policy/PR-47"));
        } finally {
            update("update identity.person set licence_valid_until = date '2031-06-30' where login = 'wang'");
        }
        assertEquals(List.of("0"), rows("select count(*) from device.command where trip_id = ?", trip));
        unlock("wang", assetNo, Ids.next()).statusCode(202);
    }

    @Test
    void a_car_is_not_handed_back_away_from_its_stop_open_or_unplugged() throws SQLException {
        ride();
        carStands("121.3", "31.0", true, false);

        ValidatableResponse refused = end().statusCode(409).body("type", equalTo("/problems/end-checks-failed"));

        refused.body("errors.pointer", hasItems("/checks/position", "/checks/doors"));
        get().body("state", equalTo("IN_PROGRESS"));
    }

    @Test
    void a_car_nobody_has_heard_of_is_not_handed_back() throws SQLException {
        ride();
        city.pass(Duration.ofMinutes(6));

        end().statusCode(409).body("errors.pointer", equalTo(List.of("/checks/report")));
    }

    @Test
    void a_car_handed_back_in_its_bay_ends_the_trip_and_is_settled() throws SQLException {
        ride();
        city.pass(Duration.ofMinutes(25));
        carStandsInItsBay();

        end().statusCode(200)
                .body("state", equalTo("ENDED"))
                .body("rideStartedAt", notNullValue())
                .body("rideEndedAt", notNullValue())
                .body("legs.state", everyItem(equalTo("DONE")))
                .body("legs.bookings.flatten().state", everyItem(equalTo("RELEASED")));
        end().statusCode(200);

        await("SETTLED");
        int receipt = get().extract().path("receiptFen");
        assertTrue(receipt > 0);
        assertEquals(
                List.of(String.valueOf(receipt)),
                rows("select amount_fen from ledger.transfer where trip_id = ? and kind = 'POST'", trip));
        assertEquals(
                List.of("trip.booked", "trip.started", "trip.finished", "trip.settled"),
                rows(
                        "select type from journal.event where trip_id = ? and type like 'trip.%' "
                                + "and type <> 'trip.booking-released' order by recorded_at, id",
                        trip));
        assertEquals(
                List.of("12.300"),
                rows(
                        "select (e.body::jsonb -> 'legs' -> 0 ->> 'km')::numeric(9,3)::text from journal.payload e "
                                + "join journal.event j on j.id = e.event_id "
                                + "where j.trip_id = ? and j.type = 'trip.finished'",
                        trip));
        unlock("wang", assetNo, Ids.next()).statusCode(409).body("type", equalTo("/problems/wrong-state"));
    }

    @Test
    void a_booked_trip_that_nobody_starts_is_a_no_show() throws SQLException {
        city.pass(Duration.ofMinutes(51));

        await("NO_SHOW");
        get().body("legs.bookings.flatten().state", everyItem(equalTo("RELEASED")));
        assertEquals(
                List.of("1"), rows("select count(*) from ledger.transfer where trip_id = ? and kind = 'VOID'", trip));
    }

    @Test
    void an_order_to_open_does_not_outlive_its_trip_and_a_car_that_opens_all_the_same_is_locked_again()
            throws SQLException {
        UUID command = Ids.next();
        unlock("wang", assetNo, command).statusCode(202);

        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "会议改期"))
                .post("/api/v1/trips/" + trip + "/cancel")
                .then()
                .statusCode(200);
        assertEquals(List.of("EXPIRED"), rows("select state from device.command where id = ?", command));

        carProves(command);
        carProves(command);
        awaitRows("1", "select count(*) from journal.event where trip_id = ? and type = 'trip.car-relocked'");
        assertEquals(
                List.of("1"), rows("select count(*) from device.command where trip_id = ? and kind = 'LOCK'", trip));
        assertEquals(
                List.of("CANCELLED", "EXPIRED"),
                List.of(
                        get().extract().path("state"),
                        rows("select state from device.command where id = ?", command)
                                .get(0)));
        awaitRows(
                "1",
                "select count(*) from notification.message where trip_id = ? and template = " + "'trip.car-relocked'");
    }

    @Test
    void the_fleet_desk_ends_a_ride_whose_car_is_silent_and_the_receipt_says_so() throws SQLException {
        override("li", "车辆失联，电话确认已停回").statusCode(409).body("type", equalTo("/problems/wrong-state"));
        ride();
        city.pass(Duration.ofMinutes(40));
        end().statusCode(409);
        override("wang", "我自己结束").statusCode(403);
        as("li").contentType("application/json")
                .body(Map.of("reason", "时间不对", "endedAt", "2026-11-23T01:00:00Z"))
                .post("/api/v1/trips/" + trip + "/end-override")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/endedAt"));

        override("li", "车辆失联，电话确认已停回")
                .statusCode(200)
                .body("closedReason", equalTo("车辆失联，电话确认已停回"))
                .body("legs.bookings.flatten().state", everyItem(equalTo("RELEASED")));
        override("li", "车辆失联，电话确认已停回").statusCode(200);

        await("SETTLED");
        String explained = as("wang")
                .get("/api/v1/trips/" + trip + "/receipt")
                .then()
                .statusCode(200)
                .extract()
                .path("explanationZh");
        assertTrue(explained.contains("由车队管理员结束（车辆失联，电话确认已停回）"), explained);
        assertEquals(
                List.of("li"),
                rows(
                        "select p.login from journal.event e join identity.person p on p.id = e.actor_id "
                                + "where e.trip_id = ? and e.type = 'trip.end-overridden'",
                        trip));
        awaitRows(
                "1",
                "select count(*) from notification.message where trip_id = ? and template = "
                        + "'trip.end-overridden'");
        for (String over : List.of("CONFIRMED", "ARCHIVED")) {
            update("update trip.trip set state = '" + over + "' where id = '" + trip + "'");
            override("li", "车辆失联，电话确认已停回").statusCode(200);
        }
    }

    @Test
    void on_the_way_changes_do_not_add_up_beyond_what_was_booked_and_the_longest_extension() throws SQLException {
        ride();
        Instant until = Instant.parse(get().extract().path("until"));

        keep(until.plus(Duration.ofHours(2))).statusCode(200).body("state", equalTo("IN_PROGRESS"));
        keep(until.plus(Duration.ofHours(13))).statusCode(400).body("errors.pointer", equalTo(List.of("/until")));

        get().body("until", equalTo(until.plus(Duration.ofHours(2)).toString()));
    }

    private ValidatableResponse keep(Instant until) {
        return as("wang")
                .contentType("application/json")
                .body(Map.of("until", until.toString(), "reason", "会议延长"))
                .put("/api/v1/trips/" + trip + "/changes/" + Ids.next())
                .then();
    }

    @Test
    void the_stream_tells_the_state_first() {
        String first = TestCity.firstEvent("wang", "/api/v1/trips/" + trip + "/live");

        assertTrue(first.contains("event:state") || first.contains("event: state"), first);
        assertTrue(first.contains("\"state\":\"BOOKED\""), first);
        as("qian").get("/api/v1/trips/" + trip + "/live").then().statusCode(not(equalTo(200)));
    }

    private void ride() throws SQLException {
        UUID command = Ids.next();
        unlock("wang", assetNo, command).statusCode(202);
        carProves(command);
        await("IN_PROGRESS");
    }

    private void carProves(UUID command) throws SQLException {
        update("update vehicle.newest_state set locked = false, odometer_m = 1000000, soc_percent = 80 "
                + "where vehicle_no = (select vehicle_no from vehicle.vehicle where device_id = '" + device + "')");
        commands.confirmed(device, command, city.now()).await().atMost(PROOF_WAIT);
    }

    private void carStandsInItsBay() throws SQLException {
        String bay = "select %s(y.geom) from trip.booking b join vehicle.bay_reservation r on r.id = b.id "
                + "join vehicle.bay y on y.id = r.bay_id where b.trip_id = ?";
        carStands(
                rows(bay.formatted("st_x"), trip).get(0),
                rows(bay.formatted("st_y"), trip).get(0),
                false,
                true);
    }

    private void carStands(String lon, String lat, boolean open, boolean plugged) throws SQLException {
        update("update vehicle.newest_state set geom = st_setsrid(st_makepoint(" + lon + ", " + lat + "), 4326), "
                + "event_time = '" + city.now() + "', position_at = '" + city.now() + "', speed_kmh = 0, doors_open = "
                + open + ", plugged = " + plugged + ", odometer_m = 1012300, soc_percent = 77 where vehicle_no = "
                + "(select vehicle_no from vehicle.vehicle where device_id = '" + device + "')");
    }

    private static void update(String statement) throws SQLException {
        try (var owner = TestCity.owner();
                var sql = owner.createStatement()) {
            assertEquals(1, sql.executeUpdate(statement));
        }
    }

    private String car(String column) throws SQLException {
        return rows(
                        "select v." + column + " from vehicle.vehicle v join trip.booking b on b.vehicle_id = v.id "
                                + "where b.trip_id = ? and b.kind = 'CAR'",
                        trip)
                .get(0);
    }

    private ValidatableResponse unlock(String login, String label, UUID command) {
        return as(login)
                .contentType("application/json")
                .body(Map.of("assetNo", label, "commandId", command))
                .post("/api/v1/trips/" + trip + "/unlock")
                .then();
    }

    private ValidatableResponse override(String login, String reason) {
        return as(login)
                .contentType("application/json")
                .body(Map.of("reason", reason))
                .post("/api/v1/trips/" + trip + "/end-override")
                .then();
    }

    /** Watchers write by themselves. */
    private void awaitRows(String wanted, String count) {
        Awaitility.await(count)
                .atMost(PROOF_WAIT)
                .until(() -> rows(count, trip).get(0).equals(wanted));
    }

    private ValidatableResponse end() {
        return as("wang").post("/api/v1/trips/" + trip + "/end").then();
    }

    private ValidatableResponse get() {
        return as("wang").get("/api/v1/trips/" + trip).then().statusCode(200);
    }

    private void await(String state) {
        TestCity.await("wang", trip, state);
    }
}
