package org.twinloop.telematics;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.common.SystemTime;
import org.twinloop.device.RawMqtt;
import org.twinloop.device.TcpProxy;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;

/**
 * The database is away for twenty seconds: callers are told, nothing is acknowledged, nothing that was acknowledged is
 * missing afterwards, and all of it mends itself.
 */
@QuarkusTest
@QuarkusTestResource(value = DatabaseOutageTest.Wire.class, restrictToAnnotatedClass = true)
class DatabaseOutageTest {

    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STORED = "select count(*) from telematics.report where vehicle_no = $1";

    private static TcpProxy wire;

    @Inject
    TestCars cars;

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

    @Test
    void twenty_seconds_without_the_database_lose_nothing_that_was_acknowledged() throws IOException {
        TestCar car = cars.add();
        Instant now = cars.now();
        try (RawMqtt terminal = RawMqtt.connected(cars.port(), RawMqtt.V311, car.deviceId(), car.secret())) {
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
            callersAreTold();
            aNewcomerIsRefused(car);
            assertTrue(terminal.isSilentFor(AWAY));
            wire.mend();
            for (int id = 51; id <= 102; id++) {
                terminal.expectAck(id);
            }
        }
        assertEquals(100, cars.count(STORED, car.vehicleNo()));
        assertEquals(2, cars.count("select count(*) from device.quarantine where device_id = $1", car.deviceId()));
        readinessBecomes(200);
    }

    private void callersAreTold() {
        given().contentType(ContentType.JSON)
                .body(Map.of("login", "wang", "password", "twinloop-demo", "client", "APP"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("/problems/unavailable"));
        readinessBecomes(503);
    }

    private void aNewcomerIsRefused(TestCar car) {
        try (RawMqtt newcomer = RawMqtt.open(cars.port(), RawMqtt.V5)) {
            assertEquals(0x88, newcomer.connect(car.deviceId(), car.deviceId(), car.secret()));
        }
    }

    private static void readinessBecomes(int status) {
        long until = SystemTime.nanos() + PATIENCE.toNanos();
        int met;
        do {
            met = given().get("/q/health/ready").statusCode();
        } while (met != status && SystemTime.nanos() < until);
        assertEquals(status, met);
    }
}
