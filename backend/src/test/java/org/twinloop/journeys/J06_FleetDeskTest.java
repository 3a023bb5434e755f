package org.twinloop.journeys;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * J06: the fleet manager sees cars and piles live with the age of what is known; old news is unknown and never free.
 */
@QuarkusTest
@TestProfile(City.class)
class J06_FleetDeskTest {
    /** Real seconds; a car is unknown after ten minutes of the city and a pile after five. */
    private static final int SILENT_S = 3 * 600 / City.SPEED;

    private static final String[] WAY = SelfDrive.INNER_WAYS.get(0);
    private static final Duration AHEAD = Duration.ofMinutes(30);
    private static final String NEAREST = "options.find { it.mode == 'EV' }?.vehicle?.plate";

    private Simulator city;

    @BeforeEach
    void city() {
        city = City.awake();
    }

    @Test
    void counts_add_up_and_tell_how_old_they_are() {
        Phone li = Phone.of("li");

        JsonPath overview = li.until(
                "/console/overview",
                view -> view.getInt("vehicles.byState.UNKNOWN") == 0 && view.getInt("piles.byStatus.UNKNOWN") == 0);

        assertEquals(312, overview.getInt("vehicles.total"));
        assertEquals(312, sum(overview.getMap("vehicles.byState", String.class, Integer.class)));
        assertEquals(
                overview.getInt("piles.total"), sum(overview.getMap("piles.byStatus", String.class, Integer.class)));
        assertTrue(overview.getInt("vehicles.newestReportAgeS") <= overview.getInt("vehicles.oldestReportAgeS"));
        assertTrue(overview.getInt("piles.newestAgeS") >= 0);
    }

    @Test
    void a_car_and_a_pile_that_fall_silent_become_unknown_and_count_as_free_no_longer() {
        Phone wang = Phone.of("wang");
        Phone li = Phone.of("li");
        String plate = wang.planWith(WAY, AHEAD, J06_FleetDeskTest::nearest).getString(NEAREST);
        String pile = li.until(
                        "/piles?status=AVAILABLE&limit=1",
                        page -> !page.getList("items").isEmpty())
                .getString("items[0].id");
        city.act("/cars/" + plate + "/cut", Map.of("seconds", SILENT_S));
        city.act("/piles/" + pile + "/cut", Map.of("seconds", SILENT_S));

        JsonPath unknown = li.until("/piles?status=UNKNOWN", page -> ids(page).contains(pile));
        assertTrue(unknown.getInt("items.find { it.id == '" + pile + "' }.ageS")
                >= Duration.ofMinutes(5).toSeconds());
        li.until("/console/overview", view -> view.getInt("piles.byStatus.UNKNOWN") > 0);
        List<String> offered = await("a plan while car " + plate + " is silent")
                .atMost(Phone.PATIENCE)
                .until(() -> offeredInSilence(wang, li, plate), Objects::nonNull);
        assertTrue(offered.stream().noneMatch(plate::equals), () -> plate + " is offered: " + offered);

        li.until("/piles?status=UNKNOWN", page -> !ids(page).contains(pile));
        li.until("/console/vehicles", cars -> !"UNKNOWN".equals(stateOf(cars, plate)));
    }

    /** Cars of a plan that was made while a car was unknown from beginning to end; else null, and it is cut anew. */
    private List<String> offeredInSilence(Phone traveller, Phone desk, String plate) {
        desk.until("/console/vehicles", cars -> "UNKNOWN".equals(stateOf(cars, plate)));
        List<String> offered = traveller
                .plan(WAY, traveller.cityTime().plus(AHEAD))
                .getList("options.findAll { it.mode == 'EV' }.vehicle.plate");
        if ("UNKNOWN".equals(stateOf(desk.get("/console/vehicles"), plate))) {
            return offered;
        }
        city.act("/cars/" + plate + "/cut", Map.of("seconds", SILENT_S));
        return null;
    }

    private static String nearest(JsonPath plan) {
        return plan.getString(NEAREST);
    }

    private static List<String> ids(JsonPath page) {
        return page.getList("items.id");
    }

    private static String stateOf(JsonPath cars, String plate) {
        return cars.getString("items.find { it.plate == '" + plate + "' }?.state");
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
