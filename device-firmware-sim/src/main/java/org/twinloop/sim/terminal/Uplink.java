package org.twinloop.sim.terminal;

/** A device's way to the service. */
public interface Uplink {
    /** Accepts a message for delivery; it is kept until the service acknowledges it. */
    void send(Parcel parcel);

    /** How many messages were given up, oldest first, because too many were waiting. */
    default long dropped() {
        return 0;
    }

    /** How many messages are not yet acknowledged. */
    default int unsent() {
        return 0;
    }
}
