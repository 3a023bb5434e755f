package org.twinloop.trip.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which seeds are played: {@code -Dsimulation.seed} one alone, {@code -Dsimulation.seeds} so many from the first on;
 * through {@code ./infra/test} and {@code ./infra/bench} the same as TWINLOOP_SIMULATION_SEED and
 * TWINLOOP_SIMULATION_SEEDS.
 */
record Extent(long first, long seeds) {
    private static final long SEEDS = 60;
    private static final long SEEDS_LONG = 200;
    private static final Path TOLD = Path.of("target", "simulation.told");
    private static final Path BROKEN = Path.of("target", "simulation.broken");
    private static final Path FIGURES = Path.of("target", "simulation.figures");

    static Extent asked() {
        return value("seed")
                .map(seed -> new Extent(seed, 1))
                .orElseGet(() ->
                        new Extent(1, value("seeds").orElse(Boolean.getBoolean("twinloop.long") ? SEEDS_LONG : SEEDS)));
    }

    private static Optional<Long> value(String name) {
        String variable = "TWINLOOP_SIMULATION_" + name.toUpperCase(java.util.Locale.ROOT);
        return Optional.ofNullable(System.getProperty("simulation." + name))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(given -> !given.isBlank())
                .map(Long::valueOf);
    }

    /** Leaves what came of a run for the benchmark: figures, what broke, and in how many seeds each event was told. */
    void report(long steps, List<String> broken, Map<String, Integer> told, Duration took) throws IOException {
        Files.createDirectories(FIGURES.getParent());
        Files.write(
                TOLD,
                told.entrySet().stream()
                        .map(type -> type.getKey() + "=" + type.getValue())
                        .toList());
        Files.writeString(BROKEN, String.join("\n\n", broken));
        Files.write(
                FIGURES,
                List.of(
                        "seeds=" + seeds,
                        "steps=" + steps,
                        "invariant_breaks=" + broken.size(),
                        "seconds=" + took.toSeconds()));
    }
}
