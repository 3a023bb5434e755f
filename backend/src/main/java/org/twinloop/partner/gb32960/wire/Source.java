package org.twinloop.partner.gb32960.wire;

/** Gives the numbers that are to be written, in the unit of the quantity. */
@FunctionalInterface
public interface Source {

    /** NaN when there is none; it is written as invalid. */
    double number(Quantity quantity);
}
