package org.twinloop.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A broker, persistent and without limits of its own, and one {@link Consumer} behind it: mosquitto, or HiveMQ CE with
 * file persistence.
 */
final class BrokerPeer {
    private static final long PATIENCE_NANOS = 600_000_000_000L;
    private static final int LISTENS_WITHIN_S = 60;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Target target;
    private final Path folder;
    private final int port;

    private BrokerPeer(String name, List<String> command, Map<String, String> environment, Target target) {
        this.name = name;
        this.command = command;
        this.environment = environment;
        this.target = target;
        folder = Path.of(environment.get("BENCH_SCRATCH"));
        port = Integer.parseInt(environment.get("BENCH_BROKER_PORT"));
    }

    /** Nothing where mosquitto is not installed. */
    static Optional<BrokerPeer> mosquitto(Map<String, String> environment, Target target) throws IOException {
        String program = environment.getOrDefault("BENCH_BROKER", "");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Path folder = Path.of(environment.get("BENCH_SCRATCH"));
        Path data = Files.createDirectories(folder.resolve("mosquitto"));
        Path settings = folder.resolve("mosquitto.conf");
        Files.write(
                settings,
                List.of(
                        "listener " + environment.get("BENCH_BROKER_PORT") + " 127.0.0.1",
                        "allow_anonymous true",
                        "persistence true",
                        "persistence_location " + data + "/",
                        "max_inflight_messages 0",
                        "max_queued_messages 0",
                        "log_type error",
                        "user root"));
        return Optional.of(
                new BrokerPeer("mosquitto", List.of(program, "-c", settings.toString()), environment, target));
    }

    /** Nothing where HiveMQ CE could not be built. */
    static Optional<BrokerPeer> hiveMq(Map<String, String> environment, Target target) {
        String classes = environment.getOrDefault("BENCH_HIVEMQ", "");
        if (classes.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of(environment.get("BENCH_JAVA"), "-Xmx1g"));
        for (String opened : List.of("java.base/java.lang", "java.base/java.nio", "java.base/sun.nio.ch")) {
            command.addAll(List.of("--add-opens", opened + "=ALL-UNNAMED"));
        }
        command.addAll(List.of("--add-opens", "jdk.management/com.sun.management.internal=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classes, "org.twinloop.bench.hivemq.HiveMq"));
        command.addAll(List.of(environment.get("BENCH_BROKER_PORT"), environment.get("BENCH_SCRATCH") + "/hivemq"));
        return Optional.of(new BrokerPeer("HiveMQ CE", command, environment, target));
    }

    /** Rows a second from the first report to the last commit. */
    double rowsPerS(int devices, int window, long messages) throws IOException, InterruptedException, SQLException {
        Process broker = start();
        try {
            Consumer consumer = new Consumer(target, port);
            Thread thread = new Thread(consumer, "consumer");
            thread.setDaemon(true);
            thread.start();
            Thread.sleep(1_000);
            consumer.stored();
            long begun = System.nanoTime();
            JsonNode sent = Load.of(
                            environment,
                            "--mqtt",
                            "127.0.0.1:" + port,
                            "--credentials",
                            credentials(devices).toString(),
                            "--devices",
                            Integer.toString(devices))
                    .run(
                            "--window",
                            Integer.toString(window),
                            "--seconds",
                            "600",
                            "--messages",
                            Long.toString(messages));
            long acknowledged = sent.path("acknowledged").asLong();
            long until = System.nanoTime() + PATIENCE_NANOS;
            while (consumer.stored() < acknowledged) {
                if (System.nanoTime() - until > 0) {
                    throw new IllegalStateException(name + " acknowledged " + acknowledged + ", and only "
                            + consumer.stored() + " rows were stored");
                }
                Thread.sleep(20);
            }
            return consumer.stored() / ((System.nanoTime() - begun) / 1e9);
        } finally {
            broker.destroy();
            broker.waitFor();
        }
    }

    private Process start() throws IOException, InterruptedException {
        Process broker = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("broker.log").toFile())
                .start();
        long until = System.nanoTime() + LISTENS_WITHIN_S * 1_000_000_000L;
        while (true) {
            try (Socket open = new Socket("127.0.0.1", port)) {
                System.out.println(name + " listens on " + open.getRemoteSocketAddress());
                return broker;
            } catch (IOException e) {
                if (System.nanoTime() - until > 0 || !broker.isAlive()) {
                    broker.destroy();
                    throw new IOException(
                            name + " does not listen: " + Files.readString(folder.resolve("broker.log")), e);
                }
                Thread.sleep(50);
            }
        }
    }

    private Path credentials(int devices) throws IOException {
        Path file = folder.resolve("credentials.csv");
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= devices; i++) {
            lines.append('T').append(900_000 + i).append(",\n");
        }
        return Files.writeString(file, lines);
    }
}
