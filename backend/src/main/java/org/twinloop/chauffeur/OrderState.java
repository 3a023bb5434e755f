package org.twinloop.chauffeur;

/** PENDING → ACCEPTED → ARRIVED → ONBOARD → COMPLETED; PENDING → DECLINED; any open state → CANCELLED. */
public enum OrderState {
    PENDING,
    ACCEPTED,
    ARRIVED,
    ONBOARD,
    COMPLETED,
    DECLINED,
    CANCELLED,
    /** The company knows no such order. Told by the company only, never a state of ours. */
    UNKNOWN;

    /** Nothing more will happen. */
    public boolean over() {
        return this == COMPLETED || this == DECLINED || this == CANCELLED;
    }

    /** A driver is on the order: accepted, and not over. */
    public boolean isDriven() {
        return this == ACCEPTED || this == ARRIVED || this == ONBOARD;
    }

    /** Earlier than what is known of the ride already: a driver's own word came before the company's. */
    boolean isBehind(OrderState known) {
        return (known == ARRIVED || known == ONBOARD) && this != UNKNOWN && compareTo(known) < 0;
    }

    /** The company has said yes, whatever happened since. */
    boolean taken() {
        return this == ACCEPTED || this == ARRIVED || this == ONBOARD || this == COMPLETED;
    }

    /** The passengers got in. */
    boolean started() {
        return this == ONBOARD || this == COMPLETED;
    }
}
