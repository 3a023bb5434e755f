package org.twinloop.partner.gb32960.wire;

/**
 * Walks through the information types of one data unit and hands on what it meets. A step that would lead beyond the
 * unit is not taken: it answers false and the unit is broken from there on.
 */
final class BlockReader {

    private byte[] bytes;
    private int at;
    private int end;
    private Readings to;

    void begin(byte[] unit, int from, int until, Readings readings) {
        bytes = unit;
        at = from;
        end = until;
        to = readings;
    }

    int at() {
        return at;
    }

    int left() {
        return end - at;
    }

    boolean fits(int count) {
        return end - at >= count;
    }

    /** The next byte, which must be there. */
    int one() {
        return bytes[at++] & 0xff;
    }

    void open(Part part) {
        to.open(part);
    }

    void close(Part part) {
        to.close(part);
    }

    boolean table(Field[] fields) {
        for (Field field : fields) {
            if (!field(field)) {
                return false;
            }
        }
        return true;
    }

    boolean field(Field field) {
        if (!fits(field.bytes)) {
            return false;
        }
        field.tell(bytes, at, to);
        at += field.bytes;
        return true;
    }

    /** A part that is a table and nothing else. */
    boolean whole(Part part, Field[] fields) {
        open(part);
        boolean fits = table(fields);
        close(part);
        return fits;
    }

    /** A count; 0 for one that is marked as abnormal or invalid, because then nothing follows. −1 beyond the unit. */
    int count(int countBytes) {
        if (!fits(countBytes)) {
            return -1;
        }
        int count = one();
        int invalid = 0xff;
        if (countBytes == 2) {
            count = count << 8 | one();
            invalid = 0xffff;
        }
        return count >= invalid - 1 ? 0 : count;
    }

    /** A count and so many numbers of one kind. */
    boolean list(int countBytes, Field field) {
        int count = count(countBytes);
        if (count < 0 || !fits(count * field.bytes)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            field.tell(bytes, at, to);
            at += field.bytes;
        }
        return true;
    }

    /** Where the receiver stands: the sign of the coordinates is in the state. */
    boolean position(boolean withDatum) {
        if (!fits(withDatum ? 10 : 9)) {
            return false;
        }
        open(Part.POSITION);
        long state = Tables.FIX.raw(bytes, at);
        field(Tables.FIX);
        if (withDatum) {
            field(Tables.DATUM);
        }
        boolean known = Tables.FIX.allows(state);
        coordinate(Tables.LON_DEG, known, (state & 4) != 0);
        coordinate(Tables.LAT_DEG, known, (state & 2) != 0);
        close(Part.POSITION);
        return true;
    }

    private void coordinate(Field field, boolean known, boolean negative) {
        long raw = field.raw(bytes, at);
        at += field.bytes;
        if (!known || !field.allows(raw)) {
            to.absent(field.quantity, field.absence(raw));
        } else {
            to.number(field.quantity, negative && raw != 0 ? -field.value(raw) : field.value(raw));
        }
    }

    /** Hands on the rest of the unit unread. */
    void rest(int type) {
        to.opaque(type, bytes, at, left());
        at = end;
    }

    /** A vendor's type with its length; false when it claims more than is there. */
    boolean vendor(int type) {
        if (!fits(2)) {
            return false;
        }
        int length = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
        if (!fits(2 + length)) {
            return false;
        }
        to.opaque(type, bytes, at + 2, length);
        at += 2 + length;
        return true;
    }
}
