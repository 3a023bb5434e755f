package org.twinloop.trip.pool;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.journal.Journal;
import org.twinloop.trip.MondayMorning;

/** Travellers who leave the City Hall for the Expo offices tomorrow, and what they say to a shared car. */
abstract class PoolCase extends MondayMorning {
    static final Duration WAIT = Duration.ofSeconds(90);
    static final int TOMORROW_MINUTES = 27 * 60 + 37;
    static final String HOST_OF =
            "select t.id from trip.pool_proposal p join trip.trip t on t.id = p.host_trip_id where p.id = ?";

    @Inject
    Database database;

    @Inject
    Journal journal;

    @Inject
    PoolSearch search;

    @Inject
    PoolRounds rounds;

    final Map<UUID, String> booked = new LinkedHashMap<>();

    @AfterEach
    void nobody_goes_and_time_goes_on() {
        booked.forEach((trip, login) -> post(login, "/api/v1/trips/" + trip + "/cancel", Map.of("reason", "改期")));
    }

    UUID book(String login, int later) {
        return book(login, "PL-G03", later);
    }

    UUID book(String login, String to, int later) {
        ValidatableResponse plan = city.plan(login, "PL-G01", to, TOMORROW_MINUTES + later, 2);
        Map<String, Object> body = request(plan, selfDrive(plan, "OURS"));
        body.put(
                "costCentre",
                as(login).get("/api/v1/budgets").path("items.find { it.code.endsWith('-30239-2026') }.code"));
        UUID trip = Ids.next();
        submit(login, trip, body).statusCode(201).body("state", equalTo("BOOKED"));
        booked.put(trip, login);
        return trip;
    }

    int look(UUID trip) {
        return search.look(trip).await().atMost(WAIT);
    }

    String merged(UUID trip, String one, String other) {
        assertEquals(1, look(trip));
        String id = proposal(one);
        answer(one, id, "ACCEPT").then().statusCode(200);
        answer(other, id, "ACCEPT").then().statusCode(200).body("state", equalTo("MERGED"));
        return id;
    }

    static String proposal(String login) {
        return as(login).get("/api/v1/me/pool-proposals?open=true").path("items[0].id");
    }

    static Response answer(String login, String id, String answer) {
        return post(login, "/api/v1/pool-proposals/" + id + "/answer", Map.of("answer", answer));
    }

    static Response post(String login, String path, Map<String, Object> body) {
        return as(login).contentType("application/json").body(body).post(path);
    }

    static String state(String id) throws SQLException {
        return rows("select state from trip.pool_proposal where id = ?", UUID.fromString(id))
                .get(0);
    }

    static List<String> states(UUID... trips) throws SQLException {
        List<String> states = new ArrayList<>();
        for (UUID trip : trips) {
            states.addAll(rows("select state from trip.trip where id = ?", trip));
        }
        return states;
    }

    /** Whatever is held is held for a booking that lives, and every budget is the sum of its transfers. */
    static void assertNothingLeaks() throws SQLException {
        assertEquals(
                List.of(),
                rows("select r.id from (select id from vehicle.reservation where state in ('HELD', 'FIRM') union all "
                        + "select id from vehicle.bay_reservation where state in ('HELD', 'FIRM') union all "
                        + "select id from charging.reservation where state in ('HELD', 'FIRM')) r "
                        + "join trip.booking b on b.id = r.id where b.state = 'RELEASED'"));
        assertEquals(
                List.of(),
                rows("select account_id from ledger.proof where held_fen <> held_from_transfers "
                        + "or balance_fen <> balance_from_transfers"));
    }
}
