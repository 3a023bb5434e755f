package org.twinloop.trip;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.option;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.trip.heal.HealSweepPass;

/**
 * A trip by the bicycle of an operator with a contract; its tariff is 1.50 yuan for 15 minutes and 0.50 for 15 more.
 */
@QuarkusTest
class BikeTripApiTest extends MondayMorning {
    private static final String CITY_HALL = "PL-G01";
    private static final String MBK = "(select id from operator.operator where code = 'MBK')";
    private static final Duration SOON = Duration.ofSeconds(90);

    private final UUID trip = Ids.next();

    @BeforeEach
    void aBicycleOfTheContractedOperatorAtTheCityHall() throws SQLException {
        forget();
        feed("now");
        bike("b-1", "https://bike.example/unlock/b-1");
    }

    @AfterEach
    void nobodyIsPromisedItAnyMore() throws SQLException {
        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "改期"))
                .post("/api/v1/trips/" + trip + "/cancel");
        forget();
    }

    private static void forget() throws SQLException {
        rows("delete from bike.bike where operator_id = " + MBK + " and bike_id in ('b-1', 'b-2') returning bike_id");
        rows("delete from bike.feed_time where operator_id = " + MBK + " returning operator_id");
    }

    @Test
    void it_is_booked_begun_ended_and_paid_by_the_time_it_took() throws SQLException {
        ValidatableResponse plan = nearby(5);
        plan.body("options.find { it.mode == 'BIKE' }.bookable", equalTo(true))
                .body("options.find { it.mode == 'BIKE' }.bike.id", equalTo("b-1"))
                .body("options.find { it.mode == 'BIKE' }.bike.operatorCode", equalTo("MBK"))
                .body("options.find { it.mode == 'BIKE' }.notBookable", nullValue());

        book(plan)
                .body("state", equalTo("BOOKED"))
                .body("legs.kind", equalTo(List.of("WALK", "BIKE")))
                .body("legs[1].bookings.kind", equalTo(List.of("BIKE")))
                .body("legs[1].bookings[0].state", equalTo("FIRM"))
                .body("legs[1].bookings[0].bike.webUrl", equalTo("https://bike.example/unlock/b-1"))
                .body("unlockFrom", nullValue());
        assertEquals(
                List.of("HOLD"),
                rows("select kind from ledger.transfer where trip_id = ?", trip),
                "the budget holds the tariff's estimate");

        tell("begin")
                .statusCode(200)
                .body("state", equalTo("IN_PROGRESS"))
                .body("legs[1].state", equalTo("RIDING"))
                .body("legs[1].startedAt", equalTo(city.now().toString()));
        city.pass(Duration.ofMinutes(20));
        tell("begin")
                .statusCode(200)
                .body("legs[1].startedAt", not(equalTo(city.now().toString())));
        tell("end")
                .statusCode(200)
                .body("legs.state", equalTo(List.of("DONE", "DONE")))
                .body("legs[1].endedAt", equalTo(city.now().toString()));
        tell("end").statusCode(200);

        assertEquals(200, paidFen());
    }

    @Test
    void the_operators_record_of_the_ride_is_what_is_paid_for() throws SQLException {
        book(nearby(5)).body("state", equalTo("BOOKED"));
        Instant began = city.now().plus(Duration.ofMinutes(3));
        city.pass(Duration.ofMinutes(4));
        recorded("R-1", "b-1", began, null).statusCode(200).body("over", equalTo(false));
        TestCity.await("wang", trip, "IN_PROGRESS");
        city.pass(Duration.ofMinutes(41));

        recorded("R-1", "b-1", began, began.plus(Duration.ofMinutes(40)))
                .statusCode(200)
                .body("over", equalTo(true))
                .body("rideNo", equalTo("R-1"));
        recorded("R-1", "b-1", began, began.plus(Duration.ofMinutes(40)))
                .statusCode(200)
                .body("over", equalTo(true));

        assertEquals(250, paidFen());
        get().body("legs[1].startedAt", equalTo(began.toString()));
        assertEquals(
                List.of("R-1"),
                rows(
                        "select operator_order_id from settlement.partner_order where platform_order_id in "
                                + "(select id from trip.booking where trip_id = ?)",
                        trip));
    }

    @Test
    void a_record_that_names_no_order_of_a_bicycle_promised_to_two_is_nobodys() throws SQLException {
        book(nearby(5));
        UUID other = Ids.next();
        ValidatableResponse plan = nearby(6);
        Map<String, Object> body = request(plan, option(plan, "BIKE"));
        body.put("passengers", List.of(Map.of("name", "王建国")));
        submit("wang", other, body).statusCode(201);
        city.pass(Duration.ofMinutes(6));
        Instant began = city.now();

        recorded("R-3", "b-1", began, null).statusCode(404);
        tell("begin").statusCode(200);
        recorded("R-3", "b-1", began, null).statusCode(200);

        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "改期"))
                .post("/api/v1/trips/" + other + "/cancel")
                .then()
                .statusCode(200);
    }

    @Test
    void a_record_of_a_ride_that_belongs_to_no_trip_or_is_no_record_is_refused() throws SQLException {
        book(nearby(5));
        Instant now = city.now();
        recorded("R-2", "b-9", now, null).statusCode(404);
        recorded("R-2", "b-1", now, now.minusSeconds(1))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/startedAt"));
        recorded("R-2", "b-1", now.plus(Duration.ofMinutes(6)), null)
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/startedAt"));
        recorded("R-2", "b-1", now, now.plus(Duration.ofMinutes(6)))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/endedAt"));
        get().body("state", equalTo("BOOKED"));
    }

    @Test
    void nobody_begins_before_the_time_or_the_leg_of_somebody_else_or_ends_what_has_not_begun() throws SQLException {
        book(nearby(25));
        tell("begin").statusCode(409).body("type", containsString("too-early"));
        tell("end").statusCode(409).body("type", containsString("wrong-state"));
        as("qian").post(leg("begin")).then().statusCode(404);
        as("wang")
                .post("/api/v1/trips/" + trip + "/legs/" + Ids.next() + "/begin")
                .then()
                .statusCode(404);
    }

    @Test
    void giving_it_up_costs_nothing_for_nobody_kept_it() throws SQLException {
        book(nearby(5));
        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "会议改期"))
                .post("/api/v1/trips/" + trip + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("CANCELLED"))
                .body("feeFen", nullValue())
                .body("heldFen", equalTo(0));
        assertEquals(
                List.of("HOLD", "VOID"),
                rows("select kind from ledger.transfer where trip_id = ? order by occurred_at, kind", trip));
        assertEquals(
                List.of(),
                rows("select type from journal.event where trip_id = ? and type = 'trip.booking-released'", trip),
                "no operator was asked, so none is told");
        tell("begin").statusCode(409).body("type", containsString("wrong-state"));
    }

    @Test
    void one_that_is_gone_before_leaving_is_told_with_other_ways() throws SQLException {
        book(nearby(20));
        HealSweepPass.run();
        assertEquals(List.of(), rows("select outcome from trip.heal where trip_id = ?", trip), "it stands there");

        rows("delete from bike.bike where operator_id = " + MBK + " and bike_id = 'b-1' returning bike_id");
        bike("b-2", null);
        HealSweepPass.run();

        assertEquals(
                List.of("NO_BIKE OFFERED"),
                rows("select unfit || ' ' || outcome from trip.heal where trip_id = ?", trip));
        String planId =
                rows("select plan_id from trip.heal where trip_id = ?", trip).get(0);
        ValidatableResponse offered =
                as("wang").get("/api/v1/trip-plans/" + planId).then().statusCode(200);
        offered.body("options.findAll { it.bookable }.bike.id", hasItem("b-2"));
        Map<String, Object> other =
                Map.of("planId", planId, "optionId", option(offered, "BIKE").get("id"), "reason", "原单车已被骑走");
        as("wang")
                .contentType("application/json")
                .body(other)
                .put("/api/v1/trips/" + trip + "/changes/" + Ids.next())
                .then()
                .statusCode(200)
                .body("state", equalTo("BOOKED"))
                .body("legs.bookings.flatten().bike.id", equalTo(List.of("b-2")));
    }

    @Test
    void a_feed_that_is_too_old_says_nothing_of_a_bicycle() throws SQLException {
        book(nearby(20));
        feed("now - interval '6 minutes'");
        rows("delete from bike.bike where operator_id = " + MBK + " and bike_id = 'b-1' returning bike_id");

        HealSweepPass.run();

        assertEquals(List.of(), rows("select outcome from trip.heal where trip_id = ?", trip));
    }

    private void feed(String at) throws SQLException {
        String now = "'" + city.now() + "'::timestamptz";
        rows("insert into bike.feed_time select " + MBK + ", t.at, t.at from (select "
                + at.replace("now", now) + " as at) t on conflict (operator_id) do update set bikes_at = "
                + "excluded.bikes_at, docks_at = excluded.docks_at returning operator_id");
    }

    private static void bike(String id, String web) throws SQLException {
        rows(
                "insert into bike.bike (operator_id, bike_id, geom, reserved, disabled, rental_web) select " + MBK
                        + ", ?, geom, false, false, ? from network.place where id = ? returning bike_id",
                id,
                web,
                CITY_HALL);
    }

    /** Somewhere nearby for one, in so many minutes. */
    private ValidatableResponse nearby(int minutesAhead) throws SQLException {
        List<Double> here =
                rows("select unnest(array[st_x(geom), st_y(geom)]) from network.place where id = ?", CITY_HALL).stream()
                        .map(Double::valueOf)
                        .toList();
        return city.plan(
                        "wang",
                        new HashMap<>(Map.of(
                                "id", Ids.next(),
                                "from", Map.of("placeId", CITY_HALL),
                                "to", Map.of("lon", here.get(0) + 0.02, "lat", here.get(1), "name", "附近"),
                                "departAt",
                                        city.now()
                                                .plus(Duration.ofMinutes(minutesAhead))
                                                .toString(),
                                "passengers", 1)))
                .statusCode(201);
    }

    private ValidatableResponse book(ValidatableResponse plan) {
        Map<String, Object> body = request(plan, option(plan, "BIKE"));
        body.put("passengers", List.of(Map.of("name", "王建国")));
        return submit("wang", trip, body).statusCode(201);
    }

    private ValidatableResponse get() {
        return as("wang").get("/api/v1/trips/" + trip).then().statusCode(200);
    }

    private String leg(String deed) {
        String id = get().extract().path("legs.find { it.kind == 'BIKE' }.id");
        return "/api/v1/trips/" + trip + "/legs/" + id + "/" + deed;
    }

    private ValidatableResponse tell(String deed) {
        return as("wang").post(leg(deed)).then();
    }

    private static ValidatableResponse recorded(String rideNo, String bikeId, Instant began, Instant ended) {
        Map<String, Object> body = new HashMap<>(Map.of("bikeId", bikeId, "startedAt", began.toString()));
        if (ended != null) {
            body.put("endedAt", ended.toString());
        }
        return as("partner-mbk")
                .contentType("application/json")
                .body(body)
                .put("/api/v1/partner/bike-rides/" + rideNo)
                .then();
    }

    /** What the receipt says, and the ledger paid the operator. */
    private int paidFen() throws SQLException {
        Awaitility.await("the receipt")
                .atMost(SOON)
                .until(() ->
                        as("wang").get("/api/v1/trips/" + trip + "/receipt").statusCode() == 200);
        int total = as("wang").get("/api/v1/trips/" + trip + "/receipt").path("totalFen");
        assertEquals(
                List.of(String.valueOf(total)),
                rows(
                        "select t.amount_fen from ledger.transfer t join ledger.account a on a.id = t.credit_account "
                                + "where t.trip_id = ? and t.kind = 'POST' and a.operator_id = " + MBK,
                        trip));
        return total;
    }
}
