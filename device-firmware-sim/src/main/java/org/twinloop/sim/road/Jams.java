package org.twinloop.sim.road;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Roads on which traffic crawls, as somebody at the control port wants it. For the thread of the city only. */
public final class Jams {
    private final Map<String, Double> speeds = new HashMap<>();

    /**
     * Nobody drives faster here from now on.
     *
     * @param roadId one direction of a road, as in {@link Route.Stretch}
     */
    public void begin(String roadId, double speedMs) {
        speeds.put(roadId, speedMs);
    }

    public void end(String roadId) {
        speeds.remove(roadId);
    }

    /** Speed on a jammed road; nothing where there is no jam. */
    public OptionalDouble speedMs(String roadId) {
        Double speed = speeds.get(roadId);
        return speed == null ? OptionalDouble.empty() : OptionalDouble.of(speed);
    }
}
