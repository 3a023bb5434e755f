package org.twinloop.journeys;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * L01: a road jams. The cars on it report where they are and how fast, and a minute of the city's drivers later nobody
 * is sent there: within half a minute of ours the way avoids it and names newer travel times.
 */
@QuarkusTest
@TestProfile(City.class)
@EnabledIfSystemProperty(named = "twinloop.long", matches = "true", disabledReason = "takes two minutes")
class L01_JammedRoadTest {

    /** Zhaojiabang Road westwards, 2.2 km on the ground with no other beside it; numbered alike on both sides. */
    private static final String JAMMED = "E300";

    private static final int JAMMED_EDGE = 300;
    private static final double JAM_KMH = 6.5;

    /** From a junction before it to one behind it; another way takes a fifth longer. */
    private static final String WAY = "/routes?from=121.46924,31.20857&to=121.4339,31.1951";

    private static final int CARS = 10;
    private static final Duration AVOIDED_WITHIN = Duration.ofSeconds(30);

    private final Map<String, JsonPath> stoodAt = new LinkedHashMap<>();
    private Simulator city;
    private Phone wang;

    @BeforeEach
    void city() {
        city = City.awake();
        wang = Phone.of("wang");
    }

    /** The jam dissolves, the cars go back where they stood. */
    @AfterEach
    void dissolve() {
        city.act("/roads/" + JAMMED + "/jam", Map.of("on", false));
        stoodAt.keySet().forEach(this::awaitParked);
        stoodAt.forEach((car, at) -> rent(car, at.getDouble("lon"), at.getDouble("lat")));
        stoodAt.keySet().forEach(this::awaitParked);
    }

    @Test
    void a_road_on_which_cars_report_a_jam_is_avoided_within_half_a_minute_by_newer_travel_times() {
        JsonPath road = city.world("/roads/" + JAMMED);
        gather(road);
        JsonPath before = wang.until(WAY, L01_JammedRoadTest::leadsThere);

        city.act("/roads/" + JAMMED + "/jam", Map.of("kmh", JAM_KMH));
        stoodAt.keySet().forEach(car -> rent(car, road.getDouble("toLon"), road.getDouble("toLat")));
        await("a car on its way into the jam").atMost(Phone.PATIENCE).until(this::anyUnderWay);
        JsonPath after = await("the way to avoid the jam")
                .atMost(AVOIDED_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> wang.get(WAY), way -> !leadsThere(way));

        assertFalse(leadsThere(after));
        assertTrue(after.getLong("items[0].metric.version") > before.getLong("items[0].metric.version"));
        assertTrue(after.getString("items[0].metric.asOf").compareTo(before.getString("items[0].metric.asOf")) > 0);
    }

    /** Citizens drive some cars of operators to the begin of the road; those of units are not for them. */
    private void gather(JsonPath road) {
        double lon = road.getDouble("fromLon");
        double lat = road.getDouble("fromLat");
        List<Map<String, Object>> parked = new ArrayList<>(
                Phone.of("li").get("/console/vehicles").getList("items.findAll { it.state == 'PARKED' }"));
        parked.sort(Comparator.comparingDouble(car -> Math.hypot(number(car, "lon") - lon, number(car, "lat") - lat)));
        for (Map<String, Object> car : parked) {
            String plate = car.get("plate").toString();
            JsonPath stands = city.world("/cars/" + plate);
            if (stoodAt.size() < CARS && stands.getDouble("socPercent") > 40 && tryToRent(plate, lon, lat)) {
                stoodAt.put(plate, stands);
            }
        }
        stoodAt.keySet().forEach(this::awaitParked);
    }

    private static double number(Map<String, Object> car, String field) {
        return ((Number) car.get(field)).doubleValue();
    }

    private static boolean leadsThere(JsonPath ways) {
        return ways.getList("items[0].edges").contains(JAMMED_EDGE);
    }

    private boolean anyUnderWay() {
        return stoodAt.keySet().stream()
                .anyMatch(car -> city.world("/cars/" + car).getBoolean("driving"));
    }

    private void awaitParked(String car) {
        await("car " + car + " parked")
                .atMost(Phone.PATIENCE)
                .until(
                        () -> city.world("/cars/" + car),
                        state -> state.getString("use").equals("NOBODY"));
    }

    private void rent(String car, double lon, double lat) {
        assertTrue(tryToRent(car, lon, lat), () -> car + " is not free");
    }

    private boolean tryToRent(String car, double lon, double lat) {
        Response answer = city.tryToAct("/cars/" + car + "/rent", Map.of("lon", lon, "lat", lat));
        return answer.statusCode() == 200;
    }
}
