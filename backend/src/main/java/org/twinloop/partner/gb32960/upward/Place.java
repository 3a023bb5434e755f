package org.twinloop.partner.gb32960.upward;

import java.time.Instant;

/** A place in the history by commit order: after the row with this key. */
record Place(long stored, int vehicleNo, Instant eventTime, long boot, long seq) {

    /** Before every row of a transaction. */
    static Place before(long stored) {
        return new Place(stored, Integer.MIN_VALUE, Instant.EPOCH, Long.MIN_VALUE, Long.MIN_VALUE);
    }
}
