package org.twinloop.sim.road;

import java.util.List;

/** A way from one point to another: straight stretches, one after the other. */
public record Route(List<Stretch> stretches) {
    public Route {
        if (stretches.isEmpty()) {
            throw new IllegalArgumentException("a route has at least one stretch");
        }
        stretches = List.copyOf(stretches);
    }

    /**
     * One stretch of road.
     *
     * @param roadId id of the road in {@code edges.csv} ("-" behind it: driven backwards), empty for a connector
     * @param lengthM driven length; at least the straight distance, since roads bend
     * @param limitMs posted speed
     * @param tunnel no satellite fix inside
     * @param ground at street level, where traffic lights stop cars
     * @param toll costs a toll
     */
    public record Stretch(
            String roadId,
            GeoPoint from,
            GeoPoint to,
            double lengthM,
            double limitMs,
            boolean tunnel,
            boolean ground,
            boolean toll) {
        static final double CONNECTOR_MS = 25 / 3.6;

        static Stretch connector(GeoPoint from, GeoPoint to) {
            double lengthM = Math.max(1, from.distanceM(to));
            return new Stretch("", from, to, lengthM, CONNECTOR_MS, false, true, false);
        }

        static Stretch of(RoadNetwork.Road road) {
            return new Stretch(
                    road.id(),
                    road.from().at(),
                    road.to().at(),
                    road.lengthM(),
                    road.limitMs(),
                    road.tunnel(),
                    road.ground(),
                    road.toll());
        }

        public GeoPoint at(double metres) {
            return from.towards(to, Math.min(1, metres / lengthM));
        }

        public double headingDeg() {
            return from.headingDeg(to);
        }
    }

    public double lengthM() {
        return stretches.stream().mapToDouble(Stretch::lengthM).sum();
    }

    public double tollM() {
        return stretches.stream()
                .filter(Stretch::toll)
                .mapToDouble(Stretch::lengthM)
                .sum();
    }

    /** Seconds on empty roads at the posted speeds. */
    public double freeFlowS() {
        return stretches.stream().mapToDouble(s -> s.lengthM() / s.limitMs()).sum();
    }

    public GeoPoint from() {
        return stretches.get(0).from();
    }

    public GeoPoint to() {
        return stretches.get(stretches.size() - 1).to();
    }
}
