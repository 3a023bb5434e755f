package org.twinloop.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls the load generator of {@code device-firmware-sim}, tells how far it is and reads its last line. */
public record Load(String java, String simulator, List<String> target) {
    private static final String TOLD_EVERY_MS = "15000";
    private static final String BEGINS = "measuring ";
    private static final String ENDS = "measured ";
    private static final ObjectMapper JSON = new ObjectMapper();

    public static Load of(Map<String, String> environment, String... target) {
        return new Load(environment.get("BENCH_JAVA"), environment.get("BENCH_SIMULATOR"), List.of(target));
    }

    /** What is done when measuring begins, its warm-up over, and when it ends. */
    @FunctionalInterface
    public interface Moment {
        void come() throws IOException, SQLException;
    }

    /** Runs to its end; answers its summary. */
    public JsonNode run(String... options) throws IOException, InterruptedException, SQLException {
        return run(() -> {}, () -> {}, options);
    }

    /** The same, and looks at something else when measuring begins and ends. */
    public JsonNode run(Moment begins, Moment ends, String... options)
            throws IOException, InterruptedException, SQLException {
        List<String> command =
                new ArrayList<>(List.of(java, "-Xms192m", "-Xmx512m", "-XX:+UseSerialGC", "-jar", simulator, "load"));
        command.addAll(List.of("--progress", TOLD_EVERY_MS));
        command.addAll(target);
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String last = "";
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                if (line.startsWith(BEGINS)) {
                    begins.come();
                } else if (line.startsWith(ENDS)) {
                    ends.come();
                }
                tell(line);
            }
        } finally {
            process.destroy();
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the load has failed: " + String.join(" ", command));
        }
        return JSON.readTree(last);
    }

    /** A line on the state: the word, the time, what is acknowledged and how many terminals are connected. */
    private static void tell(String line) {
        String[] words = line.split(" ");
        if (words.length == 4 && words[0].equals("progress")) {
            System.out.println("   … " + words[2] + " acknowledged, " + words[3] + " terminals connected");
        }
    }
}
