package org.twinloop.supervision.sample;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityClock;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.identity.People;
import org.twinloop.identity.Role;
import org.twinloop.isolation.Catalogue;
import org.twinloop.journal.Journal;
import org.twinloop.supervision.SupervisedUnit;
import org.twinloop.supervision.sample.Draw.Candidate;
import org.twinloop.trip.TestCity;

/** A sample from the draw to the last review, in a unit of its own. */
@QuarkusTest
class SampleApiTest {

    private static final String SAID = "事由与会议通知一致";

    @Inject
    Database database;

    @Inject
    People people;

    @Inject
    Journal journal;

    @Inject
    Clock clock;

    @Inject
    CityClock cityClock;

    @Inject
    SampleTimer timer;

    private SupervisedUnit unit;
    private UUID traveller;
    private UUID approver;
    private UUID lin;
    private final List<UUID> trips = new ArrayList<>();

    @BeforeEach
    void a_month_of_a_unit() {
        unit = new SupervisedUnit(database, people, journal, clock);
        traveller = unit.person(Role.TRAVELLER, Role.SUPERVISOR);
        approver = unit.person(Role.APPROVER, Role.SUPERVISOR);
        lin = unit.person(Role.SUPERVISOR);
        for (int i = 0; i < 6; i++) {
            trips.add(unit.trip(traveller, approver, "EV", 8, 2_000));
        }
        trips.add(unit.trip(traveller, approver, "CHAUFFEUR", 20, 39_000));
        unit.sealed();
    }

    @Test
    void a_sample_is_drawn_once_and_can_be_drawn_again_by_anyone() {
        JsonPath drawn = draw().statusCode(201).extract().jsonPath();

        assertEquals(trips.size(), drawn.getInt("sample.population") + drawn.getInt("sample.withFindings"));
        Draw again = new Draw(
                drawn.getString("sample.seed"),
                drawn.getInt("sample.sharePercent"),
                drawn.getInt("sample.minimum"),
                drawn.getInt("sample.maximum"));
        List<Candidate> population = new ArrayList<>();
        for (UUID trip : trips.subList(0, 6)) {
            population.add(new Candidate(trip, "EV"));
        }
        population.add(new Candidate(trips.get(6), "CHAUFFEUR-DEAR"));
        assertEquals(Draw.digest(population), drawn.getString("sample.populationSha256"));
        assertEquals(
                again.of(population).values().stream()
                        .flatMap(List::stream)
                        .map(UUID::toString)
                        .toList(),
                drawn.getList("items.tripId"));
        draw().statusCode(409).body("type", equalTo("/problems/sample-drawn"));
        assertEquals(List.of("supervision.sample-drawn"), unit.told("supervision.sample-drawn"));
    }

    @Test
    void who_travelled_or_approved_reviews_nothing_and_a_finding_is_one_like_others() {
        JsonPath drawn = draw().extract().jsonPath();
        String first = drawn.getString("items[0].id");
        String second = drawn.getString("items[1].id");

        review(traveller, first, "OK").statusCode(403).body("type", equalTo("/problems/own-sample-item"));
        review(approver, first, "OK").statusCode(403).body("type", equalTo("/problems/own-sample-item"));
        review(lin, first, "OK").statusCode(200).body("review.outcome", equalTo("OK"));
        review(lin, first, "FINDING").statusCode(409).body("type", equalTo("/problems/sample-item-reviewed"));
        String finding =
                review(lin, second, "FINDING").statusCode(200).extract().path("findingId");

        unit.as(lin)
                .get("/api/v1/samples")
                .then()
                .body("items[0].chosen", equalTo(drawn.getList("items").size()))
                .body("items[0].reviewed", equalTo(2))
                .body("items[0].findings", equalTo(1));
        unit.as(traveller)
                .get("/api/v1/me/findings")
                .then()
                .body("items.id", hasItem(finding))
                .body("items[0].rule", equalTo("SAMPLE"))
                .body("items[0].phase", equalTo("OPEN"));
        assertEquals(
                List.of("supervision.sample-reviewed", "supervision.sample-reviewed"),
                unit.told("supervision.sample-reviewed"));
    }

    @Test
    void who_rode_along_or_has_the_name_of_who_did_reviews_nothing() throws SQLException {
        UUID rider = unit.person(Role.SUPERVISOR);
        UUID trip = Ids.next();
        TestCity.ready();
        TestCity city = new TestCity(cityClock);
        city.at("2026-11-23T10:00");
        try {
            ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 30, 2);
            TestCity.submit("wang", trip, TestCity.request(plan, TestCity.selfDrive(plan, "OURS")))
                    .statusCode(201);
            as("wang", "/api/v1/trips/" + trip + "/cancel");
        } finally {
            city.release();
        }
        TestCity.rows(
                "update trip.passenger set unit_id = ?, person_id = case ordinal when 2 then ?::uuid end "
                        + "where trip_id = ? returning trip_id",
                unit.id(),
                rider,
                trip);
        unit.trip(trip, traveller, null, "EV", 8, 40_000);
        JsonPath drawn = draw().statusCode(201).extract().jsonPath();
        String item = drawn.getString("items.find { it.tripId == '" + trip + "' }.id");

        review(rider, item, "OK").statusCode(403).body("type", equalTo("/problems/own-sample-item"));
        TestCity.rows("update trip.passenger set name = '测试人员' where trip_id = ? and ordinal = 1 returning name", trip);
        review(lin, item, "OK").statusCode(403).body("type", equalTo("/problems/own-sample-item"));
        TestCity.rows("update trip.passenger set name = '另一人' where trip_id = ? and ordinal = 1 returning name", trip);
        review(lin, item, "OK").statusCode(200);
    }

    private static void as(String login, String path) {
        TestCity.as(login)
                .contentType("application/json")
                .body(Map.of("reason", "改期"))
                .post(path)
                .then()
                .statusCode(200);
    }

    @Test
    void the_database_too_keeps_parties_from_reviewing() throws SQLException {
        String item = draw().extract().path("items[0].id");
        String sql = "update supervision.sample_item set outcome = 'OK', said = 'looks good', reviewed_by = '%s', "
                + "reviewer_zh = '某人', reviewed_at = now() where id = '%s'";
        try (Connection owner = Catalogue.owner();
                Statement statement = owner.createStatement()) {
            String own = sql.formatted(approver, item);

            SQLException refused = assertThrows(SQLException.class, () -> statement.execute(own));

            assertTrue(refused.getMessage().contains("sample_item_not_own"), refused::getMessage);
            statement.execute(sql.formatted(lin, item));
        }
    }

    @Test
    void a_trip_with_a_finding_is_not_drawn() {
        UUID noticed = unit.trip(traveller, null, "EV", 8, 2_000);
        insertFinding(noticed);

        draw().statusCode(201)
                .body("sample.withFindings", equalTo(1))
                .body("sample.population", equalTo(trips.size()))
                .body("items.tripId", not(hasItem(noticed.toString())));
    }

    private void insertFinding(UUID trip) {
        unit.act(() -> database.sql(
                "insert into supervision.finding (id, trip_id, unit_id, rule, rule_version, state, found_at, inputs, "
                        + "text_zh, text_en) values (gen_random_uuid(), $1, $2, 'PR-43', '1', 'OPEN', $3, '{}', "
                        + "'里程', 'too long')",
                trip,
                unit.id(),
                clock.instant()));
    }

    @Test
    void the_timer_draws_what_nobody_drew_and_does_so_once() {
        int drawn = timer.pass(unit.lastMonth()).await().atMost(SupervisedUnit.SOON);
        int again = timer.pass(unit.lastMonth()).await().atMost(SupervisedUnit.SOON);

        assertTrue(drawn >= 1, "drawn: " + drawn);
        assertEquals(0, again);
        assertEquals(1, unit.told("supervision.sample-drawn").size());
        unit.as(lin).get("/api/v1/samples").then().body("items[0].byTimer", equalTo(true));
    }

    @Test
    void a_month_that_goes_on_and_a_unit_of_others_are_refused() {
        unit.post(
                        lin,
                        "/samples",
                        Map.of("period", unit.lastMonth().plusMonths(1).toString()))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/period"));
        unit.post(lin, "/samples", Map.of("period", unit.lastMonth().toString(), "unitId", UUID.randomUUID()))
                .statusCode(404);
        assertEquals(List.of(), unit.told("supervision.sample"));
    }

    private ValidatableResponse draw() {
        return unit.post(lin, "/samples", Map.of("period", unit.lastMonth().toString()));
    }

    private ValidatableResponse review(UUID person, String item, String outcome) {
        return unit.post(person, "/sample-items/" + item + "/review", Map.of("outcome", outcome, "said", SAID));
    }
}
