package org.twinloop.sim.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.twinloop.sim.terminal.Json;

/** Counts of reports, and the durations from a message's due time to its acknowledgement. */
final class Tally {
    /** From the due time of a report to its acknowledgement. */
    final Durations answers = new Durations();
    /** The same of reports that were sent again after a gap, by GB/T 32960. */
    final Durations reissues = new Durations();
    /** From the call to the answer that lets in, by GB/T 32960; warm-up and end included. */
    final Durations logins = new Durations();

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
    /** Reports that were sent after a gap, by GB/T 32960. */
    long reissued;
    /** Frames sent with a check character that does not fit, and those of them that were answered as wrong. */
    long wrongChecks;

    long wrongChecksTold;
    /** Sound reports that were answered with anything but success; they are given up. */
    long refusedReports;
    /** Reports given up because too many waited for a connection. */
    long dropped;

    /** Forgets what was measured while everything warmed up; what is under way stays counted as sent. */
    void begin() {
        answers.clear();
        reissues.clear();
        acknowledged = 0;
        sent = 0;
    }

    /** @param seconds that were measured */
    ObjectNode summary(double seconds, int terminals, long unacknowledged) {
        ObjectNode all = Json.MAPPER.createObjectNode();
        all.put("terminals", terminals).put("seconds", seconds);
        all.put("sent", sent).put("acknowledged", acknowledged).put("unacknowledged", unacknowledged);
        all.put("reportsPerS", acknowledged / seconds);
        all.put("p50Ms", answers.percentileMs(0.5)).put("p90Ms", answers.percentileMs(0.9));
        all.put("p99Ms", answers.percentileMs(0.99)).put("p999Ms", answers.percentileMs(0.999));
        all.put("longestMs", answers.longestMs());
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

    /** What only vehicles of GB/T 32960 tell. */
    void addGb(ObjectNode all) {
        all.put("reissued", reissued).put("wrongChecks", wrongChecks).put("wrongChecksTold", wrongChecksTold);
        all.put("refusedReports", refusedReports).put("dropped", dropped);
        all.put("reissuedP50Ms", reissues.percentileMs(0.5)).put("reissuedP99Ms", reissues.percentileMs(0.99));
        all.put("loginP50Ms", logins.percentileMs(0.5)).put("loginP99Ms", logins.percentileMs(0.99));
    }
}
