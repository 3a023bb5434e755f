package org.twinloop.bench.tiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** pgbench as the service's own role, each transaction one of the recorded tiles. */
final class Pgbench {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");

    private final Map<String, String> environment;
    private final List<Path> scripts = new ArrayList<>();
    private final Path log;

    Pgbench(Map<String, String> environment, List<String> tiles) throws IOException {
        this.environment = environment;
        Path folder = Files.createDirectories(Path.of(environment.get("BENCH_SCRATCH"), "scripts"));
        log = folder.resolve("pgbench.log");
        for (String tile : tiles) {
            Path file = folder.resolve("tile-" + (scripts.size() + 1) + ".sql");
            Files.writeString(file, tile, StandardCharsets.UTF_8);
            scripts.add(file);
        }
    }

    double perSecond(String database, int clients, long seconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                environment.get("BENCH_PGBENCH"),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + clients,
                "--time=" + seconds,
                "--host=" + environment.get("BENCH_DB_HOST"),
                "--port=" + environment.get("BENCH_DB_PORT"),
                "--username=twinloop_app"));
        scripts.forEach(script -> command.add("--file=" + script));
        command.add(database);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("PGPASSWORD", environment.get("BENCH_DB_RUNTIME_PASSWORD"));
        int code = builder.start().waitFor();
        String output = Files.readString(log, StandardCharsets.UTF_8);
        Matcher rate = RATE.matcher(output);
        if (code != 0 || !rate.find() || output.contains("ERROR")) {
            throw new IllegalStateException("pgbench ended with " + code + ":\n" + output);
        }
        return Double.parseDouble(rate.group(1));
    }
}
