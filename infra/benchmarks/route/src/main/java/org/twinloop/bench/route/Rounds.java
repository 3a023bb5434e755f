package org.twinloop.bench.route;

import java.util.LinkedHashMap;
import java.util.Map;
import org.twinloop.bench.frame.Repeats;

/** Several engines that take turns, so that what disturbs the machine disturbs all of them. */
final class Rounds {

    private static final double MEDIAN = 0.5;

    private final double warmUpSeconds;
    private final Map<String, Engine> engines = new LinkedHashMap<>();
    private final Map<String, Times[]> times = new LinkedHashMap<>();

    private record Engine(Times.Router router, int[] pairs, int[] expected, Times.Differences differences) {}

    Rounds(double warmUpSeconds) {
        this.warmUpSeconds = warmUpSeconds;
    }

    void add(String name, Times.Router router, int[] pairs, int[] expected, Times.Differences differences) {
        engines.put(name, new Engine(router, pairs, expected, differences));
    }

    void run(int rounds) {
        engines.values().forEach(this::warmUp);
        engines.keySet().forEach(name -> times.put(name, new Times[rounds]));
        for (int round = 0; round < rounds; round++) {
            int now = round;
            engines.forEach((name, engine) ->
                    times.get(name)[now] = Times.of(engine.router, engine.pairs, engine.expected, engine.differences));
        }
    }

    private void warmUp(Engine engine) {
        long until = System.nanoTime() + (long) (warmUpSeconds * 1e9);
        for (int pair = 0; System.nanoTime() < until; pair++) {
            engine.router.weight(engine.pairs[pair % engine.pairs.length]);
        }
    }

    /** A percentile of each round, µs. */
    Repeats us(String name, double share) {
        Repeats repeats = new Repeats();
        for (Times round : times.get(name)) {
            repeats.add(round.us(share));
        }
        return repeats;
    }

    /** Median over median, round by round. */
    Repeats ratio(String slower, String quicker) {
        Repeats repeats = new Repeats();
        for (int round = 0; round < times.get(slower).length; round++) {
            repeats.add(times.get(slower)[round].us(MEDIAN) / times.get(quicker)[round].us(MEDIAN));
        }
        return repeats;
    }
}
