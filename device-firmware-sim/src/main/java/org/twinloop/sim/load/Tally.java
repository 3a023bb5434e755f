package org.twinloop.sim.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.twinloop.sim.terminal.Json;

/**
 * Counts of reports, and the durations from a message's due time to its acknowledgement; percentiles are right to 1.6
 * percent.
 */
final class Tally {
    /** Steps within a power of two. */
    private static final int STEPS_BITS = 6;

    private static final int STEPS = 1 << STEPS_BITS;

    private final long[] durations = new long[64 * STEPS];
    private long measured;
    private long longestNanos;
    long sent;
    long acknowledged;
    /** Warm-up and end included. */
    long acknowledgedInAll;

    long duplicates;
    long disordered;
    long reboots;
    long basements;
    long lostAcks;
    long repeated;
    long connects;
    long refusals;
    long cuts;
    /** Connections the service has closed, those for a full store and for a full window among them. */
    long closed;

    long closedOverQuota;
    long closedOverWindow;
    /** Acknowledged with the word that they went to the quarantine, which only MQTT 5 can tell. */
    long quarantined;

    void took(long nanos) {
        long duration = Math.max(0, nanos);
        durations[step(duration)]++;
        measured++;
        longestNanos = Math.max(longestNanos, duration);
    }

    private static int step(long value) {
        if (value < STEPS) {
            return (int) value;
        }
        int power = 63 - Long.numberOfLeadingZeros(value);
        int shift = power - STEPS_BITS;
        return (shift + 1) * STEPS + (int) (value >>> shift) - STEPS;
    }

    /** The upper end of a step. */
    private static long valueOf(int step) {
        if (step < STEPS) {
            return step;
        }
        int shift = step / STEPS - 1;
        return (long) (step % STEPS + STEPS + 1) << shift;
    }

    /** The duration in ms that this share of the acknowledgements did not exceed; 0 when there were none. */
    double percentileMs(double share) {
        long wanted = (long) Math.ceil(share * measured);
        long seen = 0;
        for (int step = 0; step < durations.length && measured > 0; step++) {
            seen += durations[step];
            if (seen >= wanted) {
                return Math.min(valueOf(step), longestNanos) / 1e6;
            }
        }
        return 0;
    }

    /** Forgets what was measured while everything warmed up; what is under way stays counted as sent. */
    void begin() {
        java.util.Arrays.fill(durations, 0);
        measured = 0;
        longestNanos = 0;
        acknowledged = 0;
        sent = 0;
    }

    /** @param seconds that were measured */
    ObjectNode summary(double seconds, int terminals, long unacknowledged) {
        ObjectNode all = Json.MAPPER.createObjectNode();
        all.put("terminals", terminals).put("seconds", seconds);
        all.put("sent", sent).put("acknowledged", acknowledged).put("unacknowledged", unacknowledged);
        all.put("reportsPerS", acknowledged / seconds);
        all.put("p50Ms", percentileMs(0.5)).put("p90Ms", percentileMs(0.9));
        all.put("p99Ms", percentileMs(0.99)).put("p999Ms", percentileMs(0.999));
        all.put("longestMs", longestNanos / 1e6);
        all.put("duplicates", duplicates).put("disordered", disordered).put("reboots", reboots);
        all.put("basements", basements);
        all.put("lostAcks", lostAcks).put("repeated", repeated);
        all.put("quarantined", quarantined);
        return all;
    }

    /** What became of connections, to the very end. */
    void addConnections(ObjectNode all) {
        all.put("connects", connects).put("refusals", refusals).put("cuts", cuts);
        all.put("closed", closed).put("closedOverQuota", closedOverQuota);
        all.put("closedOverWindow", closedOverWindow);
    }
}
