package org.twinloop.sim.load;

import java.nio.ByteBuffer;

/** A PUBLISH that waits for its acknowledgement, with one report or an array of them. */
final class Slot {
    private static final int FIRST_BYTES_MAX = 512;
    private static final int FURTHER_BYTES_MAX = 232;

    /** From its position to its limit. */
    final ByteBuffer packet;

    long dueNanos;
    long boot;
    /** Sequence of its first report. */
    long seq;

    boolean used;

    Slot(int reports) {
        packet = ByteBuffer.allocate(bytesMax(reports));
    }

    static int bytesMax(int reports) {
        return FIRST_BYTES_MAX + (reports - 1) * FURTHER_BYTES_MAX;
    }
}
