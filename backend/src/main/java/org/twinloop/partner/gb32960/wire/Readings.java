package org.twinloop.partner.gb32960.wire;

/**
 * Hears what a data unit says, in the order of the wire. When the unit turns out to be broken further on, what was
 * heard of it is void.
 */
public interface Readings {

    /** An information type begins, or an entry of the one that is open. */
    void open(Part part);

    /** A number within the range of its table, in the unit of the quantity. */
    void number(Quantity quantity, double value);

    void absent(Quantity quantity, Absence why);

    void close(Part part);

    /**
     * Bytes this service does not read: a vendor's own type, or the rest of the unit after a type whose length no table
     * tells.
     *
     * @param type number of the information type
     */
    void opaque(int type, byte[] bytes, int from, int length);
}
