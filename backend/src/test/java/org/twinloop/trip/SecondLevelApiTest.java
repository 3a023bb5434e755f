package org.twinloop.trip;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** A trip of a whole night wants two levels; the unit has one approver and set no chain. */
@QuarkusTest
class SecondLevelApiTest extends MondayMorning {
    private static final Duration TONIGHT = Duration.ofMinutes(630);

    private final UUID trip = Ids.next();

    @AfterEach
    void everybody_is_there_again() throws SQLException {
        rows("update identity.person set active = true where login = 'sun' returning login");
    }

    @Test
    void the_office_is_asked_where_there_is_no_second_approver_and_one_level_is_not_enough() throws SQLException {
        ask().statusCode(201)
                .body("state", equalTo("SUBMITTED"))
                .body("approval.levels.nameZh", contains("审批人", "用车管理员"));

        decide("zhou").statusCode(200).body("state", equalTo("SUBMITTED"));
        decide("zhou").body("state", equalTo("SUBMITTED"));
        decide("sun").statusCode(200).body("state", equalTo("BOOKED"));

        assertEquals(
                List.of(
                        "trip.approved 2026.1",
                        "trip.booked 2026.1",
                        "trip.level-approved 2026.1",
                        "trip.submitted 2026.1"),
                rows(
                        "select distinct e.type || ' ' || (p.body::jsonb ->> 'policyVersion') from journal.event e "
                                + "join journal.payload p on p.event_id = e.id where e.trip_id = ? and e.type in ("
                                + "'trip.submitted', 'trip.level-approved', 'trip.approved', 'trip.booked') order by 1",
                        trip));
    }

    @Test
    void where_nobody_could_decide_the_second_level_the_request_is_refused_and_says_who_is_wanted()
            throws SQLException {
        rows("update identity.person set active = false where login = 'sun' returning login");

        ask().statusCode(409)
                .body("type", equalTo("/problems/approvers-missing"))
                .body("detail", containsString("2 levels"))
                .body("detail", containsString("appoint another approver"));

        assertEquals(List.of(), rows("select state from trip.trip where id = ?", trip), "nothing is held");
    }

    private ValidatableResponse ask() {
        ValidatableResponse plan = city.plan(
                "wang",
                Map.of(
                        "id", Ids.next(),
                        "from", Map.of("placeId", "PL-G01"),
                        "to", Map.of("placeId", "PL-G03"),
                        "departAt", city.now().plus(TONIGHT).toString(),
                        "returnBy",
                                city.now()
                                        .plus(TONIGHT)
                                        .plus(Duration.ofHours(9))
                                        .toString(),
                        "passengers", 2));
        return submit("wang", trip, request(plan, selfDrive(plan, "OURS")));
    }

    private ValidatableResponse decide(String login) {
        return as(login)
                .contentType("application/json")
                .body(Map.of("decision", "APPROVE", "reason", "按规定"))
                .post("/api/v1/trips/" + trip + "/decision")
                .then();
    }
}
