package org.twinloop.supervision.question;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.isolation.Catalogue;
import org.twinloop.trip.MondayMorning;

/** Wang is on the way with a car of our own calendar; Wu supervises. */
@QuarkusTest
class QuestionSweepTest extends MondayMorning {
    private static final Duration WAIT = Duration.ofSeconds(90);
    private static final String FAR = "POINT(121.6 31.4)";

    @Inject
    QuestionSweep sweep;

    private final UUID trip = Ids.next();
    private UUID car;
    private String stands;

    @BeforeEach
    void a_trip_under_way() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS")))
                .statusCode(201)
                .body("state", equalTo("BOOKED"));
        car = UUID.fromString(rows("select vehicle_id from trip.booking where trip_id = ? and kind = 'CAR'", trip)
                .get(0));
        stands = rows("select st_astext(geom) from vehicle.live where id = ?", car)
                .get(0);
        rows(
                "update trip.trip set state = 'IN_PROGRESS', started_at = ?::timestamptz where id = ? returning id",
                clock.now().toString(),
                trip);
    }

    @AfterEach
    void everything_stands_as_before() throws SQLException {
        over();
        put(stands, 0, 0);
    }

    @Test
    void who_keeps_to_what_was_approved_is_not_asked() throws SQLException {
        pass();
        after(Duration.ofMinutes(6), stands, 0);

        pass();

        assertEquals(List.of(), asked());
    }

    @Test
    void an_occurrence_is_asked_once_and_explained() throws SQLException {
        after(Duration.ofMinutes(1), FAR, 0);
        pass();
        assertEquals(List.of("LOOP"), asked(), "off the way for a moment is no question");
        after(Duration.ofMinutes(5), FAR, 0);
        pass();
        pass();
        assertEquals(List.of("LOOP", "PR-40"), asked());
        String question = id("PR-40");
        decide(question, "ACCEPTED").statusCode(409).body("type", equalTo("/problems/question-awaits-answer"));
        answer("he", question, "TRAFFIC").statusCode(404);
        answer("wang", question, "OTHER").statusCode(400).body("errors[0].pointer", equalTo("/said"));

        answer("wang", question, "ROAD_CLOSED").statusCode(200).body("phase", equalTo("EXPLAINED"));

        answer("wang", question, "TRAFFIC").statusCode(409).body("type", equalTo("/problems/question-closed"));
        as("wang")
                .get("/api/v1/me/questions?open=true")
                .then()
                .body("items.findAll { it.id == '" + question + "' }", hasSize(0));
        decide(question, "ACCEPTED")
                .statusCode(200)
                .body("phase", equalTo("ACCEPTED"))
                .body("place", nullValue());
        after(Duration.ofMinutes(1), stands, 0);
        pass();
        assertEquals(
                List.of(),
                rows("select rule from supervision.question where trip_id = ? and ended_at is null", trip),
                "back on the way");
        assertEquals(
                List.of("supervision.question-asked", "supervision.question-answered", "supervision.question-decided"),
                rows(
                        "select e.type from journal.event e where e.trip_id = ? and e.subject_id = ? order by "
                                + "e.recorded_at, e.id",
                        trip,
                        question));
    }

    @Test
    void without_an_answer_the_supervisor_is_asked_and_may_make_it_a_finding() throws SQLException {
        after(Duration.ofMinutes(1), FAR, 0);
        pass();
        String question = id("LOOP");
        clock.pretend(Optional.of(clock.now().plus(Duration.ofMinutes(10))));
        pass();
        told("wu", "supervision.question-open");
        as("wu").get("/api/v1/questions?phase=TO_DECIDE")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(question))
                .body("items[0].place", nullValue());
        as("wu").get("/api/v1/questions/" + question)
                .then()
                .statusCode(200)
                .body("place.lon", notNullValue())
                .body("answer", nullValue());
        as("wang").get("/api/v1/trips/" + trip + "/looks").then().body("items.what", hasItem("TRACK"));
        answer("wang", question, "TASK_CHANGED").statusCode(200).body("phase", equalTo("TO_DECIDE"));

        String finding = decide(question, "FINDING")
                .statusCode(200)
                .body("phase", equalTo("FINDING"))
                .extract()
                .path("findingId");

        as("wang")
                .get("/api/v1/me/findings")
                .then()
                .body("items.find { it.id == '" + finding + "' }.evidence.answer", equalTo("TASK_CHANGED"));
        told("wang", "supervision.question-decided");
    }

    @Test
    void a_coarse_fix_or_one_from_before_the_ride_asks_nothing() throws SQLException {
        after(Duration.ofMinutes(6), FAR, 60_000);
        pass();
        put(FAR, 0, 0);
        rows(
                "update trip.trip set started_at = ?::timestamptz where id = ? returning id",
                clock.now().plus(Duration.ofMinutes(1)).toString(),
                trip);

        pass();

        assertEquals(List.of(), asked());
    }

    @Test
    void who_stands_long_in_between_is_asked_and_moving_on_ends_it() throws SQLException {
        String between = between();
        after(Duration.ofMinutes(1), between, 0);
        pass();
        after(Duration.ofMinutes(14), between, 0);
        pass();
        assertEquals(List.of(), asked());
        after(Duration.ofMinutes(1), between, 0);

        pass();

        assertEquals(List.of("PR-41"), asked());
    }

    @Test
    void a_trip_whose_act_fails_is_left_for_the_next_look() throws SQLException {
        after(Duration.ofMinutes(1), FAR, 0);
        owner("create function supervision.test_refuse() returns trigger language plpgsql as "
                + "'begin raise exception ''refused by a test''; end'");
        owner("create trigger test_refuse before insert on supervision.mark for each row when (new.trip_id = '" + trip
                + "') execute function supervision.test_refuse()");
        try {
            pass();
            assertEquals(List.of(), asked());
        } finally {
            owner("drop function supervision.test_refuse() cascade");
        }

        pass();

        assertEquals(List.of("LOOP"), asked());
    }

    @Test
    void overtime_is_asked_without_a_position_and_an_ended_trip_is_left_alone() throws SQLException {
        rows(
                "update trip.trip set window_to = ?::timestamptz where id = ? returning id",
                clock.now().plus(Duration.ofMinutes(1)).toString(),
                trip);
        clock.pretend(Optional.of(clock.now().plus(Duration.ofMinutes(17))));
        pass();
        assertEquals(List.of("PR-06"), asked());
        over();
        put(FAR, 0, 0);

        pass();

        assertEquals(List.of("PR-06"), asked());
        assertEquals(
                List.of(), rows("select rule from supervision.question where trip_id = ? and ended_at is null", trip));
        assertEquals(List.of(), rows("select rule from supervision.mark where trip_id = ?", trip));
    }

    private List<String> asked() throws SQLException {
        return rows("select rule from supervision.question where trip_id = ? order by rule", trip);
    }

    private String id(String rule) throws SQLException {
        return rows("select id from supervision.question where trip_id = ? and rule = ?", trip, rule)
                .get(0);
    }

    private static ValidatableResponse answer(String login, String question, String reason) {
        return as(login)
                .contentType("application/json")
                .body(Map.of("reason", reason))
                .post("/api/v1/questions/" + question + "/answer")
                .then();
    }

    private static ValidatableResponse decide(String question, String verdict) {
        return as("wu").contentType("application/json")
                .body(Map.of("verdict", verdict, "reason", "查阅封路公告后的意见"))
                .post("/api/v1/questions/" + question + "/decision")
                .then();
    }

    private static void told(String login, String kind) {
        Awaitility.await(kind)
                .atMost(WAIT)
                .untilAsserted(() -> as(login).get("/api/v1/messages").then().body("items.kind", hasItem(kind)));
    }

    /** On the planned way, farthest from its ends and from every stop. */
    private String between() throws SQLException {
        return rows(
                        "select st_astext(d.geom) from trip.under_way u, st_dumppoints(u.way) d where u.trip_id = ? "
                                + "order by (select min(st_distancesphere(d.geom, p.geom)) from (select geom from "
                                + "network.stop union all select (st_dump(u.ends)).geom) p) desc limit 1",
                        trip)
                .get(0);
    }

    private void after(Duration time, String point, double accuracyM) throws SQLException {
        clock.pretend(Optional.of(clock.now().plus(time)));
        put(point, accuracyM, 0);
    }

    private void put(String point, double accuracyM, double speedKmh) throws SQLException {
        rows(
                "update vehicle.newest_state n set geom = st_setsrid(st_geomfromtext(?), 4326), accuracy_m = ?, "
                        + "speed_kmh = ?, position_at = ?::timestamptz, event_time = ?::timestamptz "
                        + "from vehicle.vehicle v where v.vehicle_no = n.vehicle_no and v.id = ? returning v.id",
                point,
                accuracyM,
                speedKmh,
                clock.now().toString(),
                clock.now().toString(),
                car);
    }

    private void over() throws SQLException {
        rows(
                "update trip.trip set state = 'ENDED', ended_at = coalesce(ended_at, started_at) where id = ? "
                        + "returning id",
                trip);
    }

    private static void owner(String sql) throws SQLException {
        try (Connection owner = Catalogue.owner()) {
            owner.createStatement().execute(sql);
        }
    }

    private void pass() {
        sweep.pass().await().atMost(WAIT);
    }
}
