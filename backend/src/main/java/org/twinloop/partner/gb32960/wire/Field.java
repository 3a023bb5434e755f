package org.twinloop.partner.gb32960.wire;

/**
 * One line of a table: value = (raw − zero) ÷ perUnit, and the raw numbers that are allowed. Dividing keeps 523 tenths
 * the number 52.3 and not its neighbour.
 */
final class Field {

    final Quantity quantity;
    final int bytes;
    private final long zero;
    private final double perUnit;
    private final long rawMin;
    private final long rawMax;
    /** The raw number of all ones, INVALID; one less is ABNORMAL. */
    private final long invalid;

    private Field(Quantity quantity, int bytes, double perUnit, long zero, long rawMin, long rawMax) {
        this.quantity = quantity;
        this.bytes = bytes;
        this.perUnit = perUnit;
        this.zero = zero;
        this.rawMin = rawMin;
        this.rawMax = rawMax;
        this.invalid = (1L << 8 * bytes) - 1;
    }

    static Field one(Quantity quantity, int min, int max) {
        return new Field(quantity, 1, 1, 0, min, max);
    }

    /** Degrees Celsius in one byte, from −40 on. */
    static Field celsius(Quantity quantity, int rawMax) {
        return new Field(quantity, 1, 1, 40, 0, rawMax);
    }

    static Field two(Quantity quantity, int perUnit, int zero, int rawMax) {
        return new Field(quantity, 2, perUnit, zero, 0, rawMax);
    }

    static Field four(Quantity quantity, int perUnit, int zero, long rawMax) {
        return new Field(quantity, 4, perUnit, zero, 0, rawMax);
    }

    long raw(byte[] from, int at) {
        return switch (bytes) {
            case 1 -> from[at] & 0xff;
            case 2 -> (from[at] & 0xff) << 8 | from[at + 1] & 0xff;
            default ->
                Integer.toUnsignedLong(from[at] << 24
                        | (from[at + 1] & 0xff) << 16
                        | (from[at + 2] & 0xff) << 8
                        | from[at + 3] & 0xff);
        };
    }

    void tell(byte[] from, int at, Readings to) {
        long raw = raw(from, at);
        if (raw >= rawMin && raw <= rawMax) {
            to.number(quantity, value(raw));
        } else {
            to.absent(quantity, absence(raw));
        }
    }

    boolean allows(long raw) {
        return raw >= rawMin && raw <= rawMax;
    }

    double value(long raw) {
        return (raw - zero) / perUnit;
    }

    Absence absence(long raw) {
        return raw == invalid ? Absence.INVALID : raw == invalid - 1 ? Absence.ABNORMAL : Absence.IMPLAUSIBLE;
    }

    /** Writes a value rounded to the field's step; INVALID when the field cannot hold it. */
    void write(double value, byte[] into, int at) {
        long raw = Math.round(value * perUnit) + zero;
        write(Double.isFinite(value) && allows(raw) ? raw : invalid, into, at);
    }

    void write(Absence why, byte[] into, int at) {
        write(why == Absence.ABNORMAL ? invalid - 1 : invalid, into, at);
    }

    private void write(long raw, byte[] into, int at) {
        for (int i = bytes - 1, shift = 0; i >= 0; i--, shift += 8) {
            into[at + i] = (byte) (raw >>> shift);
        }
    }
}
