package org.twinloop.trip;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.option;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.device.command.Commands;

/** The only car stands three kilometres away, and a bicycle at the door: one trip on both, paid to both. */
@QuarkusTest
class BikeToCarApiTest extends MondayMorning {
    private static final String MBK = "(select id from operator.operator where code = 'MBK')";
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final double AWAY_LON = 0.03;
    private static final String KINDS = "options.find { it.mode == 'EV' }.legs.kind";

    @Inject
    Commands commands;

    private final UUID trip = Ids.next();
    private double lon;
    private double lat;

    @BeforeEach
    void aBicycleFarFromTheOnlyCar() throws SQLException {
        Map<String, Object> car = selfDrive(city.plan("wang", "PL-G01", "PL-G03", 40, 1), "OURS");
        TestCity.onlyCar(car);
        List<Double> at = rows(
                        "select unnest(array[st_x(s.geom), st_y(s.geom)]) from vehicle.newest_state s "
                                + "join vehicle.vehicle v "
                                + "on v.vehicle_no = s.vehicle_no where v.plate = ?",
                        TestCity.plate(car))
                .stream()
                .map(Double::valueOf)
                .toList();
        lon = at.get(0) + AWAY_LON;
        lat = at.get(1);
        forget();
        String now = "'" + city.now() + "'::timestamptz";
        rows("insert into bike.feed_time select " + MBK + ", " + now + ", " + now + " returning operator_id");
        rows("insert into bike.bike (operator_id, bike_id, geom, reserved, disabled) select " + MBK
                + ", 'b-far', st_setsrid(st_makepoint(" + lon + ", " + lat + "), 4326), false, false "
                + "returning bike_id");
    }

    @AfterEach
    void forget() throws SQLException {
        rows("delete from bike.bike where operator_id = " + MBK + " and bike_id = 'b-far' returning bike_id");
        rows("delete from bike.feed_time where operator_id = " + MBK + " returning operator_id");
    }

    /** The morning begins again for others, who would meet the car out. */
    @AfterEach
    void nobodyHadTheCarOut() throws SQLException {
        rows(
                "update vehicle.reservation set used_from = null where used_from is not null and trip_leg_id in "
                        + "(select id from trip.leg where trip_id = ?) returning id",
                trip);
    }

    @Test
    void both_are_booked_ridden_one_after_the_other_and_paid_out_of_one_hold() throws SQLException {
        ValidatableResponse booked = book();
        booked.body("state", equalTo("BOOKED"))
                .body("option.mode", equalTo("EV"))
                .body("legs.find { it.kind == 'BIKE' }.bookings.kind", equalTo(List.of("BIKE")))
                .body("legs.find { it.kind == 'BIKE' }.bookings[0].bike.id", equalTo("b-far"))
                .body("legs.find { it.kind == 'DRIVE' }.bookings[0].kind", equalTo("CAR"))
                .body("legs.find { it.kind == 'DRIVE' }.state", equalTo("BOOKED"));
        assertEquals(List.of("HOLD"), rows("select kind from ledger.transfer where trip_id = ?", trip));

        tell("begin").statusCode(200).body("state", equalTo("BOOKED"));
        city.pass(Duration.ofMinutes(12));
        tell("end").statusCode(200).body("state", equalTo("BOOKED"));
        drive();
        city.pass(Duration.ofMinutes(30));
        as("li").contentType("application/json")
                .body(Map.of("reason", "车辆终端失联，已确认还车"))
                .post("/api/v1/trips/" + trip + "/end-override")
                .then()
                .statusCode(200);

        ValidatableResponse receipt = receipt();
        int total = receipt.extract().path("totalFen");
        assertEquals(150, paidTo("MBK"));
        assertEquals(total - 150, paidTo("EVC"));
        receipt.body("lines.amountFen.sum()", equalTo(total));
        soundLedger();
        assertEquals(
                List.of("BIKE", "CAR_SHARE"),
                rows(
                        "select product from settlement.partner_order where platform_order_id in "
                                + "(select id from trip.booking where trip_id = ?) order by product",
                        trip));
    }

    @Test
    void the_car_given_up_after_the_ride_leaves_the_bicycle_to_pay() throws SQLException {
        book();
        tell("begin").statusCode(200);
        city.pass(Duration.ofMinutes(12));

        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "会议取消"))
                .post("/api/v1/trips/" + trip + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("ENDED"))
                .body("legs.find { it.kind == 'DRIVE' }.state", equalTo("RELEASED"));

        receipt().body("totalFen", equalTo(150));
        assertEquals(150, paidTo("MBK"));
        soundLedger();
    }

    @Test
    void given_up_before_the_ride_it_costs_nothing() throws SQLException {
        book();
        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "会议取消"))
                .post("/api/v1/trips/" + trip + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("CANCELLED"))
                .body("heldFen", equalTo(0));
        soundLedger();
    }

    @Test
    void what_was_ridden_keeps_its_option() throws SQLException {
        book();
        tell("begin").statusCode(200);
        ValidatableResponse plan = plan();
        as("wang")
                .contentType("application/json")
                .body(Map.of(
                        "planId", plan.extract().path("id"),
                        "optionId", option(plan, "CHAUFFEUR").get("id"),
                        "reason", "改走别的路"))
                .put("/api/v1/trips/" + trip + "/changes/" + Ids.next())
                .then()
                .statusCode(409)
                .body("type", containsString("wrong-state"));
    }

    @Test
    void without_the_bicycle_the_car_is_too_far() throws SQLException {
        forget();
        plan().body("rejected.find { it.mode == 'EV' }.reason", equalTo("CAR_TOO_FAR"))
                .body("options.find { it.mode == 'EV' }", nullValue());
    }

    private ValidatableResponse plan() {
        return city.plan(
                        "wang",
                        new HashMap<>(Map.of(
                                "id", Ids.next(),
                                "from", Map.of("lon", lon, "lat", lat, "name", "远处"),
                                "to", Map.of("placeId", "PL-G03"),
                                "departAt",
                                        city.now().plus(Duration.ofMinutes(4)).toString(),
                                "passengers", 1)))
                .statusCode(201);
    }

    private ValidatableResponse book() {
        ValidatableResponse plan = plan();
        List<String> kinds = plan.extract().path(KINDS);
        assertTrue(
                kinds != null && kinds.contains("BIKE") && kinds.contains("DRIVE"),
                () -> plan.extract().asString());
        Map<String, Object> body = request(plan, option(plan, "EV"));
        body.put("passengers", List.of(Map.of("name", "王建国")));
        return submit("wang", trip, body).statusCode(201);
    }

    private ValidatableResponse tell(String deed) {
        String leg =
                as("wang").get("/api/v1/trips/" + trip).then().extract().path("legs.find { it.kind == 'BIKE' }.id");
        return as("wang")
                .post("/api/v1/trips/" + trip + "/legs/" + leg + "/" + deed)
                .then();
    }

    /** Opened by its label; the car's own word is put where telemetry puts it. */
    private void drive() throws SQLException {
        String of = "select %s from vehicle.vehicle v join trip.booking b on b.vehicle_id = v.id where b.trip_id = ?";
        String label = rows(of.formatted("v.asset_no"), trip).get(0);
        String device = rows(of.formatted("v.device_id"), trip).get(0);
        UUID command = Ids.next();
        as("wang")
                .contentType("application/json")
                .body(Map.of("assetNo", label, "commandId", command))
                .post("/api/v1/trips/" + trip + "/unlock")
                .then()
                .statusCode(202);
        rows(
                "update vehicle.newest_state set locked = false where vehicle_no = (select vehicle_no from "
                        + "vehicle.vehicle where device_id = ?) returning vehicle_no",
                device);
        commands.confirmed(device, command, city.now()).await().atMost(SOON);
        TestCity.await("wang", trip, "IN_PROGRESS");
    }

    private ValidatableResponse receipt() {
        Awaitility.await("the receipt")
                .atMost(SOON)
                .until(() ->
                        as("wang").get("/api/v1/trips/" + trip + "/receipt").statusCode() == 200);
        return as("wang").get("/api/v1/trips/" + trip + "/receipt").then().statusCode(200);
    }

    private int paidTo(String operator) throws SQLException {
        return Integer.parseInt(rows(
                        "select coalesce(sum(t.amount_fen), 0) from ledger.transfer t join ledger.account a "
                                + "on a.id = t.credit_account join operator.operator o on o.id = a.operator_id "
                                + "where t.trip_id = ? and t.kind = 'POST' and o.code = ?",
                        trip,
                        operator)
                .get(0));
    }

    private static void soundLedger() throws SQLException {
        assertEquals(
                List.of(),
                rows("select account_id from ledger.proof where held_fen <> held_from_transfers "
                        + "or balance_fen <> balance_from_transfers"));
    }
}
