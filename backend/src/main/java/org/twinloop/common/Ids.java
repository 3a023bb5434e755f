package org.twinloop.common;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Public ids: UUID version 7 (RFC 9562), so that they sort by the time of their making. Those of one process are
 * strictly increasing: the twelve bits after the milliseconds count within one (section 6.2, method 1), and a full
 * count, or a clock that steps back, goes on from the last id rather than behind it.
 */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Milliseconds and count of the newest id, as they stand in it. */
    private static final AtomicLong NEWEST = new AtomicLong();

    private static final int COUNT_BITS = 12;
    private static final int FIRST_COUNT_BITS = 8;

    private Ids() {}

    public static UUID next() {
        byte[] random = new byte[Long.BYTES + 1];
        RANDOM.nextBytes(random);
        long low = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            low = (low << 8) | (random[i] & 0xffL);
        }
        long first = SystemTime.millis() << COUNT_BITS | random[Long.BYTES] & (1L << FIRST_COUNT_BITS) - 1;
        long place = NEWEST.accumulateAndGet(first, (newest, wanted) -> Math.max(newest + 1, wanted));
        long high = (place >>> COUNT_BITS << 16) | 0x7000 | place & (1L << COUNT_BITS) - 1;
        return new UUID(high, (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
    }
}
