package org.twinloop.badinput;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.twinloop.badinput.Expected.Kind;
import org.twinloop.common.CityClock;
import org.twinloop.contract.Spec;
import org.twinloop.contract.SpecOperation;
import org.twinloop.exchange.Answer;
import org.twinloop.exchange.Ask;
import org.twinloop.exchange.Caller;
import org.twinloop.exchange.Examples;
import org.twinloop.identity.Role;
import org.twinloop.isolation.Actor;
import org.twinloop.isolation.Cast;

/**
 * Every operation of the contract × everything that can be wrong with a request: never a failure of ours, never a
 * half-written row, always a problem that names the field, what came and what is accepted.
 */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadInputTest {

    private static final int CASES_MIN = 1_000;
    /** Requests that must leave nothing, between two looks at the database. */
    private static final int BATCH = 64;

    private static final int AT_ONCE = 4;
    /** Before the times of the contract's examples. */
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");

    @Inject
    Cast cast;

    @Inject
    CityClock clock;

    private final Spec spec = Spec.real();
    private final Examples examples = new Examples(spec);
    private final Caller caller = new Caller();
    private final Report report = new Report();
    private final Map<Role, Actor> actors = new EnumMap<>(Role.class);
    private final ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
    private RowCounts rows;
    private String operator;

    /** Once; before all tests the address of the service is not known yet. */
    @BeforeEach
    void people_of_every_role_in_a_city_whose_time_stands_still() throws SQLException {
        if (rows != null) {
            return;
        }
        Awaitility.await("the sample city")
                .atMost(Duration.ofSeconds(90))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
        clock.pretend(Optional.of(MORNING));
        operator = cast.newPartner();
        cast.hire(cast.root(), Cast.unitRoles()).forEach(actor -> actors.put(actor.role(), actor));
        cast.hire(cast.partner("EVC"), java.util.Set.of(Role.PARTNER))
                .forEach(actor -> actors.put(actor.role(), actor));
        rows = new RowCounts();
        rest();
    }

    @AfterAll
    void time_goes_on() throws SQLException {
        clock.pretend(Optional.empty());
        senders.shutdown();
        rows.close();
        report.write();
    }

    /** The service has just started: feeds are tried for the first time, and watchers read of the people hired. */
    private void rest() throws SQLException {
        AtomicReference<Map<String, Long>> last = new AtomicReference<>(rows.now());
        Awaitility.await("nothing more to be written")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .during(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    Map<String, Long> now = rows.now();
                    assertEquals(Map.of(), RowCounts.differences(last.getAndSet(now), now));
                });
    }

    /** First all that must be refused, while nothing that was accepted is still being dealt with. */
    @Order(1)
    @TestFactory
    Stream<DynamicTest> what_is_wrong_is_refused_by_name_and_leaves_nothing() {
        return perOperation(
                expected -> expected.kind() != Kind.PASSES && expected.kind() != Kind.NO_FAILURE, this::together);
    }

    @Order(2)
    @TestFactory
    Stream<DynamicTest> what_is_within_the_limits_passes_them() {
        return perOperation(
                expected -> expected.kind() == Kind.PASSES || expected.kind() == Kind.NO_FAILURE, this::oneByOne);
    }

    @Order(3)
    @Test
    void there_were_very_many_cases() {
        System.out.println("bad input cases=" + report.cases());
        assertTrue(report.cases() >= CASES_MIN, report.cases() + " cases only");
    }

    @Test
    void a_body_that_announces_too_much_is_refused_before_it_is_read() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            String head = "POST /api/v1/auth/login HTTP/1.1\r\nHost: twinloop\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 20971521\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
            assertTrue(answer.contains("application/problem+json"), answer);
            assertTrue(answer.contains("/problems/too-large") && answer.contains("at most 20971520"), answer);
        }
    }

    /** What the blocking that was accepted has done to a car of the city is undone. */
    @Order(4)
    @Test
    void a_blocked_device_is_let_in_again() {
        SpecOperation unblock = spec.operation("unblockDevice");
        assertTrue(caller.send(examples.of(unblock).withToken(token(unblock))).accepted());
    }

    /** Sends cases and answers what is wrong with what came back. */
    private interface Trial {
        List<String> complaints(List<BadCase> cases) throws SQLException;
    }

    private Stream<DynamicTest> perOperation(Predicate<Expected> wanted, Trial trial) {
        return spec.operations().stream()
                .map(operation -> dynamicTest(operation.name(), () -> {
                    List<BadCase> cases = cases(operation).stream()
                            .filter(one -> wanted.test(one.expected()))
                            .toList();
                    List<String> complaints = trial.complaints(cases);
                    assertEquals(List.of(), complaints, () -> String.join("\n", complaints));
                }));
    }

    private List<String> oneByOne(List<BadCase> cases) throws SQLException {
        List<String> complaints = new ArrayList<>();
        for (BadCase one : cases) {
            complaints.addAll(judged(one));
        }
        return complaints;
    }

    /**
     * Cases of which none may leave anything: some at a time, and one look at the database for many. Where they did
     * leave something they are sent again one by one, to name who did.
     */
    private List<String> together(List<BadCase> cases) throws SQLException {
        List<String> complaints = new ArrayList<>();
        for (int from = 0; from < cases.size(); from += BATCH) {
            List<BadCase> some = cases.subList(from, Math.min(cases.size(), from + BATCH));
            boolean counted = !some.get(0).operation().safe();
            Map<String, Long> before = counted ? rows.now() : Map.of();
            List<Answer> answers = answers(some);
            for (int i = 0; i < some.size(); i++) {
                complaints.addAll(told(some.get(i), answers.get(i), Judge.complaints(some.get(i), answers.get(i))));
            }
            Map<String, String> changed = counted ? RowCounts.differences(before, rows.now()) : Map.of();
            if (!changed.isEmpty()) {
                List<String> named = oneByOne(some);
                complaints.addAll(named);
                complaints.add("refused all of %s…, but left something: %s".formatted(some.get(0), changed));
            }
        }
        return complaints;
    }

    /** In the order of the cases. Who is not signed in is limited in how much may be asked at once. */
    private List<Answer> answers(List<BadCase> cases) {
        if (cases.get(0).operation().roles().contains("PUBLIC")) {
            return cases.stream().map(one -> caller.send(one.ask())).toList();
        }
        List<Future<Answer>> sent = cases.stream()
                .map(one -> senders.submit(() -> caller.send(one.ask())))
                .toList();
        return sent.stream().map(BadInputTest::come).toList();
    }

    private static Answer come(Future<Answer> sent) {
        try {
            return sent.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private List<BadCase> cases(SpecOperation operation) throws GeneralSecurityException {
        String token = token(operation);
        Ask good = ofOurOwn(examples.of(operation));
        if (!operation.roles().contains("PUBLIC")) {
            good = good.withToken(token);
        }
        List<BadCase> cases = new ArrayList<>();
        cases.addAll(BodyCases.of(spec, operation, good));
        cases.addAll(WholeBodyCases.of(operation, good));
        cases.addAll(ParameterCases.of(spec, operation, good));
        cases.addAll(IdCases.of(spec, operation, good));
        cases.addAll(TokenCases.of(operation, good, token));
        return cases;
    }

    /** What is accepted must not concern what other tests ride with: prices of a partner, the account of a person. */
    private Ask ofOurOwn(Ask ask) {
        if (ask.body() == null) {
            return ask;
        }
        String nobodyElse = cast.login(cast.root(), Role.TRAVELLER);
        return ask.withBody(new String(ask.body(), StandardCharsets.UTF_8)
                .replace("\"operatorCode\":\"EVC\"", "\"operatorCode\":\"" + operator + "\"")
                .replaceAll("\"login\":\"(wang|qian)\"", "\"login\":\"" + nobodyElse + "\"")
                .replace("\nqian,", "\n" + nobodyElse + ","));
    }

    private String token(SpecOperation operation) {
        return operation.roles().stream()
                .filter(role -> !role.equals("ANY") && !role.equals("PUBLIC"))
                .findFirst()
                .map(role -> actors.get(Role.valueOf(role)))
                .orElse(actors.get(Role.TRAVELLER))
                .token();
    }

    private List<String> judged(BadCase one) throws SQLException {
        boolean counted = !one.operation().safe();
        Map<String, Long> before = counted ? rows.now() : Map.of();
        Answer answer = caller.send(one.ask());
        List<String> complaints = Judge.complaints(one, answer);
        if (counted && !answer.accepted()) {
            Map<String, String> changed = RowCounts.differences(before, rows.now());
            if (!changed.isEmpty()) {
                complaints.add("refused, but left something: " + changed);
            }
        }
        return told(one, answer, complaints);
    }

    private List<String> told(BadCase one, Answer answer, List<String> complaints) {
        report.add(one, answer, complaints);
        return complaints.stream()
                .map(complaint -> one + ": " + complaint + " " + answer.text())
                .toList();
    }
}
