package org.twinloop.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * J06: the fleet manager sees cars and piles live with the age of what is known; old news is unknown and never free.
 */
@QuarkusTest
@TestProfile(City.class)
class J06_FleetDeskTest {
    /** Real seconds; a car is unknown after ten minutes of the city and a pile after five. */
    private static final int SILENT_S = 2 * 600 / City.SPEED;

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
        String plate = plan(wang).getString("options.find { it.mode == 'EV' }.vehicle.plate");
        String pile = li.until(
                        "/piles?status=AVAILABLE&limit=1",
                        page -> !page.getList("items").isEmpty())
                .getString("items[0].id");
        city.act("/cars/" + plate + "/cut", Map.of("seconds", SILENT_S));
        city.act("/piles/" + pile + "/cut", Map.of("seconds", SILENT_S));

        JsonPath unknown = li.until("/piles?status=UNKNOWN", page -> ids(page).contains(pile));
        assertTrue(unknown.getInt("items.find { it.id == '" + pile + "' }.ageS")
                > Duration.ofMinutes(5).toSeconds());
        assertTrue(li.get("/console/overview").getInt("piles.byStatus.UNKNOWN") > 0);
        li.until("/console/vehicles", cars -> "UNKNOWN".equals(stateOf(cars, plate)));
        List<String> offered = plan(wang).getList("options.findAll { it.mode == 'EV' }.vehicle.plate");
        assertTrue(offered.stream().noneMatch(plate::equals), () -> plate + " is offered: " + offered);

        li.until("/piles?status=UNKNOWN", page -> !ids(page).contains(pile));
        li.until("/console/vehicles", cars -> !"UNKNOWN".equals(stateOf(cars, plate)));
    }

    private static JsonPath plan(Phone traveller) {
        return traveller.plan(SelfDrive.INNER_WAYS.get(0), traveller.cityTime().plus(Duration.ofMinutes(30)));
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
