package org.twinloop.device;

/** What sort of thing is at the other end. */
public enum DeviceKind {
    /** The terminal in a car; its subject is the vehicle. */
    TERMINAL,
    /** A charging pile; its subject is the pile. */
    PILE
}
