package org.twinloop.supervision;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.identity.NewPerson;
import org.twinloop.identity.Passwords;
import org.twinloop.identity.People;
import org.twinloop.identity.Role;
import org.twinloop.identity.Unit;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** A finding from the event that gave rise to it to the decision about the appeal, in a unit of its own. */
@QuarkusTest
class FindingApiTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String PASSWORD = "a long enough password";
    private static final String HASH = Passwords.hash(PASSWORD);

    @Inject
    Database database;

    @Inject
    People people;

    @Inject
    Journal journal;

    @Inject
    Clock clock;

    private final UUID unit = Ids.next();
    private final UUID trip = Ids.next();
    private final UUID traveller = Ids.next();
    private final UUID colleague = Ids.next();
    private final UUID booker = Ids.next();
    private final UUID lin = Ids.next();
    private final UUID zhao = Ids.next();
    private final Map<UUID, String> tokens = new HashMap<>();
    private String finding;

    @BeforeEach
    void an_emergency_trip_without_its_reason() {
        String code = "S-" + unit.toString().substring(24).toUpperCase(Locale.ROOT);
        Awaitility.await("a root unit").atMost(SOON).until(() -> root() != null);
        UUID above = root();
        act(() -> people.addUnits(List.of(Unit.of(unit, code, "监管测试", "Supervised", above, null))));
        act(() -> people.addPeople(
                List.of(
                        person(traveller, Role.TRAVELLER),
                        person(colleague, Role.TRAVELLER),
                        person(booker, Role.TRAVELLER, Role.SUPERVISOR),
                        person(lin, Role.TRAVELLER, Role.SUPERVISOR),
                        person(zhao, Role.TRAVELLER, Role.SUPERVISOR)),
                clock.instant().minus(Duration.ofDays(30))));
        act(() -> journal.append(Event.of("trip.backfill-missing")
                .subject("trip", trip)
                .trip(trip)
                .unit(unit)
                .payload(Map.of("tripId", trip, "travellerId", traveller, "bookedById", booker, "emergency", true))));
        Awaitility.await("the finding")
                .atMost(SOON)
                .until(() -> own(traveller).extract().path("items[0].id") != null);
        finding = own(traveller).extract().path("items[0].id");
    }

    @Test
    void people_decide_and_another_person_decides_the_appeal() {
        own(traveller).body("items", hasSize(1)).body("items[0].rule", equalTo("PR-07"));
        own(colleague).body("items", hasSize(0));
        review(lin, "UPHELD").statusCode(409).body("type", equalTo("/problems/answer-awaited"));
        say(colleague, "statement").statusCode(404);
        say(traveller, "statement").statusCode(200).body("phase", equalTo("ANSWERED"));
        say(traveller, "statement").statusCode(409).body("type", equalTo("/problems/wrong-phase"));
        review(booker, "DISMISSED").statusCode(403).body("type", equalTo("/problems/own-finding"));
        review(lin, "UPHELD").statusCode(200).body("phase", equalTo("UPHELD")).body("state", equalTo("CLOSED"));
        say(traveller, "appeal")
                .statusCode(200)
                .body("phase", equalTo("APPEALED"))
                .body("state", equalTo("OPEN"));
        review(lin, "DISMISSED").statusCode(403).body("type", equalTo("/problems/same-reviewer"));

        review(zhao, "DISMISSED")
                .statusCode(200)
                .body("phase", equalTo("FINAL"))
                .body("outcome", equalTo("DISMISSED"))
                .body("steps.kind", equalTo(List.of("STATEMENT", "REVIEW", "APPEAL", "APPEAL_REVIEW")));

        told(traveller, "supervision.found");
        told(traveller, "supervision.appeal-decided");
        told(zhao, "supervision.review-asked");
        assertEquals(
                List.of(
                        "supervision.found",
                        "supervision.answered",
                        "supervision.reviewed",
                        "supervision.appealed",
                        "supervision.appeal-decided"),
                act(() -> database.rows(
                                "select type from journal.event where trip_id = $1 and type like 'supervision.%' "
                                        + "and type not in ('supervision.checked', 'supervision.review-asked') "
                                        + "order by recorded_at, id",
                                trip))
                        .stream()
                        .map(row -> row.text(0))
                        .toList());
    }

    private ValidatableResponse own(UUID person) {
        return given().header("Authorization", "Bearer " + token(person))
                .get("/api/v1/me/findings")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse say(UUID person, String what) {
        return given().header("Authorization", "Bearer " + token(person))
                .contentType("application/json")
                .body(Map.of("statement", "当时网络中断，事由已口头报告"))
                .post("/api/v1/findings/" + finding + "/" + what)
                .then();
    }

    private ValidatableResponse review(UUID person, String outcome) {
        return given().header("Authorization", "Bearer " + token(person))
                .contentType("application/json")
                .body(Map.of("outcome", outcome, "reason", "查阅值班记录后的意见"))
                .post("/api/v1/findings/" + finding + "/review")
                .then();
    }

    private void told(UUID person, String kind) {
        Awaitility.await(kind)
                .atMost(SOON)
                .untilAsserted(() -> given().header("Authorization", "Bearer " + token(person))
                        .get("/api/v1/messages")
                        .then()
                        .body("items.kind", hasItem(kind)));
    }

    private String token(UUID person) {
        return tokens.computeIfAbsent(
                person,
                who -> given().contentType("application/json")
                        .body(Map.of("login", login(who), "password", PASSWORD, "client", "APP"))
                        .post("/api/v1/auth/login")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("accessToken"));
    }

    private UUID root() {
        return act(people::listUnits).stream()
                .filter(known -> known.parentId() == null)
                .map(Unit::id)
                .findFirst()
                .orElse(null);
    }

    private <T> T act(Supplier<Uni<T>> work) {
        return database.apart(Scope.SYSTEM, work).await().atMost(SOON);
    }

    private NewPerson person(UUID id, Role... roles) {
        return new NewPerson(id, login(id), "测试人员", HASH, unit, null, Set.of(roles), null, null, null);
    }

    private static String login(UUID person) {
        return "f" + person.toString().replace("-", "");
    }
}
