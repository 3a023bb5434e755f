package org.twinloop.vehicle.order;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.device.RawMqtt;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;

/** The fleet desk's orders to a car. */
@QuarkusTest
class VehicleOrderApiTest {

    private static final String ORDERED =
            "select count(*) from journal.event where subject_id = $1 and type = 'vehicle.ordered'";

    @Inject
    TestCars cars;

    private TestCar car;
    private RequestSpecification desk;

    @BeforeEach
    void a_car_with_a_terminal() {
        cars.port();
        car = cars.add();
        desk = as("li");
    }

    @Test
    void an_order_is_queued_and_journalled_once_however_often_it_is_sent() {
        UUID id = Ids.next();
        order(id, "FIND").statusCode(202).body("state", equalTo("QUEUED")).body("expiresAt", notNullValue());
        order(id, "FIND").statusCode(202).body("id", equalTo(id.toString()));
        order(id, "LOCK").statusCode(409).body("type", equalTo("/problems/conflict"));

        assertEquals(1, cars.count("select count(*) from device.command where device_id = $1", car.deviceId()));
        assertEquals(1, cars.count(ORDERED, car.vehicleId().toString()));
    }

    @Test
    void only_a_car_that_is_known_to_stand_is_immobilised() {
        order(Ids.next(), "IMMOBILISE").statusCode(409).body("type", equalTo("/problems/not-standing"));
        report(1, "\"kmh\":42.0");
        order(Ids.next(), "IMMOBILISE").statusCode(409).body("type", equalTo("/problems/not-standing"));
        report(2, "\"kmh\":0.0");
        order(Ids.next(), "IMMOBILISE").statusCode(202).body("kind", equalTo("IMMOBILISE"));
        assertEquals(1, cars.count(ORDERED, car.vehicleId().toString()));
    }

    @Test
    void orders_are_listed_newest_first_page_by_page() {
        UUID first = Ids.next();
        UUID second = Ids.next();
        order(first, "FIND").statusCode(202);
        order(second, "LOCK").statusCode(202);

        String next = commands("?limit=1")
                .body("items[0].id", equalTo(second.toString()))
                .extract()
                .path("next");
        commands("?limit=1&cursor=" + next).body("items[0].id", equalTo(first.toString()));
        commands("?cursor=nonsense", 400);
    }

    @Test
    void a_car_without_a_terminal_of_ours_takes_no_order_and_a_reason_is_needed() {
        cars.act(() ->
                cars.database().sql("update vehicle.vehicle set device_id = null where id = $1", car.vehicleId()));
        order(Ids.next(), "FIND").statusCode(409).body("type", equalTo("/problems/no-terminal"));
        given().spec(desk)
                .body(Map.of("commandId", Ids.next(), "kind", "FIND", "reason", ""))
                .post(path())
                .then()
                .statusCode(400);
    }

    @Test
    void nobody_else_gives_orders() {
        for (String login : new String[] {"wang", "zhou", "admin", "partner-evc"}) {
            as(login)
                    .body(Map.of("commandId", Ids.next(), "kind", "FIND", "reason", "x"))
                    .post(path())
                    .then()
                    .statusCode(403);
        }
    }

    private ValidatableResponse order(UUID id, String kind) {
        return given().spec(desk)
                .body(Map.of("commandId", id, "kind", kind, "reason", "车辆盘点"))
                .post(path())
                .then();
    }

    private ValidatableResponse commands(String query) {
        return commands(query, 200);
    }

    private ValidatableResponse commands(String query, int status) {
        return given().spec(desk).get(path() + query).then().statusCode(status);
    }

    private String path() {
        return "/api/v1/vehicles/" + car.vehicleId() + "/commands";
    }

    private void report(int seq, String speed) {
        Instant at = cars.now();
        try (RawMqtt terminal = RawMqtt.connected(cars.port(), RawMqtt.V311, car.deviceId(), car.secret())) {
            terminal.publish(1, car.up("report"), cars.report(seq, at).replace("\"kmh\":0.0", speed));
            terminal.expectAck(1);
        }
    }

    private static RequestSpecification as(String login) {
        String token = given().contentType(ContentType.JSON)
                .body(Map.of("login", login, "password", "twinloop-demo", "client", "APP"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
        return given().contentType(ContentType.JSON).header("Authorization", "Bearer " + token);
    }
}
