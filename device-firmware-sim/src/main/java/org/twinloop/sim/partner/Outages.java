package org.twinloop.sim.partner;

import java.util.HashMap;
import java.util.Map;
import org.twinloop.sim.time.Timeline;

/** Which partners do not answer at the moment. */
public final class Outages {
    private final Timeline timeline;
    private final Map<String, Long> downUntilMs = new HashMap<>();

    public Outages(Timeline timeline) {
        this.timeline = timeline;
    }

    /** A partner (gbfs, carshare, carservice) answers 503 for some city seconds. */
    public void begin(String partner, double citySeconds) {
        downUntilMs.put(partner, timeline.nowMs() + Math.round(citySeconds * 1000));
    }

    public boolean down(String partner) {
        return downUntilMs.getOrDefault(partner, Long.MIN_VALUE) > timeline.nowMs();
    }
}
