package org.twinloop.partner.gb32960.wire;

/** Gives the numbers that are to be written, in the unit of the quantity. */
@FunctionalInterface
public interface Source {

    /** NaN when there is none; what is written then is {@link #absence}. */
    double number(Quantity quantity);

    /** Why there is no number. */
    default Absence absence(Quantity quantity) {
        return Absence.INVALID;
    }
}
