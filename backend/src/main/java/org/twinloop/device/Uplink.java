package org.twinloop.device;

import java.time.Instant;
import java.util.UUID;

/** What became of a message from a device. */
public final class Uplink {

    private Uplink() {}

    /**
     * The outcome of a message; either way it is acknowledged and must not be sent again.
     *
     * @param quarantineReason why the message, or a part of it, could not be taken: field, value and fix; null when all
     *     of it was
     */
    public record Verdict(String quarantineReason) {

        public static final Verdict ACCEPTED = new Verdict(null);

        private static final int REASON_LENGTH_MAX = 500;

        /** The reason may quote what came: it is cut, and what neither MQTT nor PostgreSQL can hold is replaced. */
        public static Verdict quarantine(String reason) {
            int[] told = reason.codePoints()
                    .map(one -> one == 0 || Character.getType(one) == Character.SURROGATE ? '\ufffd' : one)
                    .limit(REASON_LENGTH_MAX)
                    .toArray();
            return new Verdict(new String(told, 0, told.length));
        }

        public boolean accepted() {
            return quarantineReason == null;
        }
    }

    /** Told once what became of a message that was taken directly; from any thread. */
    public interface Receipt {

        /** After the commit: accepted, or to be kept in the quarantine. */
        void decided(Verdict verdict);

        /** Nothing may be acknowledged. */
        void failed(Throwable failed);
    }

    /**
     * One message of a device that has proved who it is.
     *
     * @param deviceId who sent it
     * @param kind what the sender is
     * @param subjectId the vehicle or pile behind the device
     * @param topic full topic, below {@code tl/v1/{device}/up/}
     * @param payload the bytes as received; not to be changed
     * @param receivedAt city time of arrival
     */
    public record Message(
            String deviceId, DeviceKind kind, UUID subjectId, String topic, byte[] payload, Instant receivedAt) {}

    /**
     * A device that has proved who it is, to us or to the broker it speaks through.
     *
     * @param subjectId its vehicle or pile
     * @param operatorId who may see it besides the service's own desk; null for cars of government units
     */
    public record Sender(String deviceId, DeviceKind kind, UUID subjectId, UUID operatorId) {}
}
