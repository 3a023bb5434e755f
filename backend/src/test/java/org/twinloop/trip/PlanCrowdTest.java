package org.twinloop.trip;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.network.LoopId;
import org.twinloop.vehicle.Calendar;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.NewVehicle;

/** What a crowd of other cars changes, and what is not known of what stands near now; over the public API. */
@QuarkusTest
class PlanCrowdTest extends MondayMorning {
    private static final String CITY_HALL = "PL-G01";
    private static final String EXPO_OFFICES = "PL-G03";
    private static final int CROWD = 420;
    private static final int SEATS = 7;

    @Inject
    Database database;

    @Inject
    Fleet fleet;

    @Test
    void cars_of_an_operator_without_a_contract_do_not_crowd_out_the_others() throws SQLException {
        List<UUID> crowd = crowd(CROWD, "ROEWE-EI5", Ids.next(), 0);
        try {
            ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 40, 1);
            assertFalse(crowd.contains(car(selfDrive(plan.statusCode(201), "OURS"))));
        } finally {
            forget(crowd);
        }
    }

    @Test
    void a_car_that_was_offered_can_be_had_however_many_others_stand_nearer_by_now() throws SQLException {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 40, 1);
        Map<String, Object> offered = selfDrive(plan.statusCode(201), "OURS");
        List<UUID> crowd = crowd(CROWD, "ROEWE-EI5", operator(car(offered)), 0);
        try {
            String way = "options.find { it.optionId == '" + offered.get("id") + "' }.";
            assertEquals(true, PlanApiTest.recheck(plan, "wang").get(way + "possible"));
            assertEquals(List.of(), PlanApiTest.recheck(plan, "wang").getList(way + "changes"));
        } finally {
            forget(crowd);
        }
    }

    @Test
    void a_car_with_enough_seats_is_found_behind_many_without() throws SQLException {
        UUID operator = operator(car(selfDrive(city.plan("wang", CITY_HALL, EXPO_OFFICES, 40, 1), "OURS")));
        List<UUID> crowd = crowd(CROWD, "ROEWE-EI5", operator, 0);
        List<UUID> large = crowd(1, "MAXUS-EUNIQ5", operator, 400);
        try {
            Map<String, Object> found = selfDrive(city.plan("wang", CITY_HALL, EXPO_OFFICES, 40, SEATS), "OURS");
            assertTrue(SEATS <= (int) ((Map<?, ?>) found.get("vehicle")).get("seats"));
        } finally {
            forget(crowd);
            forget(large);
        }
    }

    @Test
    void a_refusal_tells_that_not_all_cars_were_looked_at() throws SQLException {
        UUID operator = operator(car(selfDrive(city.plan("wang", CITY_HALL, EXPO_OFFICES, 40, 1), "OURS")));
        List<UUID> crowd = crowd(CROWD, "ROEWE-EI5", operator, 0);
        try (Connection owner = TestCity.owner();
                Statement sql = owner.createStatement()) {
            sql.execute("update charging.newest_status set status = 'OUTOFORDER'");
            Map<String, Object> body = new HashMap<>(Map.of(
                    "id", Ids.next(),
                    "from", Map.of("placeId", CITY_HALL),
                    "to", Map.of("placeId", EXPO_OFFICES),
                    "departAt", city.now().plus(Duration.ofMinutes(40)).toString(),
                    "passengers", 1,
                    "chargeThere", true));
            city.plan("wang", body)
                    .statusCode(201)
                    .body("rejected.find { it.mode == 'EV' }.reason", equalTo("NO_FREE_PILE"))
                    .body("rejected.find { it.mode == 'EV' }.values.carsMax", equalTo(200));
        } finally {
            forget(crowd);
        }
    }

    @Test
    void where_bicycles_stand_now_is_a_guess_for_later_and_best_at_nothing() throws SQLException {
        UUID operator = Ids.next();
        String at = "'" + city.now() + "'::timestamptz";
        try (Connection owner = TestCity.owner();
                Statement sql = owner.createStatement()) {
            sql.execute("insert into bike.feed_time values ('" + operator + "', " + at + ", " + at + ")");
            sql.execute("insert into bike.bike (operator_id, bike_id, geom, reserved, disabled) select '" + operator
                    + "', 'b', geom, false, false from network.place where id = '" + CITY_HALL + "'");
            nearby(20)
                    .body("options.find { it.mode == 'BIKE' }.notBookable.code", equalTo("OPERATOR_APP"))
                    .body("options.find { it.mode == 'BIKE' }.labels", hasItems("GREENEST"));

            nearby(40)
                    .body("options.find { it.mode == 'BIKE' }.notBookable.code", equalTo("ESTIMATE"))
                    .body("options.find { it.mode == 'BIKE' }.estimated", equalTo(true))
                    .body("options.find { it.mode == 'BIKE' }.labels", equalTo(List.of()))
                    .body("options.labels.flatten()", hasItems("FASTEST", "CHEAPEST", "GREENEST"));
            sql.execute("delete from bike.bike where operator_id = '" + operator + "'");
            sql.execute("delete from bike.feed_time where operator_id = '" + operator + "'");
        }
    }

    @Test
    void a_car_with_driver_asked_for_now_has_to_come_first() {
        String way = "options.find { it.mode == 'CHAUFFEUR' }.";
        Instant soonest = city.now().plus(Duration.ofMinutes(15));
        city.plan("wang", CITY_HALL, EXPO_OFFICES, 2, 1)
                .statusCode(201)
                .body(way + "departAt", equalTo(soonest.toString()))
                .body(way + "estimated", equalTo(true));
        Instant later = city.now().plus(Duration.ofMinutes(60));
        city.plan("wang", CITY_HALL, EXPO_OFFICES, 60, 1)
                .body(way + "departAt", equalTo(later.toString()))
                .body(way + "estimated", equalTo(false));
    }

    /** Somewhere nearby, in so many minutes. */
    private ValidatableResponse nearby(int minutesAhead) throws SQLException {
        GeoPoint here = cityHall();
        Map<String, Object> body = new HashMap<>(Map.of(
                "id", Ids.next(),
                "from", Map.of("placeId", CITY_HALL),
                "to", Map.of("lon", here.lon() + 0.02, "lat", here.lat(), "name", "附近"),
                "departAt", city.now().plus(Duration.ofMinutes(minutesAhead)).toString(),
                "passengers", 1));
        return city.plan("wang", body).statusCode(201);
    }

    private static UUID car(Map<String, Object> option) {
        return UUID.fromString((String) ((Map<?, ?>) option.get("vehicle")).get("id"));
    }

    private static UUID operator(UUID car) throws SQLException {
        return UUID.fromString(rows("select operator_id from vehicle.vehicle where id = ?", car)
                .get(0));
    }

    private static GeoPoint cityHall() throws SQLException {
        List<Double> at =
                rows("select st_x(geom) || ' ' || st_y(geom) from network.place where id = ?", CITY_HALL).stream()
                        .flatMap(text -> Stream.of(text.split(" ")))
                        .map(Double::valueOf)
                        .toList();
        return new GeoPoint(at.get(0), at.get(1));
    }

    /** So many cars of an operator, so many metres north of the city hall: at 0 nearer than any other car. */
    private List<UUID> crowd(int count, String model, UUID operator, double northM) throws SQLException {
        GeoPoint here = cityHall();
        GeoPoint at = new GeoPoint(here.lon(), here.lat() + northM / 111_195);
        List<NewVehicle> cars = IntStream.range(0, count)
                .mapToObj(number -> new NewVehicle(
                        Ids.next(),
                        "LTW%s%012d".formatted(model.startsWith("ROEWE") ? "CR" : "MX", number),
                        model.charAt(0) + "挤" + number,
                        model,
                        Calendar.OURS,
                        LoopId.OUTER,
                        operator,
                        null,
                        null,
                        null))
                .toList();
        List<NewVehicle.FirstState> states = cars.stream()
                .map(car -> new NewVehicle.FirstState(car.id(), city.now(), at, 90, 1_000, false))
                .toList();
        database.apart(Scope.SYSTEM, () -> fleet.registerAll(cars).chain(() -> fleet.registerStates(states)))
                .await()
                .atMost(Duration.ofSeconds(30));
        return cars.stream().map(NewVehicle::id).toList();
    }

    private static void forget(List<UUID> cars) throws SQLException {
        try (Connection owner = TestCity.owner();
                Statement sql = owner.createStatement()) {
            String those = "id = any ('{" + cars.stream().map(UUID::toString).collect(Collectors.joining(",")) + "}')";
            sql.execute("delete from vehicle.newest_state where vehicle_no in "
                    + "(select vehicle_no from vehicle.vehicle where " + those + ")");
            sql.execute("delete from vehicle.vehicle where " + those);
        }
    }
}
