package org.twinloop.bench.frame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of one benchmark: printed as {@code key=value}, written as a page of {@code docs/bench}. */
public final class BenchReport {
    private final String name;
    private final String purpose;
    private final String command;
    private final Map<String, Repeats> figures = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    public BenchReport(String name, String purpose, String command) {
        this.name = name;
        this.purpose = purpose;
        this.command = command;
    }

    public void figure(String key, Repeats repeats) {
        figures.put(key, repeats);
    }

    public void note(String note) {
        notes.add(note);
    }

    /** The closing lines of a benchmark. */
    public void print() {
        figures.forEach((key, repeats) -> System.out.println(key + "=" + number(repeats.median())));
    }

    /** The page of a benchmark without a database. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".md"), page(), StandardCharsets.UTF_8);
    }

    public void write(Path folder, ServerSettings server) throws IOException {
        StringBuilder page = page();
        page.append("- Load generator, service and database share the machine.\n");
        page.append("- Server: ");
        List<String> settings = new ArrayList<>();
        server.values().forEach((key, value) -> settings.add("`" + key + "` " + value));
        page.append(String.join(", ", settings)).append(".\n");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".md"), page, StandardCharsets.UTF_8);
    }

    private StringBuilder page() throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(name).append("\n\n").append(purpose).append("\n\n");
        page.append("| figure | median | least | most | repeats |\n|---|---|---|---|---|\n");
        figures.forEach((key, repeats) -> page.append(String.format(
                Locale.ROOT,
                "| `%s` | %s | %s | %s | %d |%n",
                key,
                number(repeats.median()),
                number(repeats.least()),
                number(repeats.most()),
                repeats.count())));
        page.append("\nMeasured on ").append(LocalDate.now(ZoneOffset.UTC)).append(" with `");
        page.append(command).append("`.\n\n");
        notes.forEach(note -> page.append("- ").append(note).append('\n'));
        page.append("- Machine: ").append(machine()).append(".\n");
        page.append("- Java: ").append(System.getProperty("java.vm.name")).append(' ');
        page.append(System.getProperty("java.runtime.version")).append(".\n");
        return page;
    }

    private static String machine() throws IOException {
        String model = line(Path.of("/proc/cpuinfo"), "model name");
        long memoryKb =
                Long.parseLong(line(Path.of("/proc/meminfo"), "MemTotal").replaceAll("[^0-9]", ""));
        return Runtime.getRuntime().availableProcessors() + " cores " + model + ", " + memoryKb / 1024 / 1024 + " GiB, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    private static String line(Path file, String key) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    /** Whole numbers as they are, others with three significant digits or more. */
    private static String number(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) || size >= 100) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
