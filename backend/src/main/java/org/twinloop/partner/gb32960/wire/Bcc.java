package org.twinloop.partner.gb32960.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The block check character: exclusive or of all bytes from the command to the end of the data unit (6.3.2). */
final class Bcc {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bcc() {}

    /** Over the bytes from {@code from} up to but without {@code to}. */
    static byte of(byte[] bytes, int from, int to) {
        int at = from;
        long eight = 0;
        for (int end = to - Long.BYTES; at <= end; at += Long.BYTES) {
            eight ^= (long) EIGHT.get(bytes, at);
        }
        eight ^= eight >>> 32;
        eight ^= eight >>> 16;
        eight ^= eight >>> 8;
        int one = (int) eight;
        for (; at < to; at++) {
            one ^= bytes[at];
        }
        return (byte) one;
    }
}
