package org.twinloop.telematics.clock;

/**
 * The clock of one terminal. A delay makes a report look older, never newer, so of two windows, the running one and the
 * one before, the greatest lead is nearest to the truth.
 */
final class ClockReading {

    private static final long NOTHING = Long.MIN_VALUE;

    private final long windowMs;
    private long windowFromMs;
    private long lead = NOTHING;
    private long leadBefore = NOTHING;
    private long receivedMs;
    private long notedLead = NOTHING;

    ClockReading(long windowMs, long receivedMs) {
        this.windowMs = windowMs;
        windowFromMs = receivedMs;
    }

    synchronized void heard(long eventMs, long atMs) {
        if (atMs - windowFromMs >= windowMs) {
            leadBefore = atMs - windowFromMs < 2 * windowMs ? lead : NOTHING;
            lead = NOTHING;
            windowFromMs = atMs;
        }
        lead = Math.max(lead, eventMs - atMs);
        receivedMs = Math.max(receivedMs, atMs);
    }

    /** Milliseconds by which the clock is ahead; negative when it is behind, by at most so much. */
    synchronized long aheadMs() {
        return Math.max(lead, leadBefore);
    }

    synchronized long receivedMs() {
        return receivedMs;
    }

    synchronized boolean isNews(long fromMs) {
        return notedLead == NOTHING || Math.abs(aheadMs() - notedLead) >= fromMs;
    }

    synchronized void noted(long aheadMs) {
        notedLead = aheadMs;
    }
}
