package org.twinloop.device.broker;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What came from one device through the broker, in order. Messages of topics that keep their order themselves are
 * handed on at once; any other is decided before the next is looked at.
 *
 * <pre>
 *   unknown ──ask──▶ known ⇄ one under way
 * </pre>
 */
final class DeviceLine {

    private final String deviceId;
    private final Deque<Arrival> waiting = new ArrayDeque<>();
    private boolean busy;
    private volatile BrokerRepository.Standing standing;
    private boolean asked;
    private volatile Heard heard;
    /** Real time. */
    private volatile Instant written = Instant.MIN;

    DeviceLine(String deviceId) {
        this.deviceId = deviceId;
    }

    /**
     * When something came.
     *
     * @param city what is shown, and compared with other times of the session
     * @param real what spans are measured by
     */
    record Heard(Instant city, Instant real) {}

    /** The next thing to do for a line. */
    enum Next {
        NOTHING,
        ASK,
        HAND
    }

    String deviceId() {
        return deviceId;
    }

    synchronized void add(Arrival arrival, Heard at) {
        waiting.add(arrival);
        heard = at;
    }

    /** What is to be done now; who is told to do something must do it and come back. */
    synchronized Next next() {
        if (busy || waiting.isEmpty()) {
            return Next.NOTHING;
        }
        if (!asked) {
            busy = true;
            return Next.ASK;
        }
        return Next.HAND;
    }

    /** The message to be handed on; null when another thread was first. */
    synchronized Arrival poll() {
        if (busy) {
            return null;
        }
        Arrival arrival = waiting.poll();
        busy = arrival != null && arrival.alone();
        return arrival;
    }

    /** The message that was alone is decided, or the question answered. */
    synchronized void free() {
        busy = false;
    }

    /** @param found null when there is no such device */
    synchronized void known(BrokerRepository.Standing found) {
        standing = found;
        asked = true;
    }

    /** Null when there is no such device. */
    BrokerRepository.Standing standing() {
        return standing;
    }

    /** Whether nothing is under way and nothing was heard since then, real time. */
    synchronized boolean isIdleSince(Instant at) {
        return !busy && waiting.isEmpty() && heard.real().isBefore(at);
    }

    Heard heard() {
        return heard;
    }

    /** Whether a device in service was heard, and that has not been written since then, real time. */
    boolean isNews(Instant since) {
        BrokerRepository.Standing known = standing;
        return known != null && !known.blocked() && heard.real().isAfter(written) && written.isBefore(since);
    }

    void written(Heard at) {
        written = at.real();
    }
}
