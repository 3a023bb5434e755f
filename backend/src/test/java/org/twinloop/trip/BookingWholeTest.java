package org.twinloop.trip;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.option;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/**
 * An act is written whole or not at all: each act of a booking is made to fail after every one of its statements and at
 * its commit, and afterwards no row of any table of any feature is another than before.
 */
@QuarkusTest
@TestProfile(Apart.class)
class BookingWholeTest extends MondayMorning {
    private static final String CITY_HALL = "PL-G01";
    private static final String EXPO_OFFICES = "PL-G03";
    private static final int STATEMENTS_MAX = 200;
    /** Longer than timers and watchers rest between two looks, and before they try again. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(3);

    private static final int STATEMENTS_IN_POLICY_MAX = 14;
    private static final Pattern WRITE = Pattern.compile("\\b(?:insert into|update|delete from)\\s+(\\w+\\.\\w+)");

    private UUID unit;
    private final UUID trip = Ids.next();

    @BeforeEach
    void aMondayMorning() throws SQLException {
        List.of("wang", "zhou").forEach(TestCity::token);
        unit = UUID.fromString(as("wang").get("/api/v1/me").then().extract().path("unit.id"));
    }

    @AfterEach
    void timeGoesOn() {
        Fault.disarm();
    }

    @Test
    void a_booking_that_fails_anywhere_leaves_no_row() throws SQLException {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 5, 2);
        Map<String, Object> body = request(plan, withPile(plan));

        Set<String> written = failEverywhere(() -> submit("wang", trip, body), 201);

        assertTrue(
                written.containsAll(Set.of(
                        "trip.trip",
                        "trip.leg",
                        "trip.booking",
                        "trip.passenger",
                        "trip.timer",
                        "vehicle.reservation",
                        "vehicle.bay_reservation",
                        "charging.reservation",
                        "journal.event",
                        "ledger.transfer",
                        "ledger.budget")),
                () -> "the act was seen to write " + written);
    }

    @Test
    void a_request_that_awaits_a_decision_and_fails_anywhere_leaves_no_row() throws SQLException {
        Set<String> written = failEverywhere(requestForTonight(), 201);

        assertTrue(written.contains("trip.approval"), () -> "the act was seen to write " + written);
    }

    @Test
    void a_request_to_an_operator_that_fails_anywhere_leaves_no_row() throws SQLException {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 45, 2);
        Map<String, Object> body = request(plan, option(plan, "CHAUFFEUR"));

        failEverywhere(() -> submit("wang", trip, body), 201);
    }

    @Test
    void an_approval_that_fails_anywhere_changes_no_row() throws SQLException {
        requestForTonight().get().statusCode(201);

        failEverywhere(() -> post("zhou", "/decision", Map.of("decision", "APPROVE", "reason", "同意")), 200);
    }

    @Test
    void a_cancelling_that_fails_anywhere_changes_no_row() throws SQLException {
        requestForTonight().get().statusCode(201);

        failEverywhere(() -> post("wang", "/cancel", Map.of("reason", "会议改期")), 200);
    }

    /** Each statement is a round trip that others wait behind; see docs/booking.md. */
    @Test
    void a_booking_in_policy_runs_few_statements() {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 5, 2);
        Fault seen = Fault.after(unit, STATEMENTS_MAX);

        submit("wang", trip, request(plan, withPile(plan))).statusCode(201).body("state", equalTo("BOOKED"));

        assertTrue(
                seen.statements().size() <= STATEMENTS_IN_POLICY_MAX,
                () -> seen.statements().size() + " statements: " + seen.statements());
    }

    /** The proof that the check can fail: an act torn into two transactions leaves its first half behind. */
    @Test
    void half_an_act_is_found() throws SQLException {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 5, 2);
        Map<String, Object> body = request(plan, selfDrive(plan, "OURS"));
        Rows before = quiet();
        Fault fault = Fault.tearing(unit, 1);
        for (int n = 1; !wrote(fault).contains("vehicle.reservation"); n++) {
            assertTrue(n < STATEMENTS_MAX, "no car was ever reserved");
            fault = Fault.tearing(unit, n);
            submit("wang", Ids.next(), body).statusCode(500);
        }

        assertTrue(before.differing(Rows.everywhere()).containsAll(Set.of("trip.trip", "vehicle.reservation")));
    }

    /** Answers the tables written by the act, as its statements name them. */
    private Set<String> failEverywhere(Supplier<ValidatableResponse> act, int whole) throws SQLException {
        Rows before = quiet();
        List<String> left = new ArrayList<>();
        for (int n = 1; n < STATEMENTS_MAX; n++) {
            Fault fault = Fault.after(unit, n);
            ValidatableResponse answer = act.get();
            if (!fault.struck()) {
                answer.statusCode(whole);
                assertEquals(List.of(), left);
                assertFalse(before.differing(Rows.everywhere()).isEmpty(), "the whole act wrote nothing");
                return wrote(fault);
            }
            answer.statusCode(500);
            int statement = n;
            before.differing(Rows.everywhere())
                    .forEach(table -> left.add(table + " after statement " + statement + ": " + fault.struckAfter()));
        }
        throw new AssertionError("the act has more than " + STATEMENTS_MAX + " statements, or never ends");
    }

    private static Set<String> wrote(Fault fault) {
        Set<String> tables = new TreeSet<>();
        fault.statements().forEach(sql -> {
            Matcher found = WRITE.matcher(sql);
            while (found.find()) {
                tables.add(found.group(1));
            }
        });
        return tables;
    }

    /** The rows once watchers and timers have done what earlier acts left them to do. */
    private static Rows quiet() throws SQLException {
        AtomicReference<Rows> last = new AtomicReference<>(Rows.everywhere());
        Awaitility.await("the watchers to come to rest")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .during(LONGEST_REST)
                .untilAsserted(() -> {
                    Rows now = Rows.everywhere();
                    assertEquals(Set.of(), last.getAndSet(now).differing(now));
                });
        return last.get();
    }

    /** Half past eight in the evening lies outside working hours, so somebody has to decide. */
    private Supplier<ValidatableResponse> requestForTonight() {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 630, 2);
        Map<String, Object> body = request(plan, selfDrive(plan, "OURS"));
        return () -> submit("wang", trip, body);
    }

    private static Map<String, Object> withPile(ValidatableResponse plan) {
        List<Map<String, Object>> options = plan.extract().path("options");
        return options.stream()
                .filter(option -> "EV".equals(option.get("mode")))
                .filter(option -> option.get("returnStop") instanceof Map<?, ?> stop && stop.get("pile") != null)
                .filter(option -> "OURS".equals(((Map<?, ?>) option.get("vehicle")).get("calendar")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no car with a pile at its end in " + plan.extract().asString()));
    }

    private ValidatableResponse post(String login, String deed, Map<String, Object> body) {
        return as(login)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/trips/" + trip + deed)
                .then();
    }
}
