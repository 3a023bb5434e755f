package org.twinloop.journeys;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The simulated city as a process of its own: cars and piles on MQTT, partners on HTTP. A test acts as the world on it
 * (a network cut, a partner's outage) and as another customer of a partner.
 */
final class Simulator {
    private static final Path JAR = Path.of("..", "device-firmware-sim", "target", "device-firmware-sim.jar");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Process process;
    private final Doors doors;

    private Simulator(Process process, Doors doors) {
        this.process = process;
        this.doors = doors;
    }

    /** Where it finds the service, where it opens its own ports, and the token its partners ask for. */
    record Doors(String api, String mqtt, int partners, int world, String token) {}

    /** A statement as an operator would send it, and the errors put in on purpose. */
    record Drawn(String csv, List<Map<String, Object>> faults) {}

    /** Starts a city that ends with this process. */
    static Simulator start(Doors doors) {
        List<String> command = command(
                "city", "--api", doors.api(), "--mqtt", doors.mqtt(), "--http-port", String.valueOf(doors.partners()));
        command.addAll(List.of("--control-port", String.valueOf(doors.world()), "--partner-token", doors.token()));
        command.addAll(List.of(
                "--partner-declined", "0", "--citizens", "4", "--parked-report-s", "180", "--seed", "1", "--quiet"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/journeys-simulator.log")))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return new Simulator(process, doors);
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator does not start", e);
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    void stop() {
        process.destroy();
    }

    /** Returns once every car and pile is on the line. */
    void awaitConnected(Duration within) {
        await("cars and piles on the line")
                .atMost(within)
                .ignoreException(ConnectException.class)
                .until(
                        () -> world(""),
                        city -> city.getInt("connectedCars") == city.getInt("cars")
                                && city.getInt("connectedPiles") == city.getInt("piles"));
    }

    /** What is true in the world, below {@code /world}. */
    JsonPath world(String path) {
        return given().get(worldUrl(path)).then().statusCode(200).extract().jsonPath();
    }

    /** Acts as the world: a network cut, an open door, a partner's outage. */
    void act(String path, Map<String, Object> body) {
        tryToAct(path, body).then().statusCode(200);
    }

    /** The same where the world may refuse. */
    Response tryToAct(String path, Map<String, Object> body) {
        return given().contentType("application/json").body(body).post(worldUrl(path));
    }

    /** Asks a partner's own desk, as another customer of it would. */
    Response askPartner(String method, String path, Map<String, Object> body) {
        var request = given().header("Authorization", "Bearer " + doors.token()).contentType("application/json");
        return (body == null ? request : request.body(body))
                .request(method, "http://127.0.0.1:" + doors.partners() + path);
    }

    /** Lets an operator draw up its statement of a month, with so many errors. */
    Drawn statement(String operator, String period, int faults) {
        Path file = Path.of("target", "statement-" + operator + ".csv");
        String login = "partner-" + operator.toLowerCase(Locale.ROOT);
        List<String> command = command("statement", "--api", doors.api(), "--login", login, "--period", period);
        command.addAll(List.of("--operator", operator));
        command.addAll(List.of("--statement-faults", String.valueOf(faults), "--out", file.toString()));
        try {
            Process drawing =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(drawing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, drawing.waitFor(), said);
            String last = said.strip().substring(said.strip().lastIndexOf('\n') + 1);
            return new Drawn(Files.readString(file), JsonPath.from(last).getList("faults"));
        } catch (IOException e) {
            throw new UncheckedIOException("no statement", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String worldUrl(String path) {
        return "http://127.0.0.1:" + doors.world() + "/world" + path;
    }

    private static List<String> command(String... arguments) {
        if (!Files.isRegularFile(JAR)) {
            throw new IllegalStateException("package the simulator first: mvn -pl device-firmware-sim package");
        }
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-Xmx256m", "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
