package org.twinloop.device.broker;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.util.Arrays;
import org.twinloop.common.SystemTime;

/** A message that the broker handed over, on its way to its acknowledgement. */
final class Arrival {

    private static final int PREFIX_BYTES = 1024;
    private static final long REST_MIN_MS = 200;
    private static final long REST_MAX_MS = 30_000;
    private static final int DOUBLINGS_MAX = 16;

    private final BrokerLink link;
    private final Mqtt5Publish publish;
    private final String topic;
    private final String suffix;
    private final boolean alone;
    private final int bytes;
    private final byte[] payload;
    private final String fault;
    private final long atNanos = SystemTime.nanos();
    private int failures;

    /**
     * @param suffix what stands behind {@code tl/v1/{device}/up/}
     * @param alone whether the next message of the device waits for this one's verdict
     * @param bytesMax largest payload in bytes; of a larger one the beginning is kept
     */
    Arrival(BrokerLink link, Mqtt5Publish publish, String topic, String suffix, boolean alone, int bytesMax) {
        this.link = link;
        this.publish = publish;
        this.topic = topic;
        this.suffix = suffix;
        this.alone = alone;
        byte[] whole = publish.getPayloadAsBytes();
        bytes = whole.length;
        if (bytes <= bytesMax) {
            payload = whole;
            fault = null;
        } else {
            payload = Arrays.copyOf(whole, Math.min(PREFIX_BYTES, bytesMax));
            fault = "payload: " + bytes + " bytes; at most twinloop.device.message-bytes-max, " + bytesMax
                    + ", are accepted; its first " + payload.length + " are kept here";
        }
    }

    String topic() {
        return topic;
    }

    String suffix() {
        return suffix;
    }

    boolean alone() {
        return alone;
    }

    byte[] payload() {
        return payload;
    }

    /** Length of the payload as it came. */
    int bytes() {
        return bytes;
    }

    /** Why nobody may read the message; null when somebody may. */
    String fault() {
        return fault;
    }

    long atNanos() {
        return atNanos;
    }

    /** False once the session with the broker is another instance's, which gets the message anew. */
    boolean isWanted() {
        return link.isOpen();
    }

    void acknowledge() {
        publish.acknowledge();
    }

    /** Counts an attempt that failed; answers how many did. Attempts follow each other. */
    int failed() {
        return ++failures;
    }

    /** Rest before the next attempt, in milliseconds: doubled with each failure, half a minute at most. */
    long restMs() {
        int doublings = Math.min(Math.max(0, failures - 1), DOUBLINGS_MAX);
        return Math.min(REST_MAX_MS, REST_MIN_MS << doublings);
    }
}
