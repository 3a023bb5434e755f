package org.twinloop.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A broker, persistent and without limits of its own, and one {@link Consumer} behind it: mosquitto, or HiveMQ CE with
 * file persistence.
 */
final class BrokerPeer {
    private static final int LISTENS_WITHIN_S = 60;
    private static final double PACED = 1.1;
    private static final double LEAST_OFFER = 4_000;
    private static final double NEARLY_ALL = 0.9;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Target target;
    private final Path folder;
    private final Path data;
    private final int port;
    private double acknowledged;

    private BrokerPeer(String name, List<String> command, Path data, Map<String, String> environment, Target target) {
        this.name = name;
        this.command = command;
        this.data = data;
        this.environment = environment;
        this.target = target;
        folder = Path.of(environment.get("BENCH_SCRATCH"));
        port = Integer.parseInt(environment.get("BENCH_BROKER_PORT"));
    }

    static BrokerPeer mosquitto(Map<String, String> environment, Target target) throws IOException {
        String program = environment.get("BENCH_BROKER");
        Path folder = Path.of(environment.get("BENCH_SCRATCH"));
        Path data = folder.resolve("mosquitto");
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
        return new BrokerPeer("mosquitto", List.of(program, "-c", settings.toString()), data, environment, target);
    }

    static BrokerPeer hiveMq(Map<String, String> environment, Target target) {
        Path data = Path.of(environment.get("BENCH_SCRATCH"), "hivemq");
        List<String> command = new ArrayList<>(List.of(environment.get("BENCH_JAVA"), "-Xmx1g"));
        for (String opened : List.of("java.base/java.lang", "java.base/java.nio", "java.base/sun.nio.ch")) {
            command.addAll(List.of("--add-opens", opened + "=ALL-UNNAMED"));
        }
        command.addAll(List.of("--add-opens", "jdk.management/com.sun.management.internal=ALL-UNNAMED"));
        command.addAll(List.of("-cp", environment.get("BENCH_HIVEMQ"), "org.twinloop.bench.hivemq.HiveMq"));
        command.addAll(List.of(environment.get("BENCH_BROKER_PORT"), data.toString()));
        return new BrokerPeer("HiveMQ CE", command, data, environment, target);
    }

    /**
     * Committed rows a second: the best of several runs. In the first the load offers as much as its windows allow, as
     * to the service. A broker may spend itself on taking and hand over next to nothing then, so short runs look for
     * the offer it stores most of: twice as much each time, as long as nearly all of it is stored. The last one is as
     * long as the first and offers a tenth more than the best of them stored.
     *
     * @param options of the load, its warm-up and time among them
     */
    double rowsPerS(int devices, List<String> options) throws IOException, InterruptedException, SQLException {
        double most = run(devices, options);
        double stored;
        double offer = LEAST_OFFER;
        do {
            stored = run(devices, with(options, "--warm-up", "5", "--seconds", "15", "--rate", rate(offer)));
            most = Math.max(most, stored);
            offer *= 2;
        } while (stored > offer / 2 * NEARLY_ALL);
        return Math.max(most, run(devices, with(options, "--rate", rate(most * PACED))));
    }

    /** The most it acknowledged a second in any of these runs, whatever became of it. */
    double acknowledgedPerS() {
        return acknowledged;
    }

    private static String rate(double perS) {
        return Long.toString(Math.round(perS));
    }

    /** Of an option that is told twice the load takes the later. */
    private static List<String> with(List<String> options, String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return all;
    }

    private double run(int devices, List<String> options) throws IOException, InterruptedException, SQLException {
        clear();
        Process broker = start();
        try {
            Consumer consumer = new Consumer(target, port);
            Thread thread = new Thread(consumer, "consumer");
            thread.setDaemon(true);
            thread.start();
            consumer.awaitSubscribed();
            RowRate rate = new RowRate(target, Consumer.TABLE);
            JsonNode sent = Load.of(
                            environment,
                            "--mqtt",
                            "127.0.0.1:" + port,
                            "--credentials",
                            credentials(devices).toString(),
                            "--devices",
                            Integer.toString(devices))
                    .run(rate::begin, rate::end, options.toArray(String[]::new));
            consumer.mustLive();
            acknowledged = Math.max(acknowledged, sent.path("reportsPerS").asDouble());
            System.out.printf("  %s stored %.0f rows a second; %s%n", name, rate.perS(), sent);
            return rate.perS();
        } finally {
            broker.destroy();
            broker.waitFor();
        }
    }

    /** What an earlier run has left would be delivered in the next. */
    private void clear() throws IOException {
        if (Files.exists(data)) {
            try (Stream<Path> all = Files.walk(data)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
        Files.createDirectories(data);
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
