package org.twinloop.partner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Row;
import org.twinloop.common.Scope;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.operator.Operator;
import org.twinloop.operator.Operators;

/** Bookings that need a partner, from the journal to a partner over HTTP and back into the journal. */
@QuarkusTest
class PartnerDesksTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    @Inject
    Vertx vertx;

    @Inject
    Database database;

    @Inject
    Journal journal;

    @Inject
    Operators operators;

    @Inject
    Clock clock;

    private final UUID operator = Ids.next();
    private final UUID unit = Ids.next();
    private final UUID trip = Ids.next();
    private final UUID booking = Ids.next();
    private final Map<String, JsonObject> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer partner;

    @BeforeEach
    void a_partner_that_answers_over_http() {
        partner = vertx.createHttpServer()
                .requestHandler(this::serve)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        partner.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_pending_hold_is_asked_about_until_it_is_confirmed_and_given_back_when_released() {
        register(Operator.Kind.CAR_SHARE);
        answers.put("POST", answer("holdId", "PENDING"));
        answers.put("GET", answer("holdId", "CONFIRMED"));

        append("trip.booking-pending-partner", pending("CAR", Duration.ofMinutes(5)));

        until("partner.hold-confirmed");
        assertEquals("CONFIRMED", hold("state"));
        assertEquals("POST", asked.get(0));
        append("trip.booking-released", Map.of("bookingId", booking, "kind", "CAR", "reason", "done"));
        untilRow("select 1 from partner.hold where id = $1 and state = 'CANCELLED'");
        assertTrue(asked.contains("DELETE"), asked.toString());
    }

    @Test
    void a_declined_hold_is_told_with_its_reason() {
        register(Operator.Kind.CAR_SHARE);
        answers.put("POST", answer("holdId", "DECLINED").put("reason", "rented by a citizen"));

        append("trip.booking-pending-partner", pending("CAR", Duration.ofMinutes(5)));

        until("partner.hold-declined");
        assertEquals("rented by a citizen", hold("reason"));
    }

    @Test
    void a_partner_that_fails_at_first_is_asked_again_under_the_same_id() {
        register(Operator.Kind.CAR_SHARE);
        failures.put("POST", 2);
        answers.put("POST", answer("holdId", "CONFIRMED"));

        append("trip.booking-pending-partner", pending("CAR", Duration.ofMinutes(5)));

        until("partner.hold-confirmed");
        assertEquals(List.of("POST", "POST", "POST"), asked);
    }

    @Test
    void a_hold_nobody_answers_is_declined_at_its_deadline_and_withdrawn() {
        register(Operator.Kind.CAR_SHARE);
        answers.put("POST", answer("holdId", "PENDING"));
        answers.put("GET", answer("holdId", "PENDING"));

        append("trip.booking-pending-partner", pending("CAR", Duration.ofSeconds(2)));

        until("partner.hold-declined");
        untilRow("select 1 from partner.hold where id = $1 and state = 'CANCELLED'");
        assertEquals("no answer before the deadline", hold("reason"));
    }

    @Test
    void an_order_is_followed_to_its_end_and_every_step_is_told() {
        register(Operator.Kind.CAR_SERVICE);
        Instant begun = Instant.parse("2026-11-23T01:00:00Z");
        answers.put("POST", answer("orderId", "PENDING"));
        answers.put(
                "GET",
                answer("orderId", "COMPLETED")
                        .put(
                                "driver",
                                new JsonObject()
                                        .put("name", "顾师傅")
                                        .put("phone", "13900000000")
                                        .put("plate", "沪A1"))
                        .put("startedAt", begun.toString())
                        .put("endedAt", begun.plusSeconds(1800).toString())
                        .put(
                                "usage",
                                new JsonObject()
                                        .put("km", 12.3)
                                        .put("minutes", 30)
                                        .put("tollFen", 0)
                                        .put("parkingFen", 500)));

        append("trip.booking-pending-partner", pending("CHAUFFEUR", Duration.ofMinutes(5)));

        until("chauffeur.completed");
        List<String> told = act(() -> database.rows(
                        "select type from journal.event where subject_id = $1 order by id", booking.toString()))
                .stream()
                .map(row -> row.text(0))
                .filter(type -> !type.startsWith("trip."))
                .toList();
        assertEquals(List.of("partner.hold-confirmed", "chauffeur.started", "chauffeur.completed"), told);
        Row order = act(() -> database.row(
                        "select order_no, state, km, parking_fen from chauffeur.dispatch_order where id = $1", booking))
                .orElseThrow();
        assertTrue(order.text(0).matches("PC-\\d{8}-\\d{6,}"), order.text(0));
        assertEquals("COMPLETED", order.text(1));
        assertEquals(0, new java.math.BigDecimal("12.3").compareTo(order.decimal(2)));
        assertEquals(500, order.whole(3));
    }

    private void register(Operator.Kind kind) {
        Set<String> taken = act(operators::all).stream().map(Operator::code).collect(Collectors.toSet());
        Random random = new Random();
        String code;
        do {
            code = "" + letter(random) + letter(random) + letter(random);
        } while (!taken.add(code));
        String free = code;
        act(() -> operators.register(List.of(new Operator(
                operator,
                free,
                kind,
                "测试" + free,
                "Test " + free,
                "http://127.0.0.1:" + partner.actualPort() + "/v1"))));
    }

    private static char letter(Random random) {
        return (char) ('A' + random.nextInt(26));
    }

    private Map<String, Object> pending(String kind, Duration patience) {
        Instant now = clock.instant();
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("tripId", trip);
        payload.put("bookingId", booking);
        payload.put("kind", kind);
        payload.put("operatorId", operator);
        payload.put("vin", "LTWNLPT0000000001");
        payload.put("from", now.plusSeconds(600));
        payload.put("to", now.plusSeconds(4200));
        payload.put("pickup", Map.of("lon", 121.47, "lat", 31.23, "name", "甲"));
        payload.put("dropoff", Map.of("lon", 121.5, "lat", 31.2, "name", "乙"));
        payload.put("pickupAt", now.plusSeconds(600));
        payload.put("passengers", 2);
        payload.put("vehicleClass", "SEDAN");
        payload.put("deadline", now.plus(patience));
        return payload;
    }

    private void append(String type, Map<String, Object> payload) {
        act(() -> journal.append(Event.of(type)
                .subject("booking", booking)
                .unit(unit)
                .operator(operator)
                .trip(trip)
                .payload(payload)));
    }

    private void until(String type) {
        untilRow("select 1 from journal.event where subject_id = $1::uuid::text and type = '" + type + "'");
    }

    /** Waits for a row about the booking. */
    private void untilRow(String query) {
        Uni.createFrom()
                .deferred(() -> database.apart(Scope.SYSTEM, () -> database.row(query, booking)))
                .map(row -> row.orElseThrow(() -> new AssertionError("not yet: " + query)))
                .onFailure(AssertionError.class)
                .retry()
                .withBackOff(Duration.ofMillis(50), Duration.ofMillis(200))
                .expireIn(SOON.toMillis())
                .await()
                .atMost(SOON.plusSeconds(5));
    }

    private String hold(String column) {
        return act(() -> database.row("select " + column + " from partner.hold where id = $1", booking))
                .orElseThrow()
                .text(0);
    }

    private JsonObject answer(String idName, String word) {
        return new JsonObject().put(idName, booking.toString()).put("status", word);
    }

    private void serve(HttpServerRequest request) {
        String method = request.method().name();
        asked.add(method);
        if (failures.merge(method, -1, Integer::sum) >= 0) {
            request.response().setStatusCode(503).end();
        } else if (method.equals("DELETE")) {
            request.response().setStatusCode(204).end();
        } else {
            request.response().end(answers.get(method).encode());
        }
    }

    private <T> T act(Supplier<Uni<T>> work) {
        return database.act(Scope.SYSTEM, work).await().atMost(SOON);
    }
}
