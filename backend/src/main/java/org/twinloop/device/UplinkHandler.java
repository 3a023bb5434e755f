package org.twinloop.device;

import io.smallrye.mutiny.Uni;

/**
 * Reads one topic below {@code tl/v1/{device}/up/}. Each feature that owns a topic supplies one as a CDI bean.
 *
 * <p>The verdict's arrival is the permission to acknowledge: it must come after the commit of whatever the message
 * changed. A failure means that nothing may be acknowledged: when the database is away the message is tried again, any
 * other failure closes the connection, and the device sends it again.
 */
public interface UplinkHandler {

    /** The last part of the topic, for example {@code report}. */
    String topicSuffix();

    Uni<Uplink.Verdict> receive(Uplink.Message message);

    /**
     * Takes a message of the usual kind without a chain of its own, for topics that carry very many. The receipt is
     * told after the commit; order and failures are as with {@link #receive}.
     *
     * @return false when there is anything to say about the message; then it goes to {@link #receive}
     */
    default boolean take(Uplink.Message message, Uplink.Receipt receipt) {
        return false;
    }

    /** Whether this kind of device may speak on the topic. */
    default boolean accepts(DeviceKind kind) {
        return true;
    }

    /**
     * True when the handler keeps the order of a device's messages itself, so that many may be under way at once.
     * Otherwise the next message of a device waits for the verdict on the one before.
     */
    default boolean pipelined() {
        return false;
    }
}
