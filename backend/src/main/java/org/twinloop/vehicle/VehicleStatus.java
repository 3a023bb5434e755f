package org.twinloop.vehicle;

/** What a car is doing, derived from its newest report by {@code vehicle.status} in the database. */
public enum VehicleStatus {
    /** Locked and standing. */
    PARKED,
    DRIVING,
    /** Taking energy; may be offered when locked and full enough. */
    CHARGING,
    /** Standing but unlocked or open: somebody is using it. */
    IN_USE,
    /** Nothing heard for longer than the configured age: never offered. */
    UNKNOWN
}
