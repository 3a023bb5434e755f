package org.twinloop.chauffeur.driver;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Row;
import org.twinloop.common.Scope;
import org.twinloop.identity.Role;
import org.twinloop.isolation.Cast;

/** The driver's door: a link instead of an account, steps in order and once. */
@QuarkusTest
class DriverApiTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String DRIVER = "顾师傅";

    @Inject
    Database database;

    @Inject
    DriverLinks links;

    @Inject
    Cast cast;

    @Inject
    Clock clock;

    private final UUID order = Ids.next();
    private final UUID unit = Ids.next();
    private final UUID trip = Ids.next();
    private UUID operator;

    @BeforeEach
    void an_accepted_order_with_its_driver() {
        operator = cast.partner("EVC").operatorId();
        Instant now = clock.instant();
        Instant pickUp = now.plusSeconds(600);
        sql("""
                insert into chauffeur.dispatch_order (id, order_no, operator_id, unit_id, trip_id, passengers,
                    vehicle_class, pickup_name, pickup, dropoff_name, dropoff, pickup_at, planned_until, state,
                    driver_name, driver_phone, plate, created_at, deadline, sent_at, link_version)
                values ($1, $2, $3, $4, $5, 2, 'SEDAN', '甲', st_setsrid(st_makepoint(121.47, 31.23), 4326),
                    '乙', st_setsrid(st_makepoint(121.5, 31.2), 4326), $6, $7, 'ACCEPTED', $8, '13900000000', '沪A1',
                    $9, $9, $9, 1)
                """, order, "PCT" + order, operator, unit, trip, pickUp, pickUp.plusSeconds(3600), DRIVER, now);
    }

    @Test
    void a_ride_is_told_step_by_step_and_its_usage_goes_to_the_price() {
        String link = link(1);
        tell(link, step("ON_THE_WAY")).statusCode(200).body("underWay", equalTo(true));
        place(link).statusCode(204);
        tell(link, step("ARRIVED")).statusCode(200);
        tell(link, step("ONBOARD", "odometerKm", 40_000.0)).statusCode(200);
        tell(link, step("TOLL", "fen", 1500, "receiptNo", "ETC-1")).statusCode(200);
        tell(link, step("PARKING", "fen", 700, "receiptNo", "P-1")).statusCode(200);
        Map<String, Object> last = step("FINISHED", "odometerKm", 40_012.3);

        tell(link, last).statusCode(200).body("next", hasSize(0)).body("steps", hasSize(6));

        Row row = row("select state, km, toll_fen, parking_fen, waited_minutes, odometer_to_km, (select count(*) from "
                + "chauffeur.driver_position where order_id = $1) from chauffeur.dispatch_order where id = $1");
        assertEquals("COMPLETED", row.text(0));
        assertEquals("12.30", row.decimal(1).toPlainString());
        assertEquals(List.of(1500L, 700L, 0L), List.of(row.whole(2), row.whole(3), row.whole(4)));
        assertEquals("40012.3", row.decimal(5).toPlainString());
        assertEquals(0, row.whole(6), "the position is deleted");
        assertEquals(
                List.of("chauffeur.started", "chauffeur.completed"),
                events("type in ('chauffeur.started', 'chauffeur.completed')"));
        assertEquals(6, events("type = 'chauffeur.driver-told'").size());
        tell(link, last).statusCode(200);
        refused(link);
        assertEquals(6, events("type = 'chauffeur.driver-told'").size());
    }

    @Test
    void a_step_told_twice_is_one_and_with_other_content_is_refused() {
        String link = link(1);
        Map<String, Object> first = step("ON_THE_WAY");
        tell(link, first).statusCode(200);

        tell(link, first).statusCode(200).body("steps", hasSize(1));

        Map<String, Object> other = new HashMap<>(step("ARRIVED"));
        other.put("id", first.get("id"));
        tell(link, other).statusCode(409).body("type", containsString("conflict"));
        assertEquals(1, events("type = 'chauffeur.driver-told'").size());
    }

    @Test
    void a_step_out_of_order_or_a_position_before_setting_out_is_refused() {
        String link = link(1);

        tell(link, step("ARRIVED")).statusCode(409).body("type", containsString("driver-step-refused"));

        place(link).statusCode(409).body("type", containsString("driver-step-refused"));
        tell(link, step("TOLL", "fen", 100)).statusCode(400).body("errors[0].pointer", equalTo("/receiptNo"));
        tell(link, step("ON_THE_WAY", "lon", 121.47)).statusCode(400).body("errors[0].pointer", equalTo("/lat"));
        tell(link, step("ON_THE_WAY", "lon", 121.47, "lat", 31.2))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/lon"));
        assertEquals(List.of(), events("true"));
    }

    @Test
    void forged_expired_replaced_and_foreign_links_open_nothing() {
        String good = link(1);
        Instant now = clock.instant();
        long driver = DriverLink.fingerprint(DRIVER, "13900000000", "沪A1");
        refused("");
        refused(good.substring(1) + "A");
        refused(links.sign(new DriverLink(order, driver, now.minusSeconds(1), 1)));
        refused(links.sign(new DriverLink(Ids.next(), driver, now.plusSeconds(600), 1)));
        refused(links.sign(new DriverLink(order, driver + 1, now.plusSeconds(600), 1)));
        refused(links.sign(new DriverLink(order, driver, now.plusSeconds(600), 2)));
        given().header("X-Driver-Link", good).get("/api/v1/driver/order").then().statusCode(200);

        sql("update chauffeur.dispatch_order set plate = '沪A2' where id = $1", order);

        refused(good);
    }

    @Test
    void a_company_fetches_a_link_for_its_driver_and_the_one_before_is_revoked() {
        String token =
                cast.hire(cast.partner("EVC"), Set.of(Role.PARTNER)).get(0).token();
        String before = link(1);

        String url = issue(token)
                .statusCode(200)
                .body("url", startsWith("/driver.html#"))
                .extract()
                .path("url");

        refused(before);
        String link = url.substring(url.indexOf('#') + 1);
        given().header("X-Driver-Link", link)
                .get("/api/v1/driver/order")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("next", equalTo(List.of("ON_THE_WAY")));
        sql("update chauffeur.dispatch_order set state = 'CANCELLED' where id = $1", order);
        refused(link);
        issue(token).statusCode(409);
        assertEquals(1, events("type = 'chauffeur.driver-link-issued'").size());
    }

    @Test
    void another_company_gets_no_link() {
        String other = cast.newPartner();
        String token =
                cast.hire(cast.partner(other), Set.of(Role.PARTNER)).get(0).token();

        issue(token).statusCode(404);
    }

    private ValidatableResponse issue(String token) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(Map.of("orderId", order))
                .post("/api/v1/partner/driver-links")
                .then();
    }

    private void refused(String link) {
        given().header("X-Driver-Link", link)
                .get("/api/v1/driver/order")
                .then()
                .statusCode(401)
                .body("type", containsString("driver-link-refused"));
        tell(link, step("ON_THE_WAY")).statusCode(401);
    }

    private String link(int version) {
        long driver = DriverLink.fingerprint(DRIVER, "13900000000", "沪A1");
        return links.sign(new DriverLink(order, driver, clock.instant().plusSeconds(7200), version));
    }

    private static Map<String, Object> step(String kind, Object... more) {
        Map<String, Object> step = new HashMap<>(Map.of("id", Ids.next(), "kind", kind));
        for (int i = 0; i < more.length; i += 2) {
            step.put((String) more[i], more[i + 1]);
        }
        return step;
    }

    private static ValidatableResponse tell(String link, Map<String, Object> step) {
        return given().header("X-Driver-Link", link)
                .contentType("application/json")
                .body(step)
                .post("/api/v1/driver/steps")
                .then();
    }

    private static ValidatableResponse place(String link) {
        return given().header("X-Driver-Link", link)
                .contentType("application/json")
                .body(Map.of("lon", 121.47, "lat", 31.23))
                .post("/api/v1/driver/positions")
                .then();
    }

    private List<String> events(String condition) {
        return act(() -> database.rows(
                        "select type from journal.event where subject_id = $1 and " + condition + " order by id",
                        order.toString()))
                .stream()
                .map(found -> found.text(0))
                .toList();
    }

    private Row row(String query) {
        return act(() -> database.row(query, order)).orElseThrow();
    }

    private void sql(String statement, Object... parameters) {
        act(() -> database.sql(statement, parameters));
    }

    private <T> T act(Supplier<Uni<T>> work) {
        return database.apart(Scope.SYSTEM, work).await().atMost(SOON);
    }
}
