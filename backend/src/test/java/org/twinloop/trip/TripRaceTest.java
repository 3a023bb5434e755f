package org.twinloop.trip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.Scope;
import org.twinloop.ledger.Ledger;

/** Many who want the same at once, over HTTP: one car, the last money of a budget, one trip sent twenty times. */
@QuarkusTest
class TripRaceTest extends MondayMorning {
    private static final String CITY_HALL = "PL-G01";
    private static final String EXPO_OFFICES = "PL-G03";
    private static final String BUDGET = "GOA-01-30239-2026";
    private static final int TIMES = 20;
    private static final int APART_MINUTES = 90;
    private static final Duration LEDGER_WAIT = Duration.ofSeconds(90);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Drivers of several units; several of one. */
    private static final List<String> DRIVERS = List.of(
            "wang",
            "qian",
            "he",
            "sun",
            "traveller27",
            "traveller01",
            "traveller02",
            "traveller03",
            "traveller04",
            "traveller05",
            "traveller07",
            "traveller08",
            "traveller10",
            "traveller13",
            "traveller16",
            "traveller19");

    @Inject
    Database database;

    @Inject
    Ledger ledger;

    private record Wish(String login, UUID trip, Map<String, Object> body) {}

    private record Answer(int status, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new AssertionError(body, e);
            }
        }

        String problem() {
            return json().path("type").asText();
        }
    }

    @Test
    void of_many_who_want_one_car_exactly_one_gets_it_and_nothing_leaks() throws SQLException {
        TestCity.onlyCar(selfDrive(city.plan("wang", CITY_HALL, EXPO_OFFICES, 5, 2), "OURS"));
        List<Wish> wishes = new ArrayList<>();
        Set<Object> cars = new TreeSet<>();
        for (String login : DRIVERS) {
            ValidatableResponse plan = city.plan(login, CITY_HALL, EXPO_OFFICES, 5, 2);
            Map<String, Object> car = selfDrive(plan, "OURS");
            cars.add(TestCity.plate(car));
            Map<String, Object> body = request(plan, car);
            body.put(
                    "costCentre",
                    TestCity.as(login)
                            .get("/api/v1/budgets")
                            .path("items.find { it.code.endsWith('-30239-2026') }.code"));
            wishes.add(new Wish(login, Ids.next(), body));
        }
        assertEquals(1, cars.size(), () -> "all are offered the same car: " + cars);

        List<Answer> answers = atOnce(wishes);

        assertEquals(1, answers.stream().filter(a -> a.status() == 201).count(), answers::toString);
        Set<String> told = problems(answers);
        assertTrue(told.contains("/problems/already-reserved"), "whoever comes too late is told what is taken");
        // A person for whom another test has imported an allowance may not travel at all, early or late.
        told.removeAll(Set.of("/problems/already-reserved", "/problems/blocked-by-policy"));
        assertEquals(Set.of(), told, answers::toString);
        UUID winner = wishes.get(winner(answers)).trip();
        UUID[] all = wishes.stream().map(Wish::trip).toArray(UUID[]::new);
        assertEquals(List.of(winner.toString()), rows("select id from trip.trip where id = any (?)", (Object) all));
        assertEquals(
                List.of("1"),
                rows(
                        "select count(*) from vehicle.reservation r join vehicle.vehicle v on v.id = r.vehicle_id "
                                + "where v.plate = ? and r.state in ('HELD', 'FIRM')",
                        cars.iterator().next()));
        assertEquals(List.of("1"), rows("select count(*) from ledger.transfer where trip_id = any (?)", (Object) all));
        assertNothingLeaks(wishes);
    }

    @Test
    void of_many_who_want_the_last_money_one_gets_it_and_no_car_stays_held() throws SQLException {
        List<Wish> wishes = new ArrayList<>();
        long dearest = 0;
        for (String login : List.of("wang", "qian", "he", "sun", "traveller27", "zhou")) {
            ValidatableResponse plan = city.plan(login, CITY_HALL, EXPO_OFFICES, 5 + APART_MINUTES * wishes.size(), 2);
            Map<String, Object> car = selfDrive(plan, "OURS");
            dearest = Math.max(dearest, ((Number) car.get("holdFen")).longValue());
            wishes.add(new Wish(login, Ids.next(), request(plan, car)));
        }
        UUID othersHold = leaveInBudget(dearest);

        List<Answer> answers = atOnce(wishes);

        giveBack(othersHold);
        assertEquals(1, answers.stream().filter(a -> a.status() == 201).count(), answers::toString);
        assertTrue(
                Set.of("/problems/budget-exceeded", "/problems/blocked-by-policy")
                        .containsAll(problems(answers)),
                answers::toString);
        assertNothingLeaks(wishes);
    }

    @Test
    void one_request_sent_twenty_times_at_once_is_one_trip_with_twenty_equal_answers() throws SQLException {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 5, 2);
        Wish wish = new Wish("wang", Ids.next(), request(plan, selfDrive(plan, "OURS")));

        List<Answer> answers =
                atOnce(IntStream.range(0, TIMES).mapToObj(i -> wish).toList());

        assertEquals(1, answers.stream().filter(a -> a.status() == 201).count(), answers::toString);
        assertEquals(TIMES - 1, answers.stream().filter(a -> a.status() == 200).count(), answers::toString);
        assertEquals(1, answers.stream().map(Answer::json).distinct().count(), answers::toString);
        assertEquals(List.of("1"), rows("select count(*) from ledger.transfer where trip_id = ?", wish.trip()));
        assertEquals(List.of("trip.booked"), rows("select type from journal.event where trip_id = ?", wish.trip()));
        assertNothingLeaks(List.of(wish));
    }

    @Test
    void one_id_with_two_contents_at_once_is_one_trip_and_the_other_content_is_refused() {
        ValidatableResponse plan = city.plan("wang", CITY_HALL, EXPO_OFFICES, 5, 2);
        Map<String, Object> body = request(plan, selfDrive(plan, "OURS"));
        Map<String, Object> other = new HashMap<>(body);
        other.put("note", "改一个字");
        UUID trip = Ids.next();

        List<Answer> answers = atOnce(IntStream.range(0, TIMES)
                .mapToObj(i -> new Wish("wang", trip, i % 2 == 0 ? body : other))
                .toList());

        assertEquals(1, answers.stream().filter(a -> a.status() == 201).count(), answers::toString);
        assertEquals(
                TIMES / 2 - 1, answers.stream().filter(a -> a.status() == 200).count(), answers::toString);
        assertEquals(TIMES / 2, answers.stream().filter(a -> a.status() == 409).count(), answers::toString);
        assertEquals(Set.of("/problems/conflict"), problems(answers));
    }

    /** Nothing is held for a request that was refused, and every budget is the sum of its transfers. */
    private static void assertNothingLeaks(List<Wish> wishes) throws SQLException {
        UUID[] asked = wishes.stream().map(Wish::trip).distinct().toArray(UUID[]::new);
        assertEquals(
                List.of(),
                rows("select r.id from (select id from vehicle.reservation where state in ('HELD', 'FIRM') union all "
                        + "select id from vehicle.bay_reservation where state in ('HELD', 'FIRM') union all "
                        + "select id from charging.reservation where state in ('HELD', 'FIRM')) r "
                        + "left join trip.booking b on b.id = r.id where b.id is null"));
        assertEquals(
                List.of(),
                rows(
                        "select h.trip_id from ledger.transfer h left join trip.trip t on t.id = h.trip_id "
                                + "where h.trip_id = any (?) and t.id is null",
                        (Object) asked));
        assertEquals(
                List.of(),
                rows("select account_id from ledger.proof where held_fen <> held_from_transfers "
                        + "or balance_fen <> balance_from_transfers"));
    }

    /** Holds all but an amount of the budget, as another trip would; answers the hold. */
    private UUID leaveInBudget(long fen) throws SQLException {
        List<String> budget = rows(
                "select b.account_id || ' ' || b.balance_fen - b.held_fen from ledger.budget b "
                        + "join ledger.account a on a.id = b.account_id where a.code = ?",
                BUDGET);
        String[] account = budget.get(0).split(" ");
        UUID hold = Ids.next();
        Money rest = Money.fen(Long.parseLong(account[1]) - fen);
        database.apart(Scope.SYSTEM, () -> ledger.hold(hold, UUID.fromString(account[0]), rest, null, clock.now()))
                .await()
                .atMost(LEDGER_WAIT);
        return hold;
    }

    private void giveBack(UUID hold) {
        database.apart(Scope.SYSTEM, () -> ledger.voidHold(hold, clock.now()))
                .await()
                .atMost(LEDGER_WAIT);
    }

    private static Set<String> problems(List<Answer> answers) {
        Set<String> problems = new TreeSet<>();
        answers.stream().filter(a -> a.status() >= 400).map(Answer::problem).forEach(problems::add);
        return problems;
    }

    private static int winner(List<Answer> answers) {
        return IntStream.range(0, answers.size())
                .filter(i -> answers.get(i).status() == 201)
                .findFirst()
                .orElseThrow();
    }

    private static List<Answer> atOnce(List<Wish> wishes) {
        List<CompletableFuture<HttpResponse<String>>> calls = wishes.stream()
                .map(TripRaceTest::put)
                .map(call -> HTTP.sendAsync(call, HttpResponse.BodyHandlers.ofString()))
                .toList();
        return calls.stream()
                .map(CompletableFuture::join)
                .map(answer -> new Answer(answer.statusCode(), answer.body()))
                .toList();
    }

    private static HttpRequest put(Wish wish) {
        try {
            return HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + RestAssured.port + "/api/v1/trips/" + wish.trip()))
                    .header("Authorization", "Bearer " + TestCity.token(wish.login()))
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(wish.body())))
                    .build();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
