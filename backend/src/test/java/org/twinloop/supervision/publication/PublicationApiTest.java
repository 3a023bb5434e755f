package org.twinloop.supervision.publication;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Row;
import org.twinloop.identity.People;
import org.twinloop.identity.Role;
import org.twinloop.isolation.Catalogue;
import org.twinloop.journal.Journal;
import org.twinloop.journal.SealedEvent;
import org.twinloop.supervision.SupervisedUnit;

/** A publication table from the count to the public and back, in a unit of its own. */
@QuarkusTest
class PublicationApiTest {

    private static final int BY_CAR = 12;

    @Inject
    Database database;

    @Inject
    People people;

    @Inject
    Journal journal;

    @Inject
    Clock clock;

    @Inject
    FigureWatcher watcher;

    private SupervisedUnit unit;
    private UUID maker;
    private UUID reviewer;
    private UUID traveller;

    @BeforeEach
    void a_month_of_a_unit() {
        unit = new SupervisedUnit(database, people, journal, clock);
        maker = unit.person(Role.SUPERVISOR);
        reviewer = unit.person(Role.SUPERVISOR);
        traveller = unit.person(Role.TRAVELLER);
        for (int i = 0; i < BY_CAR / 2; i++) {
            UUID one = unit.person(Role.TRAVELLER);
            unit.trip(one, null, "EV", 10.5, 2_000);
            unit.trip(one, null, "EV", 10.5, 2_000);
        }
        unit.trip(traveller, null, "BIKE", 2, 150);
    }

    @Test
    void it_is_reviewed_by_another_person_published_and_read_by_everybody() {
        JsonPath made = make().statusCode(201).extract().jsonPath();
        String id = made.getString("id");

        assertEquals("DRAFT", made.getString("state"));
        assertEquals(BY_CAR + 1, made.getInt("trips"));
        assertEquals(128.0, made.getDouble("km"));
        assertEquals(24_150, made.getLong("costFen"));
        assertEquals(List.of(true, true), made.getList("channels.suppressed"), "one cyclist, and what would tell");
        unit.as(traveller).get("/api/v1/publications/" + id).then().statusCode(404);
        publish(maker, id).statusCode(409).body("type", equalTo("/problems/publication-state"));
        review(maker, id).statusCode(403).body("type", equalTo("/problems/own-publication"));
        review(reviewer, id).statusCode(200).body("state", equalTo("REVIEWED"));
        publish(maker, id).statusCode(200).body("state", equalTo("PUBLISHED"));

        unit.as(traveller)
                .get("/api/v1/publications?period=" + unit.lastMonth())
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id));
        unit.as(traveller)
                .get("/api/v1/publications/" + id)
                .then()
                .statusCode(200)
                .body("sha256", equalTo(made.getString("sha256")))
                .body("channels[0].trips", nullValue());
        assertEquals(
                List.of("supervision.publication-made", "supervision.publication-reviewed", "supervision.published"),
                unit.told("supervision.publi"));
        SupervisedUnit other = new SupervisedUnit(database, people, journal, clock);
        UUID stranger = other.person(Role.SUPERVISOR);
        other.as(stranger).get("/api/v1/publications/" + id).then().statusCode(200);
        other.post(stranger, "/publications/" + id + "/withdraw", Map.of("reason", "不是本单位的"))
                .statusCode(404);
    }

    @Test
    void a_spreadsheet_opens_it() {
        String id = make().extract().path("id");

        byte[] file = unit.as(maker)
                .accept("text/csv")
                .get("/api/v1/publications/" + id)
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asByteArray();

        String text = new String(file, StandardCharsets.UTF_8);
        assertTrue(text.startsWith("\uFEFF单位,月份,"), text);
        assertTrue(text.contains(",出行,合计,13,128.0,241.50,"), text);
        assertTrue(text.contains(",出行,自行车,,,,,人数过少不公布\r\n"), text);
        assertFalse(text.contains("测试人员"), text);
    }

    @Test
    void it_is_withdrawn_with_a_reason_and_made_anew() {
        String id = make().extract().path("id");
        make().statusCode(409).body("type", equalTo("/problems/publication-there"));
        review(reviewer, id);
        publish(reviewer, id);

        unit.post(maker, "/publications/" + id + "/withdraw", Map.of("reason", "漏计一家运营商的账单"))
                .statusCode(200)
                .body("state", equalTo("WITHDRAWN"));

        unit.as(traveller).get("/api/v1/publications/" + id).then().statusCode(404);
        unit.as(maker).get("/api/v1/publications/desk").then().body("items[0].withdrawnBecause", equalTo("漏计一家运营商的账单"));
        make().statusCode(201);
        publish(maker, id).statusCode(409).body("type", equalTo("/problems/publication-state"));
    }

    @Test
    void the_service_cannot_change_a_table_and_the_database_wants_two_people() throws SQLException {
        String id = make().extract().path("id");
        try (Connection runtime = Catalogue.runtime();
                Statement sql = runtime.createStatement()) {
            SQLException refused = assertThrows(
                    SQLException.class, () -> sql.execute("update supervision.publication set content = '{}'"));
            assertEquals(DatabaseFailure.NO_PRIVILEGE, refused.getSQLState());
        }
        try (Connection owner = Catalogue.owner();
                Statement sql = owner.createStatement()) {
            SQLException refused = assertThrows(
                    SQLException.class,
                    () -> sql.execute("update supervision.publication set state = 'REVIEWED', reviewed_by = made_by, "
                            + "reviewed_at = now(), review_said = 'looks good' where id = '" + id + "'"));
            assertTrue(refused.getMessage().contains("publication_four_eyes"), refused::getMessage);
        }
    }

    @Test
    void kilometres_and_money_are_those_told_last() {
        UUID trip = UUID.randomUUID();
        told(trip, "trip.finished", "{\"legs\":[{\"km\":10.5},{\"km\":0.5}]}");
        told(trip, "trip.settled", "{\"postedFen\":2000}");
        told(trip, "trip.measured", "{\"legs\":[{\"km\":12.25}]}");
        told(trip, "trip.measured", "{\"legs\":[{\"rule\":\"NOTHING_KNOWN\"}]}");

        told(trip, "trip.pool-shared", "{\"role\":\"HOST\",\"postedFen\":2000,\"guestFen\":900}");
        UUID guest = UUID.randomUUID();
        told(guest, "trip.pool-shared", "{\"role\":\"GUEST\",\"postedFen\":2000,\"guestFen\":900}");

        List<Row> kept = unit.act(() -> database.rows(
                "select km_m, posted_fen, carried_fen from supervision.trip_figure where trip_id = $1", trip));
        assertEquals(900, kept.get(0).whole(2));
        assertEquals(
                900,
                unit.act(() -> database.rows(
                                "select posted_fen from supervision.trip_figure where trip_id = $1", guest))
                        .get(0)
                        .whole(0));

        assertEquals(12_250, kept.get(0).whole(0));
        assertEquals(2_000, kept.get(0).whole(1));
    }

    private void told(UUID trip, String type, String payload) {
        unit.act(() -> watcher.on(new SealedEvent(
                1,
                trip,
                type,
                1,
                clock.instant(),
                clock.instant(),
                null,
                null,
                unit.id(),
                null,
                "trip",
                trip.toString(),
                trip,
                null,
                json(payload),
                "")));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Test
    void a_month_that_goes_on_and_a_unit_of_others_are_refused() {
        unit.post(
                        maker,
                        "/publications",
                        Map.of("period", unit.lastMonth().plusMonths(1).toString()))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/period"));
        unit.post(maker, "/publications", Map.of("period", unit.lastMonth().toString(), "unitId", UUID.randomUUID()))
                .statusCode(404);
    }

    private ValidatableResponse make() {
        return unit.post(
                maker, "/publications", Map.of("period", unit.lastMonth().toString()));
    }

    private ValidatableResponse review(UUID person, String id) {
        return unit.post(person, "/publications/" + id + "/review", Map.of("said", "与台账核对一致"));
    }

    private ValidatableResponse publish(UUID person, String id) {
        return unit.as(person).post("/api/v1/publications/" + id + "/publish").then();
    }
}
