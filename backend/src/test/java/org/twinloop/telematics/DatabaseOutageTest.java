package org.twinloop.telematics;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.contract.Spec;
import org.twinloop.contract.SpecOperation;
import org.twinloop.device.RawMqtt;
import org.twinloop.device.TcpProxy;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;
import org.twinloop.exchange.Answer;
import org.twinloop.exchange.Ask;
import org.twinloop.exchange.Caller;
import org.twinloop.exchange.Examples;
import org.twinloop.isolation.Actor;
import org.twinloop.isolation.Cast;
import org.twinloop.isolation.Catalogue;

/**
 * The database is away for twenty seconds: callers are told, nothing is acknowledged, nothing that was acknowledged is
 * missing afterwards, and all of it mends itself, without much ado in the log.
 */
@QuarkusTest
@QuarkusTestResource(value = DatabaseOutageTest.Wire.class, restrictToAnnotatedClass = true)
class DatabaseOutageTest {

    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String STORED = "select count(*) from telematics.report where vehicle_no = $1";
    /** One at the beginning and one at the end. */
    private static final int LINES_MAX = 2;

    /** Tells of threads that got no processor for long, whatever becomes of the database. */
    private static final String SLOW_MACHINE = "io.vertx.core.impl.BlockedThreadChecker";

    private static TcpProxy wire;

    @Inject
    TestCars cars;

    @Inject
    Cast cast;

    private final Caller caller = new Caller();
    private final Spec spec = Spec.real();

    /** Puts a wire that can be cut between the service and its database. */
    public static final class Wire implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            URI database =
                    URI.create(System.getenv().getOrDefault("TWINLOOP_DB_URL", "postgresql://127.0.0.1:5432/twinloop"));
            int port = database.getPort() < 0 ? 5432 : database.getPort();
            try {
                wire = new TcpProxy(database.getHost(), port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            String url = "postgresql://127.0.0.1:" + wire.port() + database.getPath();
            return Map.of("quarkus.datasource.jdbc.url", "jdbc:" + url, "quarkus.datasource.reactive.url", url);
        }

        @Override
        public void stop() {
            wire.close();
        }
    }

    @BeforeEach
    void a_service_that_works() {
        readinessBecomes(200);
    }

    @Test
    void twenty_seconds_without_the_database_lose_nothing_that_was_acknowledged() throws IOException {
        TestCar car = cars.add();
        Instant now = cars.now();
        List<Actor> everybody = everybody();
        try (LogLines log = new LogLines();
                RawMqtt terminal = RawMqtt.connected(cars.port(), RawMqtt.V311, car.deviceId(), car.secret())) {
            for (int id = 1; id <= 50; id++) {
                terminal.publish(id, car.up("report"), cars.report(id, now));
            }
            for (int id = 1; id <= 50; id++) {
                terminal.expectAck(id);
            }
            wire.cut();
            for (int id = 51; id <= 100; id++) {
                terminal.publish(id, car.up("report"), cars.report(id, now));
            }
            terminal.publish(101, car.up("report"), "unreadable");
            terminal.publish(102, car.up("ack"), "{\"id\":\"" + Ids.next() + "\",\"result\":\"ACCEPTED\"}");
            callersAreTold(everybody);
            readinessBecomes(503);
            aNewcomerIsRefused(car);
            assertTrue(terminal.isSilentFor(AWAY));
            wire.mend();
            for (int id = 51; id <= 102; id++) {
                terminal.expectAck(id);
            }
            readinessBecomes(200);
            itIsSaidOnce(log);
        }
        assertEquals(100, cars.count(STORED, car.vehicleNo()));
        assertEquals(2, cars.count("select count(*) from device.quarantine where device_id = $1", car.deviceId()));
    }

    /** A server that stops says so on every connection, which looks different from a wire that is cut. */
    @Test
    void a_server_that_ends_all_connections_is_no_failure_of_ours() throws SQLException {
        Ask me = new Examples(spec).of(spec.operation("getMe")).withToken(token(spec.operation("getMe"), everybody()));
        for (int round = 0; round < 5; round++) {
            try (Connection server = Catalogue.runtime()) {
                Catalogue.texts(
                        server,
                        "select pg_terminate_backend(pid)::text from pg_stat_activity where usename = current_user "
                                + "and datname = current_database() and pid <> pg_backend_pid()");
            }
            Awaitility.await("an answer after the connections were ended")
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .until(() -> caller.send(me), answer -> {
                        assertTrue(Set.of(200, 503).contains(answer.status()), () -> answer.status() + answer.text());
                        return answer.status() == 200;
                    });
        }
    }

    private List<Actor> everybody() {
        List<Actor> everybody = new ArrayList<>(cast.hire(cast.root(), Cast.unitRoles()));
        everybody.addAll(cast.hire(cast.partner("EVC"), Set.of(org.twinloop.identity.Role.PARTNER)));
        return everybody;
    }

    /** Every operation: what it can without the database, or 503 with the seconds to wait; never a failure of ours. */
    private void callersAreTold(List<Actor> everybody) {
        int told = 0;
        for (SpecOperation operation : spec.operations()) {
            Ask ask = new Examples(spec).of(operation);
            Answer answer = caller.send(
                    operation.roles().contains("PUBLIC") ? ask : ask.withToken(token(operation, everybody)));
            if (answer.status() >= 500) {
                assertEquals(503, answer.status(), () -> operation.name() + " " + answer.text());
                assertEquals("unavailable", answer.slug(), operation.name());
                assertTrue(Integer.parseInt(answer.headers().get("retry-after")) > 0, operation.name());
                told++;
            }
        }
        assertTrue(told > spec.operations().size() / 2, told + " operations only need the database");
    }

    private static String token(SpecOperation operation, List<Actor> everybody) {
        return everybody.stream()
                .filter(actor -> operation.roles().contains("ANY")
                        || operation.roles().contains(actor.role().name()))
                .findFirst()
                .orElseThrow()
                .token();
    }

    private void aNewcomerIsRefused(TestCar car) {
        try (RawMqtt newcomer = RawMqtt.open(cars.port(), RawMqtt.V5)) {
            assertEquals(0x88, newcomer.connect(car.deviceId(), car.deviceId(), car.secret()));
        }
    }

    private static void itIsSaidOnce(LogLines log) {
        log.byComponent().forEach((component, lines) -> {
            if (component.equals(SLOW_MACHINE)) {
                return;
            }
            assertTrue(lines.size() <= LINES_MAX, () -> component + " said\n" + String.join("\n", lines));
            assertTrue(lines.stream().noneMatch(line -> line.endsWith("+ stack")), () -> component + " " + lines);
        });
    }

    private static void readinessBecomes(int status) {
        Awaitility.await("readiness")
                .atMost(PATIENCE)
                .until(() -> given().get("/q/health/ready").statusCode() == status);
    }
}
