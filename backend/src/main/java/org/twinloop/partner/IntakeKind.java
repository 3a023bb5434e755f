package org.twinloop.partner;

/** What comes in by itself, and by which door. */
enum IntakeKind {
    MQTT_CARS,
    MQTT_PILES,
    GB32960_CARS
}
