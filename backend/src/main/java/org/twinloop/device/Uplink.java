package org.twinloop.device;

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

        public static Verdict quarantine(String reason) {
            return new Verdict(reason);
        }

        public boolean accepted() {
            return quarantineReason == null;
        }
    }
}
