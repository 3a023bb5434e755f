package org.twinloop.supervision.night;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.CityTime;
import org.twinloop.common.GeoPoint;

/**
 * The way a car took on a trip, beside the places that were approved: PR-41 and PR-45 afterwards, as plain functions.
 *
 * @param fixes in the order of their times, those of the ride only
 * @param destinations where the car had to go
 * @param places everywhere it might stand: destinations, begin and ends of legs
 */
record Track(List<Fix> fixes, List<GeoPoint> destinations, List<GeoPoint> places) {

    private static final double STANDING_KMH_MAX = 3;
    private static final double STANDING_M = 100;
    private static final double MOVING_KMH_MIN = 5;

    Track {
        fixes = List.copyOf(fixes);
        destinations = List.copyOf(destinations);
        places = List.copyOf(places);
    }

    /** @param speedKmh null when not told */
    record Fix(Instant at, GeoPoint position, Double speedKmh) {
        private boolean moves() {
            return speedKmh != null && speedKmh >= MOVING_KMH_MIN;
        }
    }

    /** PR-41: it was never near a destination, or stood long where nothing was approved. Nothing without positions. */
    Optional<Seen> elsewhere(NightConfig limits) {
        if (fixes.isEmpty() || destinations.isEmpty()) {
            return Optional.empty();
        }
        long missed = destinations.stream()
                .filter(there -> fixes.stream().noneMatch(fix -> near(fix, there, limits)))
                .count();
        Duration stood = longestStop(limits);
        boolean tooLong = stood.compareTo(limits.stop()) > 0;
        if (missed == 0 && !tooLong) {
            return Optional.empty();
        }
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("destinations", destinations.size());
        inputs.put("destinationsMissed", missed);
        inputs.put("stoodElsewhere", stood.toString());
        inputs.put("nearM", limits.nearM());
        inputs.put("stop", limits.stop().toString());
        return Optional.of(new Seen(
                "PR-41",
                "1",
                inputs,
                missed > 0 ? "有 " + missed + " 个批准的目的地未到达，请说明。" : "在批准地点以外停留 " + stood.toMinutes() + " 分钟，请说明。",
                missed > 0
                        ? missed + " approved destinations were not reached; please explain."
                        : "Stood for " + stood.toMinutes() + " min where nothing was approved; please explain."));
    }

    /** PR-45: it was silent while it moved, or was at once somewhere else. */
    Optional<Seen> tampered(NightConfig limits) {
        for (int i = 1; i < fixes.size(); i++) {
            Fix before = fixes.get(i - 1);
            Fix after = fixes.get(i);
            Duration between = Duration.between(before.at(), after.at());
            double metres = before.position().distanceM(after.position());
            boolean moved = before.moves() || after.moves() || metres > limits.nearM();
            boolean silent = between.compareTo(limits.silence()) > 0 && moved;
            double kmh = metres * 3.6 / Math.max(1, between.toSeconds());
            boolean jumped = metres > limits.nearM() && kmh > limits.jumpKmh();
            if (silent || jumped) {
                return Optional.of(gap(before, after, metres, kmh, silent));
            }
        }
        return Optional.empty();
    }

    private static Seen gap(Fix before, Fix after, double metres, double kmh, boolean silent) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("from", before.at().toString());
        inputs.put("to", after.at().toString());
        inputs.put("metres", Math.round(metres));
        inputs.put("kmh", Math.round(kmh));
        String from = CityTime.clock(before.at());
        String to = CityTime.clock(after.at());
        return new Seen(
                "PR-45",
                "1",
                inputs,
                silent
                        ? "行驶中 " + from + " 至 " + to + " 无定位数据，请说明。"
                        : String.format(Locale.ROOT, "%s 位置跳变 %.0f 米，请说明。", to, metres),
                silent
                        ? "Nothing was heard of the car from " + from + " to " + to + " while it moved; please explain."
                        : String.format(
                                Locale.ROOT, "At %s the position jumped by %.0f m; please explain.", to, metres));
    }

    private Duration longestStop(NightConfig limits) {
        Duration longest = Duration.ZERO;
        Optional<Fix> since = Optional.empty();
        for (Fix fix : fixes) {
            boolean approved = places.stream().anyMatch(place -> near(fix, place, limits));
            boolean stands = fix.speedKmh() != null && fix.speedKmh() <= STANDING_KMH_MAX && !approved;
            boolean still = since.filter(first -> first.position().distanceM(fix.position()) <= STANDING_M)
                    .isPresent();
            if (!stands) {
                since = Optional.empty();
            } else if (still) {
                Duration stood = Duration.between(since.get().at(), fix.at());
                longest = stood.compareTo(longest) > 0 ? stood : longest;
            } else {
                since = Optional.of(fix);
            }
        }
        return longest;
    }

    private static boolean near(Fix fix, GeoPoint place, NightConfig limits) {
        return fix.position().distanceM(place) <= limits.nearM();
    }

    /** Those of a list that are places, in its order. */
    static List<GeoPoint> points(Iterable<com.fasterxml.jackson.databind.JsonNode> nodes) {
        List<GeoPoint> points = new ArrayList<>();
        for (var node : nodes) {
            if (node.hasNonNull("lon") && node.hasNonNull("lat")) {
                points.add(
                        new GeoPoint(node.get("lon").asDouble(), node.get("lat").asDouble()));
            }
        }
        return points;
    }
}
