package org.twinloop.trip;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.option;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.identity.Role;
import org.twinloop.isolation.Cast;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** A chauffeured trip from the driver's link to the traveller's signature. */
@QuarkusTest
class ChauffeuredRideTest extends MondayMorning {
    private static final Duration SOON = Duration.ofSeconds(90);

    @Inject
    Cast cast;

    @Inject
    Database database;

    @Inject
    Journal journal;

    private final UUID trip = Ids.next();

    @Test
    void the_driver_tells_the_ride_and_the_traveller_signs_it_off_and_rates_it() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 45, 2);
        Map<String, Object> asked = new HashMap<>(request(plan, option(plan, "CHAUFFEUR")));
        asked.put("contact", Map.of("name", "赵敏", "phone", "13800000000"));
        submit("wang", trip, asked).statusCode(201);
        UUID order = UUID.fromString(one("select id::text from chauffeur.dispatch_order where trip_id = ?"));
        String company = one("select o.code from operator.operator o join chauffeur.dispatch_order d "
                + "on d.operator_id = o.id where d.trip_id = ?");
        accept(order);
        TestCity.await("wang", trip, "BOOKED");
        String link = link(company, order);

        theDriverSeesWhatTheyMust(link);
        tell(link, "ON_THE_WAY");
        given().header("X-Driver-Link", link)
                .contentType("application/json")
                .body(Map.of("lon", 121.47, "lat", 31.23))
                .post("/api/v1/driver/positions")
                .then()
                .statusCode(204);
        form().body("position.lon", equalTo(121.47f))
                .body("driverName", equalTo("顾师傅"))
                .body("steps.kind", equalTo(List.of("ON_THE_WAY")))
                .body(
                        "plan.pickupAt",
                        equalTo(plan.extract().path("options.find { it.mode == 'CHAUFFEUR' }.departAt")));
        awaitTold();
        city.pass(Duration.ofMinutes(35));
        tell(link, "ARRIVED");
        city.pass(Duration.ofMinutes(40));
        tell(link, "ONBOARD", "odometerKm", 40_000, "lon", 121.47, "lat", 31.23);
        TestCity.await("wang", trip, "IN_PROGRESS");
        tell(link, "TOLL", "fen", 1500, "receiptNo", "ETC-1");
        city.pass(Duration.ofMinutes(30));
        tell(link, "FINISHED", "odometerKm", 40_012);

        Awaitility.await("the receipt")
                .atMost(SOON)
                .until(() ->
                        as("wang").get("/api/v1/trips/" + trip + "/receipt").statusCode() == 200);
        form().body("steps.kind", equalTo(List.of("ON_THE_WAY", "ARRIVED", "ONBOARD", "TOLL", "FINISHED")));
        String receipt = as("wang").get("/api/v1/trips/" + trip + "/receipt").asString();
        assertTrue(receipt.contains("\"TOLL\""), receipt);
        theFormTellsTheRide();
        signOff(Map.of("verdict", "DISPUTE")).statusCode(400).body("errors[0].pointer", equalTo("/reason"));
        Map<String, Object> signed = Map.of("verdict", "ACCEPT", "rating", Map.of("stars", 5, "words", "司机准时"));
        signOff(signed).statusCode(200).body("confirmation.how", equalTo("TRAVELLER"));
        signOff(signed).statusCode(200);
        signOff(Map.of("verdict", "ACCEPT", "rating", Map.of("stars", 1)))
                .statusCode(409)
                .body("type", containsString("conflict"));
        form().body("rating.stars", equalTo(5))
                .body("party.signOff.how", equalTo("TRAVELLER"))
                .body("party.signOff.by", equalTo("王建国"));
        assertEquals(
                List.of("1"),
                rows("select count(*)::text from journal.event where trip_id = ? and type = 'chauffeur.rated'", trip));
    }

    private static void theDriverSeesWhatTheyMust(String link) {
        given().header("X-Driver-Link", link)
                .get("/api/v1/driver/order")
                .then()
                .statusCode(200)
                .body("unitName", equalTo(as("wang").get("/api/v1/me").path("unit.nameZh")))
                .body("contact.phone", equalTo("13800000000"))
                .body("vehicleClass", notNullValue());
    }

    /** The trip hears of its receipt a moment after it is written. */
    private void theFormTellsTheRide() {
        Awaitility.await("the receipt on the form")
                .atMost(SOON)
                .until(() -> form().extract().path("party.receiptFen") != null);
        form().body("state", equalTo("COMPLETED"))
                .body("ride.waitedMinutes", greaterThan(0))
                .body("ride.tollFen", equalTo(1500))
                .body("position", nullValue())
                .body("plan.contact", nullValue())
                .body("ride.startedNear.lon", equalTo(121.47f))
                .body("ride.startedNear.awayM", greaterThan(10))
                .body("ride.endedNear", nullValue())
                .body("party.receiptFen", greaterThan(0));
    }

    private void awaitTold() {
        Awaitility.await("the traveller is told")
                .atMost(SOON)
                .until(() -> TestCity.rows(
                                        "select template from notification.message where trip_id = ? "
                                                + "and template = 'trip.driver-set-out'",
                                        trip)
                                .size()
                        == 1);
    }

    @Test
    void a_trip_without_driver_has_no_dispatch_order() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 45, 1);
        submit("wang", trip, request(plan, TestCity.selfDrive(plan, "OURS"))).statusCode(201);

        as("wang")
                .get("/api/v1/trips/" + trip + "/dispatch-order")
                .then()
                .statusCode(409)
                .body("type", containsString("wrong-state"));

        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "会议改期"))
                .post("/api/v1/trips/" + trip + "/cancel")
                .then()
                .statusCode(200);
    }

    /** What the order desk does when the company says yes; here no company answers. */
    private void accept(UUID order) throws SQLException {
        try (Connection owner = TestCity.owner();
                PreparedStatement sql =
                        owner.prepareStatement("update chauffeur.dispatch_order set state = 'ACCEPTED', "
                                + "sent_at = now(), next_look_at = null, driver_name = '顾师傅', "
                                + "driver_phone = '13900000000', "
                                + "plate = '沪A1' where id = ?")) {
            sql.setObject(1, order);
            assertEquals(1, sql.executeUpdate());
        }
        database.apart(
                        Scope.SYSTEM,
                        () -> journal.append(Event.of("partner.hold-confirmed")
                                .subject("booking", order)
                                .trip(trip)
                                .payload(Map.of("bookingId", order, "orderNo", "PC-T"))))
                .await()
                .atMost(SOON);
    }

    private String link(String company, UUID order) {
        String token =
                cast.hire(cast.partner(company), Set.of(Role.PARTNER)).get(0).token();
        String url = given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(Map.of("orderId", order))
                .post("/api/v1/partner/driver-links")
                .then()
                .statusCode(200)
                .extract()
                .path("url");
        return url.substring(url.indexOf('#') + 1);
    }

    private static void tell(String link, String kind, Object... more) {
        Map<String, Object> step = new HashMap<>(Map.of("id", Ids.next(), "kind", kind));
        for (int i = 0; i < more.length; i += 2) {
            step.put((String) more[i], more[i + 1]);
        }
        given().header("X-Driver-Link", link)
                .contentType("application/json")
                .body(step)
                .post("/api/v1/driver/steps")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse form() {
        return as("wang")
                .get("/api/v1/trips/" + trip + "/dispatch-order")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse signOff(Map<String, Object> body) {
        return as("wang")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/trips/" + trip + "/sign-off")
                .then();
    }

    private String one(String query) {
        return Awaitility.await(query)
                .atMost(SOON)
                .until(() -> rows(query, trip), found -> !found.isEmpty())
                .get(0);
    }
}
