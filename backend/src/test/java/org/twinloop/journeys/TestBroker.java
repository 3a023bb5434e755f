package org.twinloop.journeys;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.twinloop.common.SystemTime;
import org.twinloop.contract.Project;

/** A broker as a process of its own on a free port of this machine, keeping sessions and messages over a restart. */
final class TestBroker {
    private static final long STOPPED_WITHIN_S = 20;
    private static final long BUILT_WITHIN_S = 180;

    private final int port;
    private final Path folder;
    private final List<String> command;
    private Process process;

    private TestBroker(int port, Path folder, List<String> command) {
        this.port = port;
        this.folder = folder;
        this.command = command;
    }

    /** One that runs already on the port in {@code TWINLOOP_TEST_BROKER}; it is neither stopped nor started. */
    static Optional<TestBroker> given() {
        return Optional.ofNullable(System.getenv("TWINLOOP_TEST_BROKER"))
                .map(port -> new TestBroker(Integer.parseInt(port), null, List.of()));
    }

    /** Debian's mosquitto; nothing where it is not installed. */
    static Optional<TestBroker> mosquitto() {
        Stream<String> places = Stream.concat(
                Stream.of("/usr/sbin", "/usr/local/sbin"),
                Stream.of(System.getenv("PATH").split(File.pathSeparator)));
        return places.map(place -> Path.of(place, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(TestBroker::mosquitto);
    }

    private static TestBroker mosquitto(Path program) {
        int port = Integer.parseInt(City.freePort());
        Path folder = folder("mosquitto");
        Path settings = folder.resolve("mosquitto.conf");
        try {
            Files.write(
                    settings,
                    List.of(
                            "listener " + port + " 127.0.0.1",
                            "allow_anonymous true",
                            "persistence true",
                            "persistence_location " + folder.toAbsolutePath() + "/",
                            "max_queued_messages 0",
                            "user " + System.getProperty("user.name")));
        } catch (IOException e) {
            throw new UncheckedIOException("mosquitto has no settings", e);
        }
        return new TestBroker(port, folder, List.of(program.toString(), "-c", settings.toString()));
    }

    /**
     * HiveMQ CE with file persistence, built from Maven artifacts beside the service, for their class paths clash; it
     * is built anew only when its sources are newer. Nothing where the artifacts cannot be had.
     */
    static Optional<TestBroker> hiveMq() {
        Path benchmarks = Project.root().resolve("infra/benchmarks");
        Path module = benchmarks.resolve("hivemq");
        Path jar = module.resolve("target/hivemq-0.1.0.jar");
        if (!isUpToDate(jar, module) && !isBuilt(benchmarks)) {
            return Optional.empty();
        }
        int port = Integer.parseInt(City.freePort());
        Path folder = folder("hivemq");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx384m", "-XX:+UseSerialGC"));
        for (String opened : List.of(
                "java.base/java.lang",
                "java.base/java.nio",
                "java.base/sun.nio.ch",
                "jdk.management/com.sun.management.internal")) {
            command.addAll(List.of("--add-opens", opened + "=ALL-UNNAMED"));
        }
        command.addAll(List.of("-cp", jar + ":" + module.resolve("target/lib/*"), "org.twinloop.bench.hivemq.HiveMq"));
        command.addAll(List.of(Integer.toString(port), folder.toAbsolutePath().toString()));
        return Optional.of(new TestBroker(port, folder, command));
    }

    private static boolean isUpToDate(Path jar, Path module) {
        if (!Files.isRegularFile(jar)) {
            return false;
        }
        try (Stream<Path> sources =
                Stream.concat(Stream.of(module.resolve("pom.xml")), Files.walk(module.resolve("src")))) {
            FileTime built = Files.getLastModifiedTime(jar);
            for (Path source : (Iterable<Path>) sources::iterator) {
                if (Files.getLastModifiedTime(source).compareTo(built) > 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("the sources of the HiveMQ CE module cannot be looked at", e);
        }
    }

    private static boolean isBuilt(Path benchmarks) {
        List<String> maven = List.of(
                "mvn",
                "-B",
                "-ntp",
                "-q",
                "-f",
                benchmarks.resolve("pom.xml").toString(),
                "-pl",
                "hivemq",
                "-am",
                "-Dspotless.check.skip=true",
                "package");
        try {
            Process build = new ProcessBuilder(maven)
                    .redirectErrorStream(true)
                    .redirectOutput(new File("target/hivemq-build.log"))
                    .start();
            if (!build.waitFor(BUILT_WITHIN_S, TimeUnit.SECONDS)) {
                build.destroyForcibly();
                return false;
            }
            return build.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Path folder(String name) {
        try {
            return Files.createDirectories(Path.of("target", name + "-" + SystemTime.millis()));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for " + name, e);
        }
    }

    /** Whether it is ours to stop and start. */
    boolean isOurs() {
        return !command.isEmpty();
    }

    String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    void start() {
        if (!isOurs()) {
            return;
        }
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " does not start", e);
        }
    }

    void stop() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(STOPPED_WITHIN_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
