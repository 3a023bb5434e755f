package org.twinloop.vehicle;

/** Who decides when a car is free. */
public enum Calendar {
    /** Dedicated to officials: our database decides at once. */
    OURS,
    /** Rented to citizens too: a hold becomes firm with the operator's answer. */
    OPERATOR
}
