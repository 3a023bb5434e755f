package org.twinloop.trip;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** What plans say of charge, time and other people's bookings, and what becomes of them, over the public API. */
@QuarkusTest
class PlanApiTest extends MondayMorning {
    private static final String CITY_HALL = "PL-G01";
    private static final String EXPO_OFFICES = "PL-G03";
    private static final String STATION = "PL-R01";
    private static final String AIRPORT = "PL-A02";

    @AfterEach
    void timeGoesOn() throws SQLException {
        charge(80);
    }

    @Test
    void who_has_to_be_there_in_time_leaves_as_late_as_he_may() {
        Instant by = city.now().plus(Duration.ofHours(2));
        ValidatableResponse plan = city.plan("wang", asked(CITY_HALL, EXPO_OFFICES, Map.of("arriveBy", by.toString())));

        plan.statusCode(201).body("options.arriveAt", everyItem(equalTo(by.toString())));
        Map<String, Object> car = selfDrive(plan, "OURS");
        assertTrue(
                Instant.parse((String) car.get("departAt")).isAfter(city.now().plus(Duration.ofMinutes(30))));

        Instant soon = city.now().plus(Duration.ofMinutes(6));
        city.plan("wang", asked(CITY_HALL, EXPO_OFFICES, Map.of("arriveBy", soon.toString())))
                .statusCode(201)
                .body("rejected.findAll { it.mode == 'EV' }.reason", hasItem("NOT_IN_TIME"))
                .body("rejected.find { it.mode == 'EV' }.values.earliestArrival", notNullValue());
    }

    @Test
    void policy_compares_prices_with_the_cheapest_that_can_be_booked() {
        ValidatableResponse plan = city.plan("wang", STATION, AIRPORT, 60, 2).statusCode(201);
        List<Map<String, Object>> options = plan.extract().path("options");
        long cheapest = options.stream()
                .filter(option -> (Boolean) option.get("bookable"))
                .filter(option -> !"BLOCKED".equals(((Map<?, ?>) option.get("policy")).get("outcome")))
                .mapToLong(option -> ((Number) option.get("priceFen")).longValue())
                .min()
                .orElseThrow();

        for (Map<String, Object> option : options) {
            Map<?, ?> policy = (Map<?, ?>) option.get("policy");
            Map<?, ?> inputs = (Map<?, ?>) policy.get("inputs");
            Map<?, ?> journey = (Map<?, ?>) inputs.get("journey");
            assertEquals(option.get("priceFen"), journey.get("estimateFen"));
            assertEquals(option.get("holdFen"), journey.get("holdFen"));
            assertEquals(cheapest, ((Number) ((Map<?, ?>) inputs.get("facts")).get("cheapestAdequateFen")).longValue());
        }
        assertTrue(
                options.stream().anyMatch(option -> ((Number) option.get("priceFen")).longValue() < cheapest),
                "an estimate is cheaper than all that can be booked, and is no measure");
    }

    @Test
    void the_figures_of_a_plan_agree_with_each_other() {
        ValidatableResponse plan =
                city.plan("wang", CITY_HALL, EXPO_OFFICES, 20, 2).statusCode(201);
        List<Map<String, Object>> options = plan.extract().path("options");

        assertEquals(
                options.stream()
                        .mapToInt(option -> (int) option.get("priceFen"))
                        .min()
                        .orElseThrow(),
                (int) plan.extract().path("options.find { it.labels.contains('CHEAPEST') }.priceFen"));
        assertEquals(
                options.stream()
                        .mapToInt(option -> (int) option.get("co2G"))
                        .min()
                        .orElseThrow(),
                (int) plan.extract().path("options.find { it.labels.contains('GREENEST') }.co2G"));
        for (Map<String, Object> option : options) {
            Instant leaves = Instant.parse((String) option.get("departAt"));
            Instant arrives = Instant.parse((String) option.get("arriveAt"));
            assertEquals(arrives.truncatedTo(ChronoUnit.MINUTES), arrives);
            assertEquals(Duration.between(leaves, arrives).toSeconds(), ((Number) option.get("durationS")).longValue());
            List<?> legs = (List<?>) option.get("legs");
            Map<?, ?> last = (Map<?, ?>) legs.get(legs.size() - 1);
            assertEquals(
                    option.get("departAt"), ((Map<?, ?>) legs.get(0)).get("departAt"), "the first leg of " + option);
            assertEquals(option.get("arriveAt"), last.get("arriveAt"), "the last leg of " + option);
        }
    }

    @Test
    void a_plan_from_a_place_to_itself_and_one_for_the_past_are_refused_for_what_they_are() {
        city.plan("wang", CITY_HALL, CITY_HALL, 40, 2)
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/to"))
                .body("errors[0].detail", containsString("at least 50 m away"));
        city.plan("wang", asked(CITY_HALL, EXPO_OFFICES, Map.of("departAt", "2020-01-06T01:00:00Z")))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/departAt"))
                .body("errors[0].detail", containsString("it is past"));
    }

    @Test
    void the_band_of_the_arrival_charge_keeps_the_reserve() {
        Map<String, Object> car = selfDrive(city.plan("wang", CITY_HALL, EXPO_OFFICES, 40, 2), "OURS");
        double low = number(car, "arrivalSocLowPercent");

        assertTrue(low >= number(car, "socReservePercent"));
        assertTrue(low < number(car, "arrivalSocPercent"));
        assertTrue(number(car, "arrivalSocPercent") < number(car, "arrivalSocHighPercent"));
    }

    @Test
    void with_too_little_charge_everywhere_a_stop_on_the_way_is_planned_and_its_pile_is_booked() throws SQLException {
        charge(19);
        ValidatableResponse plan = city.plan("wang", asked(STATION, AIRPORT, Map.of()));
        List<Map<String, Object>> ways = plan.statusCode(201).extract().path("options.findAll { it.mode == 'EV' }");

        assertFalse(ways.isEmpty(), () -> plan.extract().asString());
        Map<String, Object> way = ways.get(0);
        Map<?, ?> stop = (Map<?, ?>) way.get("chargingStop");
        assertTrue(((Number) stop.get("targetSocPercent")).doubleValue()
                > ((Number) stop.get("arrivalSocPercent")).doubleValue());
        UUID trip = Ids.next();
        Map<String, Object> wish = request(plan, way);
        int status = submit("wang", trip, wish).extract().statusCode();
        assertEquals(201, status);
        assertEquals(
                List.of(String.valueOf(1)),
                rows(
                        "select count(*)::text from charging.reservation r join trip.booking b on b.id = r.id "
                                + "where b.trip_id = ? and r.starts_at = cast(? as timestamptz) "
                                + "and r.ends_at = cast(? as timestamptz)",
                        trip,
                        stop.get("startAt"),
                        stop.get("endAt")));
    }

    @Test
    void a_way_that_no_battery_lasts_for_says_by_how_much_it_fails() throws SQLException {
        charge(14);
        city.plan("wang", asked(STATION, AIRPORT, Map.of()))
                .statusCode(201)
                .body("rejected.find { it.mode == 'EV' }.code", equalTo("NO_CAR_WITH_CHARGE"))
                .body("rejected.find { it.mode == 'EV' }.reason", equalTo("LEG_FAILS_BY"))
                .body("rejected.find { it.mode == 'EV' }.values.percent", notNullValue());
    }

    @Test
    void a_plan_looked_at_again_says_what_has_changed() throws SQLException {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 40, 1);
        Map<String, Object> car = selfDrive(plan, "OURS");
        String way = "options.find { it.optionId == '" + car.get("id") + "' }.";
        JsonPath same = recheck(plan, "wang");
        assertTrue(same.getBoolean(way + "possible"));
        assertEquals(List.of(), same.getList(way + "changes"));

        String vehicle = (String) ((Map<?, ?>) car.get("vehicle")).get("id");
        take(vehicle, city.now().plus(Duration.ofHours(1)), city.now().plus(Duration.ofHours(3)));
        JsonPath taken = recheck(plan, "wang");
        assertFalse(taken.getBoolean(way + "possible"));
        assertEquals("CARS_RESERVED", taken.getString(way + "rejected.reason"));
        assertTrue(Instant.parse(taken.getString(way + "rejected.values.until"))
                .isAfter(city.now().plus(Duration.ofHours(3))));
    }

    @Test
    void a_car_that_is_booked_later_is_offered_as_long_as_the_use_ends_before() throws SQLException {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 10, 1);
        Map<String, Object> car = selfDrive(plan, "OURS");
        String vehicle = (String) ((Map<?, ?>) car.get("vehicle")).get("id");
        take(vehicle, city.now().plus(Duration.ofHours(5)), city.now().plus(Duration.ofHours(6)));

        JsonPath still = recheck(plan, "wang");
        assertTrue(still.getBoolean("options.find { it.optionId == '" + car.get("id") + "' }.possible"));
        submit("wang", Ids.next(), request(plan, car)).statusCode(201);
    }

    @Test
    void nobody_looks_at_plans_of_others() {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 40, 1);
        as("zhou").get(path(plan)).then().statusCode(404);
    }

    @Test
    void a_pile_is_there_where_one_is_wanted() {
        ValidatableResponse plan = city.plan("wang", asked(CITY_HALL, EXPO_OFFICES, Map.of("chargeThere", true)));
        List<Map<String, Object>> ways = plan.statusCode(201).extract().path("options.findAll { it.mode == 'EV' }");
        ways.forEach(way -> assertTrue(((Map<?, ?>) way.get("returnStop")).containsKey("pile"), way::toString));
    }

    @Test
    void stops_on_the_way_are_part_of_every_option_and_of_the_trip() {
        List<Map<String, Object>> via = List.of(
                Map.of("placeId", STATION, "stayMinutes", 25),
                Map.of("lon", 121.4900, "lat", 31.2400, "name", "外滩", "stayMinutes", 10));
        ValidatableResponse plain = city.plan("wang", CITY_HALL, EXPO_OFFICES, 5, 1);
        ValidatableResponse plan = city.plan("wang", asked(CITY_HALL, EXPO_OFFICES, Map.of("via", via)));
        Map<String, Object> car = selfDrive(plan.statusCode(201), "OURS");

        plan.body("options.via.name.unique()", equalTo(List.of(List.of("上海站", "外滩"))))
                .body("options.via.flatten().stayMinutes.unique()", equalTo(List.of(25, 10)));
        List<Map<String, Object>> stops = plan.extract().path("options.find { it.id == '" + car.get("id") + "' }.via");
        Instant before = Instant.parse((String) car.get("departAt"));
        for (Map<String, Object> stop : stops) {
            Instant there = Instant.parse((String) stop.get("arriveAt"));
            Instant on = Instant.parse((String) stop.get("leaveAt"));
            assertTrue(there.isAfter(before), () -> "in order: " + stops);
            assertEquals(
                    stop.get("stayMinutes"), (int) Duration.between(there, on).toMinutes());
            before = on;
        }
        assertTrue(Instant.parse((String) car.get("arriveAt")).isAfter(before));
        assertTrue(number(car, "durationS") > 35 * 60, car::toString);
        assertTrue(number(car, "priceFen") > number(selfDrive(plain, "OURS"), "priceFen"), "the car is kept");

        assertEquals(
                true, recheck(plan, "wang").get("options.find { it.optionId == '" + car.get("id") + "' }.possible"));
        TestCity.submit("wang", Ids.next(), TestCity.request(plan, car))
                .statusCode(201)
                .body("option.via.name", equalTo(List.of("上海站", "外滩")));
    }

    @Test
    void too_many_stops_on_the_way_and_one_that_is_none_are_refused_for_what_they_are() {
        Map<String, Object> stop = Map.of("placeId", STATION, "stayMinutes", 5);
        Map<String, Object> other = Map.of("placeId", AIRPORT, "stayMinutes", 5);
        city.plan("wang", asked(CITY_HALL, EXPO_OFFICES, Map.of("via", List.of(stop, other, stop, other))))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/via"))
                .body("errors[0].detail", containsString("value 4 stops; a plan takes at most 3"));
        city.plan("wang", asked(CITY_HALL, EXPO_OFFICES, Map.of("via", List.of(stop, stop))))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/via/1"));
        Map<String, Object> night = Map.of("placeId", STATION, "stayMinutes", 600);
        city.plan("wang", asked(CITY_HALL, EXPO_OFFICES, Map.of("via", List.of(night))))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/via/0/stayMinutes"))
                .body("errors[0].detail", containsString("0…480 minutes"));
    }

    private Map<String, Object> asked(String from, String to, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "id", Ids.next(),
                "from", Map.of("placeId", from),
                "to", Map.of("placeId", to),
                "departAt", city.now().plus(Duration.ofMinutes(5)).toString(),
                "passengers", 1,
                "purposeCategory", "MEETING"));
        body.putAll(more);
        return body;
    }

    private static String path(ValidatableResponse plan) {
        String id = plan.extract().path("id");
        return "/api/v1/trip-plans/" + id + "/recheck";
    }

    static JsonPath recheck(ValidatableResponse plan, String login) {
        return as(login).get(path(plan)).then().statusCode(200).extract().jsonPath();
    }

    private static double number(Map<String, Object> of, String name) {
        return ((Number) of.get(name)).doubleValue();
    }

    private static void charge(double percent) throws SQLException {
        try (Connection owner = TestCity.owner();
                Statement sql = owner.createStatement()) {
            sql.execute("update vehicle.newest_state set soc_percent = " + percent);
        }
    }

    /** Somebody else books the car. */
    private static void take(String vehicle, Instant from, Instant to) throws SQLException {
        String span = "'" + from + "'::timestamptz, '" + to + "'::timestamptz";
        try (Connection owner = TestCity.owner();
                Statement sql = owner.createStatement()) {
            sql.execute(
                    "insert into vehicle.reservation (id, vehicle_id, trip_leg_id, starts_at, ends_at, blocked, state) "
                            + "values ('" + Ids.next() + "', '" + vehicle + "', '" + Ids.next() + "', " + span
                            + ", tstzrange("
                            + "'" + from + "'::timestamptz, '" + to
                            + "'::timestamptz + interval '10 minutes'), 'FIRM')");
        }
    }
}
