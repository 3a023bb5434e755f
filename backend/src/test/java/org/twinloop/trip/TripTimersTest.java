package org.twinloop.trip;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** A timer that cannot do its work stands before no other, and waits where a person finds it. */
@QuarkusTest
class TripTimersTest extends MondayMorning {
    private static final Duration PASS_WAIT = Duration.ofSeconds(90);
    private static final Duration BEYOND_EVERY_REST = Duration.ofMinutes(5);
    private static final int TRIES_MAX = 5;

    @Inject
    TripTimers timers;

    private final UUID broken = Ids.next();
    private final UUID sound = Ids.next();
    private String option;

    @BeforeEach
    void aTripThatCannotBeReadAndOneThatCan() throws SQLException {
        book("traveller01", broken);
        book("wang", sound);
        option = rows("select option::text from trip.trip where id = ?", broken).get(0);
        option(broken, "{\"option\": 7}");
    }

    @AfterEach
    void theTripIsReadableAgain() throws SQLException {
        option(broken, option);
    }

    @Test
    void a_timer_that_fails_is_parked_with_its_reason_and_the_others_go_off() throws SQLException {
        city.pass(Duration.ofMinutes(51));
        TestCity.await("wang", sound, "NO_SHOW");

        parkIt();

        assertEquals(
                "5",
                rows("select attempts from trip.timer where trip_id = ?", broken)
                        .get(0));
        parked().body("items.tripId", hasItem(broken.toString()))
                .body("items.find { it.tripId == '" + broken + "' }.kind", equalTo("NO_SHOW"))
                .body("items.find { it.tripId == '" + broken + "' }.attempts", equalTo(TRIES_MAX));
        String problem = parked().extract().path("items.find { it.tripId == '" + broken + "' }.problem");
        assertTrue(problem.contains("PlannedOption cannot be read"), problem);
        assertEquals(
                "1",
                rows("select count(*) from journal.event where trip_id = ? and type = 'trip.timer-parked'", broken)
                        .get(0));
        as("wang").get("/api/v1/parked-timers").then().statusCode(403);
    }

    @Test
    void a_person_lets_a_parked_timer_try_again() throws SQLException {
        city.pass(Duration.ofMinutes(51));
        parkIt();
        option(broken, option);

        String timer = parked().extract().path("items.find { it.tripId == '" + broken + "' }.id");
        as("li").post("/api/v1/parked-timers/" + timer + "/retry").then().statusCode(204);

        TestCity.await("traveller01", broken, "NO_SHOW");
        as("li").post("/api/v1/parked-timers/" + timer + "/retry").then().statusCode(204);
        as("li").post("/api/v1/parked-timers/" + Ids.next() + "/retry").then().statusCode(404);
    }

    @Test
    void a_timer_waits_for_an_act_on_its_trip_and_locks_nothing_the_act_needs() throws SQLException {
        try (var act = TestCity.owner();
                var sql = act.createStatement()) {
            act.setAutoCommit(false);
            sql.execute("select 1 from trip.trip where id = '" + sound + "' for no key update");
            city.pass(Duration.ofMinutes(51));

            timers.pass(50).await().atMost(PASS_WAIT);

            assertEquals(
                    "BOOKED",
                    rows("select state from trip.trip where id = ?", sound).get(0));
            sql.execute("update trip.timer set due_at = due_at where trip_id = '" + sound + "'");
            act.commit();
        }
        TestCity.await("wang", sound, "NO_SHOW");
    }

    /** The service's own passes go on beside ours. */
    private void parkIt() {
        Awaitility.await("the tries are used up").atMost(PASS_WAIT).until(() -> {
            city.pass(BEYOND_EVERY_REST);
            timers.pass(50).await().atMost(PASS_WAIT);
            return rows("select id from trip.timer where trip_id = ? and parked_at is not null", broken)
                            .size()
                    == 1;
        });
    }

    private static ValidatableResponse parked() {
        return as("li").get("/api/v1/parked-timers?limit=200").then().statusCode(200);
    }

    private void book(String login, UUID trip) {
        ValidatableResponse plan = city.plan(login, "PL-G01", "PL-G03", 5, 2);
        var body = request(plan, selfDrive(plan, "OURS"));
        if (!login.equals("wang")) {
            String centre = as(login)
                    .get("/api/v1/budgets")
                    .then()
                    .extract()
                    .path("items.find { it.code.contains('-30239-') }.code");
            body.put("costCentre", centre);
        }
        submit(login, trip, body).statusCode(201).body("state", equalTo("BOOKED"));
    }

    private static void option(UUID trip, String json) throws SQLException {
        try (var owner = TestCity.owner();
                var sql = owner.prepareStatement("update trip.trip set option = ?::jsonb where id = ?")) {
            sql.setString(1, json);
            sql.setObject(2, trip);
            assertEquals(1, sql.executeUpdate());
        }
    }
}
