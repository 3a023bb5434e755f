package org.twinloop.bench.frame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** pgbench as the service's own role, with the recorded scripts. */
public final class Pgbench {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");

    private final Path program;
    private final Server server;
    private final List<Path> scripts;

    public Pgbench(Path program, Server server, List<Path> scripts) {
        this.program = program;
        this.server = server;
        this.scripts = scripts;
    }

    /**
     * Transactions a second on that database: one pgbench for each recorded request, all at once, so that a connection
     * prepares one request's statements and not those of all. The time of each statement goes to a log beside the
     * scripts.
     */
    public double run(String database, int clients, int seconds) throws IOException, InterruptedException {
        List<Process> running = new ArrayList<>();
        for (Path script : scripts) {
            running.add(start(database, clients / scripts.size(), seconds, List.of(script)));
        }
        double sum = 0;
        for (int i = 0; i < running.size(); i++) {
            sum += rate(running.get(i), scripts.get(i));
        }
        return sum;
    }

    /** Transactions a second on that database: every connection draws one recorded request after the other. */
    public double runMixed(String database, int clients, int seconds) throws IOException, InterruptedException {
        return rate(start(database, clients, seconds, scripts), scripts.get(0));
    }

    private Process start(String database, int clients, int seconds, List<Path> files) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--no-vacuum",
                "--report-per-command",
                "--protocol=prepared",
                "--client=" + clients,
                "--time=" + seconds,
                "--host=" + server.host(),
                "--port=" + server.port(),
                "--username=twinloop_app"));
        files.forEach(file -> command.add("--file=" + file));
        command.add(database);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(files.get(0)).toFile());
        builder.environment().put("PGPASSWORD", server.runtimePassword());
        return builder.start();
    }

    private static double rate(Process running, Path script) throws IOException, InterruptedException {
        int code = running.waitFor();
        String output = Files.readString(log(script), StandardCharsets.UTF_8);
        Matcher rate = RATE.matcher(output);
        if (code != 0 || !rate.find() || output.contains("ERROR")) {
            throw new IllegalStateException("pgbench ended with " + code + ":\n" + output);
        }
        return Double.parseDouble(rate.group(1));
    }

    private static Path log(Path script) {
        return script.resolveSibling(script.getFileName() + ".log");
    }

    public static List<Path> write(Path folder, List<String> scripts) throws IOException {
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
