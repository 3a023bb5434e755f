package org.twinloop.sim.load;

import java.nio.ByteBuffer;

/** A PUBLISH that waits for its acknowledgement. */
final class Slot {
    static final int PACKET_BYTES_MAX = 512;

    final ByteBuffer packet = ByteBuffer.allocate(PACKET_BYTES_MAX);
    long dueNanos;
    long boot;
    long seq;
    boolean used;
}
