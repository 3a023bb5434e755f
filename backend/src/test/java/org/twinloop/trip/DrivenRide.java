package org.twinloop.trip;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.option;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.submit;

import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.identity.Role;
import org.twinloop.isolation.Cast;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** A chauffeured trip of wang's, driven through the driver's door until it is settled; no company answers here. */
final class DrivenRide {
    static final Duration SOON = Duration.ofSeconds(90);

    final UUID trip = Ids.next();
    final TestCity city;
    final UUID order;
    final String company;
    final String partner;
    final String link;

    /** Asked for, and accepted with a driver. */
    DrivenRide(TestCity city, Cast cast, Database database, Journal journal) throws SQLException {
        this.city = city;
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 45, 2);
        submit("wang", trip, request(plan, option(plan, "CHAUFFEUR"))).statusCode(201);
        order = UUID.fromString(one("select id::text from chauffeur.dispatch_order where trip_id = ?"));
        company = one("select o.code from operator.operator o join chauffeur.dispatch_order d "
                + "on d.operator_id = o.id where d.trip_id = ?");
        accept(database, journal);
        TestCity.await("wang", trip, "BOOKED");
        partner = cast.hire(cast.partner(company), Set.of(Role.PARTNER)).get(0).token();
        link = link();
    }

    private void accept(Database database, Journal journal) throws SQLException {
        update("update chauffeur.dispatch_order set state = 'ACCEPTED', sent_at = now(), next_look_at = null, "
                + "driver_name = '顾师傅', driver_phone = '13900000000', plate = '沪A1' where id = ?");
        database.apart(
                        Scope.SYSTEM,
                        () -> journal.append(Event.of("partner.hold-confirmed")
                                .subject("booking", order)
                                .trip(trip)
                                .payload(Map.of("bookingId", order, "orderNo", "PC-T"))))
                .await()
                .atMost(SOON);
    }

    private void update(String statement) throws SQLException {
        try (Connection owner = TestCity.owner();
                PreparedStatement sql = owner.prepareStatement(statement)) {
            sql.setObject(1, order);
            assertEquals(1, sql.executeUpdate());
        }
    }

    private String link() {
        String url = given().header("Authorization", "Bearer " + partner)
                .contentType("application/json")
                .body(Map.of("orderId", order))
                .post("/api/v1/partner/driver-links")
                .then()
                .statusCode(200)
                .extract()
                .path("url");
        return url.substring(url.indexOf('#') + 1);
    }

    /** Drives with a toll of 15 yuan and parking of 10; answers what the receipt came to, fen. */
    int drive() {
        tell("ON_THE_WAY");
        city.pass(Duration.ofMinutes(35));
        tell("ARRIVED");
        city.pass(Duration.ofMinutes(5));
        tell("ONBOARD", "odometerKm", 40_000);
        TestCity.await("wang", trip, "IN_PROGRESS");
        tell("TOLL", "fen", 1500, "receiptNo", "ETC-1");
        tell("PARKING", "fen", 1000, "receiptNo", "P-1");
        city.pass(Duration.ofMinutes(30));
        tell("FINISHED", "odometerKm", 40_012);
        TestCity.await("wang", trip, "SETTLED");
        return as("wang").get("/api/v1/trips/" + trip + "/receipt").path("totalFen");
    }

    UUID tell(String kind, Object... more) {
        UUID id = Ids.next();
        Map<String, Object> step = new HashMap<>(Map.of("id", id, "kind", kind));
        for (int i = 0; i < more.length; i += 2) {
            step.put((String) more[i], more[i + 1]);
        }
        given().header("X-Driver-Link", link)
                .contentType("application/json")
                .body(step)
                .post("/api/v1/driver/steps")
                .then()
                .statusCode(200);
        return id;
    }

    String one(String query) {
        return Awaitility.await(query)
                .atMost(SOON)
                .until(() -> rows(query, trip), found -> !found.isEmpty())
                .get(0);
    }
}
