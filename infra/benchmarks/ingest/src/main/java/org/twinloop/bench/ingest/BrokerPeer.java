package org.twinloop.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** mosquitto, persistent and without limits of its own, and one {@link Consumer} behind it. */
final class BrokerPeer {
    private static final long PATIENCE_NANOS = 600_000_000_000L;

    private final Map<String, String> environment;
    private final Target target;
    private final Path folder;
    private final int port;

    BrokerPeer(Map<String, String> environment, Target target) {
        this.environment = environment;
        this.target = target;
        folder = Path.of(environment.get("BENCH_SCRATCH"));
        port = Integer.parseInt(environment.get("BENCH_BROKER_PORT"));
    }

    boolean isThere() {
        return !environment.getOrDefault("BENCH_BROKER", "").isEmpty();
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
                    throw new IllegalStateException("the broker acknowledged " + acknowledged + ", and only "
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
        Path data = Files.createDirectories(folder.resolve("mosquitto"));
        Path settings = folder.resolve("mosquitto.conf");
        Files.write(
                settings,
                List.of(
                        "listener " + port + " 127.0.0.1",
                        "allow_anonymous true",
                        "persistence true",
                        "persistence_location " + data + "/",
                        "max_inflight_messages 0",
                        "max_queued_messages 0",
                        "log_type error",
                        "user root"));
        Process broker = new ProcessBuilder(environment.get("BENCH_BROKER"), "-c", settings.toString())
                .inheritIO()
                .start();
        for (int attempt = 0; ; attempt++) {
            try (Socket open = new Socket("127.0.0.1", port)) {
                System.out.println("mosquitto listens on " + open.getRemoteSocketAddress());
                return broker;
            } catch (IOException e) {
                if (attempt > 100 || !broker.isAlive()) {
                    broker.destroy();
                    throw e;
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
