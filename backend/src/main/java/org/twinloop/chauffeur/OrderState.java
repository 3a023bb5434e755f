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

    /** The company has said yes, whatever happened since. */
    boolean taken() {
        return this == ACCEPTED || this == ARRIVED || this == ONBOARD || this == COMPLETED;
    }

    /** The passengers got in. */
    boolean started() {
        return this == ONBOARD || this == COMPLETED;
    }
}
