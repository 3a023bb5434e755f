package org.twinloop.bench.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** pgbench as the service's own role, with the recorded scripts taken at random. */
final class Pgbench {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");

    private final Path program;
    private final Server server;
    private final List<Path> scripts;

    Pgbench(Path program, Server server, List<Path> scripts) {
        this.program = program;
        this.server = server;
        this.scripts = scripts;
    }

    /** Transactions a second on that database. */
    double run(String database, int clients, int seconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + clients,
                "--jobs=1",
                "--time=" + seconds,
                "--host=" + server.host(),
                "--port=" + server.port(),
                "--username=twinloop_app"));
        scripts.forEach(script -> command.add("--file=" + script));
        command.add(database);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", server.runtimePassword());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        Matcher rate = RATE.matcher(output);
        if (code != 0 || !rate.find() || output.contains("ERROR")) {
            throw new IllegalStateException("pgbench ended with " + code + ":\n" + output);
        }
        return Double.parseDouble(rate.group(1));
    }

    static List<Path> write(Path folder, List<String> scripts) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.createDirectories(folder);
        for (String script : scripts) {
            Path file = folder.resolve("request-" + (files.size() + 1) + ".sql");
            Files.writeString(file, script, StandardCharsets.UTF_8);
            files.add(file);
        }
        return files;
    }
}
