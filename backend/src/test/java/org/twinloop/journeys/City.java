package org.twinloop.journeys;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.twinloop.common.SystemTime;

/**
 * The set-up of the journeys: the service on a database of its own with the city's clock set to a working morning and
 * sixty times as fast, and the simulator as a process of its own that knows it by its public interfaces.
 *
 * <p>Needs {@code TWINLOOP_JOURNEY_DB_URL} (an empty database with the same roles as the tests') and the packaged
 * simulator; {@code ./infra/test} provides both.
 */
public final class City implements QuarkusTestProfile {

    /** Seconds of the city in a real second. */
    static final int SPEED = 60;

    /** A Tuesday that is no holiday, 08:00 in Shanghai; working hours end twelve real minutes later. */
    private static final String MORNING = "2026-10-13T00:00:00Z";

    private static final Duration AWAKE_WITHIN = Duration.ofSeconds(300);
    private static Simulator simulator;

    @Override
    public Map<String, String> getConfigOverrides() {
        String database = database();
        Map<String, String> settings = new TreeMap<>();
        settings.put("quarkus.datasource.jdbc.url", "jdbc:" + database);
        settings.put("quarkus.datasource.reactive.url", database);
        settings.put("twinloop.clock.city-origin", MORNING);
        settings.put("twinloop.clock.speed", String.valueOf(SPEED));
        settings.put("twinloop.device.port", port("mqtt"));
        settings.put("twinloop.demo.partner-url", "http://127.0.0.1:" + port("partners"));
        settings.put("twinloop.partner.token", token());
        settings.put("twinloop.telematics.speed.on", "true");
        settings.put("twinloop.telematics.alert.interval", "PT1M");
        settings.put("twinloop.trip.heal.interval", "2s");
        return settings;
    }

    /** The settings above are read long before the service starts. */
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Morning.class));
    }

    /** Lets the city's morning begin when the service starts. */
    public static final class Morning implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            return Map.of(
                    "twinloop.clock.real-origin",
                    remembered("clock", () -> SystemTime.now().toString()));
        }

        @Override
        public void stop() {
            // The morning passes by itself.
        }
    }

    @Override
    public String getConfigProfile() {
        return "test";
    }

    /** The city once the service is ready and every car and pile is on the line. */
    static synchronized Simulator awake() {
        ready(RestAssured.port);
        if (simulator == null || !simulator.runs()) {
            simulator = Simulator.start(new Simulator.Doors(
                    "http://127.0.0.1:" + RestAssured.port,
                    "127.0.0.1:" + port("mqtt"),
                    Integer.parseInt(port("partners")),
                    Integer.parseInt(port("world")),
                    token()));
        }
        simulator.awaitConnected(AWAKE_WITHIN);
        return simulator;
    }

    static void ready(int port) {
        await("the service to be ready")
                .atMost(AWAKE_WITHIN)
                .ignoreException(ConnectException.class)
                .until(() -> RestAssured.given()
                                .get("http://127.0.0.1:" + port + "/q/health/ready")
                                .statusCode()
                        == 200);
    }

    static String database() {
        String database = System.getenv("TWINLOOP_JOURNEY_DB_URL");
        if (database == null) {
            throw new IllegalStateException(
                    "TWINLOOP_JOURNEY_DB_URL is not set: name an empty database for the journeys");
        }
        return database;
    }

    static String freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    private static String port(String name) {
        return remembered("port." + name, City::freePort);
    }

    private static String token() {
        return remembered("token", () -> UUID.randomUUID().toString());
    }

    /** The profile is read by several class loaders, which share nothing but the system properties. */
    private static String remembered(String name, Supplier<String> make) {
        String key = "twinloop.journeys." + name;
        synchronized (System.getProperties()) {
            String value = System.getProperty(key);
            if (value == null) {
                value = make.get();
                System.setProperty(key, value);
            }
            return value;
        }
    }
}
