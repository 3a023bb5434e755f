package org.twinloop.journeys;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.twinloop.common.SystemTime;

/**
 * The set-up of the journeys: the service on a database of its own with the city's clock set to a working morning and
 * thirty times as fast, and the simulator as a process of its own that knows it by its public interfaces.
 *
 * <p>Needs {@code TWINLOOP_JOURNEY_DB_URL} (an empty database with the same roles as the tests') and the packaged
 * simulator; {@code ./infra/test} provides both.
 */
public final class City implements QuarkusTestProfile {

    /** Seconds of the city in a real second. */
    static final int SPEED = 30;

    /** A Tuesday that is no holiday, 09:00 in Shanghai. */
    private static final String MORNING = "2026-10-13T01:00:00Z";

    private static final Path SIMULATOR = Path.of("..", "device-firmware-sim", "target", "device-firmware-sim.jar");
    private static final String TOKEN = UUID.randomUUID().toString();
    private static Process simulator;

    @Override
    public Map<String, String> getConfigOverrides() {
        String database = System.getenv("TWINLOOP_JOURNEY_DB_URL");
        if (database == null) {
            throw new IllegalStateException(
                    "TWINLOOP_JOURNEY_DB_URL is not set: name an empty database for the journeys");
        }
        Map<String, String> settings = new TreeMap<>();
        settings.put("quarkus.datasource.jdbc.url", "jdbc:" + database);
        settings.put("quarkus.datasource.reactive.url", database);
        settings.put(
                "twinloop.clock.real-origin",
                remembered("clock", () -> SystemTime.now().toString()));
        settings.put("twinloop.clock.city-origin", MORNING);
        settings.put("twinloop.clock.speed", String.valueOf(SPEED));
        settings.put("twinloop.device.port", port("mqtt"));
        settings.put("twinloop.demo.partner-url", "http://127.0.0.1:" + port("partners"));
        settings.put("twinloop.demo.partner-token", remembered("token", () -> TOKEN));
        return settings;
    }

    @Override
    public String getConfigProfile() {
        return "test";
    }

    /** Starts the simulator once; it ends with this process. */
    static synchronized void simulate(int httpPort) {
        if (simulator != null && simulator.isAlive()) {
            return;
        }
        if (!Files.isRegularFile(SIMULATOR)) {
            throw new IllegalStateException("package the simulator first: mvn -pl device-firmware-sim package");
        }
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                SIMULATOR.toString(),
                "city",
                "--api",
                "http://127.0.0.1:" + httpPort,
                "--mqtt",
                "127.0.0.1:" + port("mqtt"),
                "--http-port",
                port("partners"),
                "--control-port",
                port("world"),
                "--partner-token",
                remembered("token", () -> TOKEN),
                "--citizens",
                "4",
                "--partner-declined",
                "0",
                "--seed",
                "1",
                "--quiet");
        try {
            simulator = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(new File("target/journeys-simulator.log"))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator does not start", e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::destroy));
    }

    /** Acts as the world on the simulated city: a network cut, an open door, a broken pile. */
    static void act(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port("world") + "/world" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(path + " answered " + answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String port(String name) {
        return remembered("port." + name, () -> {
            try (ServerSocket socket = new ServerSocket(0)) {
                return String.valueOf(socket.getLocalPort());
            } catch (IOException e) {
                throw new UncheckedIOException("no free port", e);
            }
        });
    }

    /** The profile is read by several class loaders, which share nothing but the system properties. */
    private static String remembered(String name, java.util.function.Supplier<String> make) {
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
