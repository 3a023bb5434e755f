package org.twinloop.network.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the profile is to learn: means of what was observed, gathered by span of time until the span is over. Holds two
 * spans at most, each with a number for each class of road and half hour met. For any number of threads.
 */
final class Lessons {

    private static final int SPANS_MAX = 2;

    private final long spanS;
    private final TreeMap<Long, Map<Met, double[]>> spans = new TreeMap<>();

    Lessons(Duration span) {
        spanS = span.toSeconds();
    }

    private record Met(String roadClass, int slot) {}

    /** @param until the end of the span it was observed in */
    record Lesson(Instant until, List<WeekProfile.Learned> learned) {}

    synchronized void add(String roadClass, double share, Instant at) {
        long span = Math.floorDiv(at.getEpochSecond(), spanS);
        if (spans.size() >= SPANS_MAX && !spans.containsKey(span)) {
            if (span < spans.firstKey()) {
                return;
            }
            spans.pollFirstEntry();
        }
        double[] sum = spans.computeIfAbsent(span, key -> new TreeMap<>(Lessons::order))
                .computeIfAbsent(new Met(roadClass, WeekProfile.slot(at)), key -> new double[2]);
        sum[0] += share;
        sum[1]++;
    }

    private static int order(Met one, Met other) {
        int byClass = one.roadClass.compareTo(other.roadClass);
        return byClass == 0 ? Integer.compare(one.slot, other.slot) : byClass;
    }

    /** Takes the oldest span that is over, with some time for what arrives late. */
    synchronized Optional<Lesson> take(Instant now, Duration late) {
        if (spans.isEmpty()) {
            return Optional.empty();
        }
        Instant until = Instant.ofEpochSecond((spans.firstKey() + 1) * spanS);
        if (now.isBefore(until.plus(late))) {
            return Optional.empty();
        }
        List<WeekProfile.Learned> learned = new ArrayList<>();
        spans.pollFirstEntry()
                .getValue()
                .forEach((met, sum) ->
                        learned.add(new WeekProfile.Learned(met.roadClass, met.slot, sum[0] / sum[1], sum[1])));
        return Optional.of(new Lesson(until, learned));
    }
}
