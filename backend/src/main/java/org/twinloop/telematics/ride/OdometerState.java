package org.twinloop.telematics.ride;

/** Whether the odometer of a ride can be believed. */
public enum OdometerState {
    SOUND,
    /** Told at most once. */
    MISSING,
    /** Not told near the begin or near the end, or not read to the end: what it says is a part of the ride. */
    PARTIAL,
    /** A later reading is less, as after an exchange or a reset. */
    WENT_BACK,
    /** It rose by more than a car can drive in the time. */
    JUMPED,
    /** Less than the straight lines between the positions. */
    SHORT
}
