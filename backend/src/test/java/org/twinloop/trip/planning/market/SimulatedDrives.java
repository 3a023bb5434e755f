package org.twinloop.trip.planning.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The simulator as a process of its own that drives planned trips. */
final class SimulatedDrives {
    private static final Path JAR = Path.of("..", "device-firmware-sim", "target", "device-firmware-sim.jar");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private SimulatedDrives() {}

    /** The legs of each trip as they were driven, in the order of the trips. */
    static List<JsonArray> drive(long seed, List<JsonObject> trips) {
        if (!Files.isRegularFile(JAR)) {
            throw new IllegalStateException("package the simulator first: mvn -pl device-firmware-sim package");
        }
        try {
            Path asked = Files.createTempFile("trips", ".json");
            Path answered = Files.createTempFile("driven", ".json");
            Files.write(asked, trips.stream().map(JsonObject::encode).toList());
            Process process = new ProcessBuilder(
                            JAVA.toString(), "-Xmx256m", "-jar", JAR.toString(), "drive", "--seed", "" + seed)
                    .redirectInput(asked.toFile())
                    .redirectOutput(answered.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertEquals(0, process.waitFor(), "the simulator cannot drive " + asked);
            List<JsonArray> driven = Files.readAllLines(answered).stream()
                    .map(line -> new JsonObject(line).getJsonArray("legs"))
                    .toList();
            Files.delete(asked);
            Files.delete(answered);
            return driven;
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator does not drive", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
