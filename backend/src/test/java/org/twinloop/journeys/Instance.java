package org.twinloop.journeys;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The packaged service as a process of its own, in demo mode, on free ports. */
final class Instance {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private final Process process;
    private final int http;
    private final int mqtt;

    private Instance(Process process, int http, int mqtt) {
        this.process = process;
        this.http = http;
        this.mqtt = mqtt;
    }

    /** Starts it with settings as environment variables; it ends with this process at the latest. */
    static Instance start(String name, Map<String, String> settings) {
        assertTrue(Files.isRegularFile(JAR), "package the service first: mvn -pl backend -DskipTests package");
        int http = Integer.parseInt(City.freePort());
        int mqtt = Integer.parseInt(City.freePort());
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx320m",
                        "-jar",
                        JAR.toString()))
                .redirectErrorStream(true)
                .redirectOutput(new File("target/instance-" + name + ".log"));
        builder.environment().putAll(settings);
        builder.environment()
                .putAll(Map.of(
                        "TWINLOOP_MODE", "demo",
                        "TWINLOOP_HTTP_HOST", "127.0.0.1",
                        "TWINLOOP_HTTP_PORT", String.valueOf(http),
                        "TWINLOOP_MQTT_PORT", String.valueOf(mqtt),
                        "TWINLOOP_LOG_JSON", "false"));
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Instance(process, http, mqtt);
        } catch (IOException e) {
            throw new UncheckedIOException("the service does not start", e);
        }
    }

    void awaitReady() {
        City.ready(http);
    }

    String address() {
        return "http://127.0.0.1:" + http;
    }

    int mqtt() {
        return mqtt;
    }

    /** Kill -9: no goodbye to devices, database or the other instances. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    void stop() {
        process.destroy();
    }
}
