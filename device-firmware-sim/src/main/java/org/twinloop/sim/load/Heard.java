package org.twinloop.sim.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The packet a terminal has heard last, of MQTT 3.1.1 or 5. */
final class Heard {
    static final int CONNACK = 2;
    static final int PUBACK = 4;
    static final int DISCONNECT = 14;

    static final int RECEIVE_MAXIMUM_EXCEEDED = 0x93;
    static final int QUOTA_EXCEEDED = 0x97;

    private static final int RECEIVE_MAXIMUM = 0x21;
    private static final int LENGTH_BYTES_MAX = 4;

    private int type;
    private int code;
    private int packetId;
    private int receiveMaximum;

    int type() {
        return type;
    }

    /** The return or reason code; 0 is success. */
    int code() {
        return code;
    }

    int packetId() {
        return packetId;
    }

    /** Of the CONNACK heard last; 65,535 when it told none. */
    int receiveMaximum() {
        return receiveMaximum;
    }

    /** Takes the next packet; false when it has not come in full. */
    boolean next(ByteBuffer in) throws IOException {
        int from = in.position();
        int length = 0;
        int at = from + 1;
        for (int digit = -1; digit < 0; at++) {
            if (at >= in.limit()) {
                return false;
            }
            if (at - from > LENGTH_BYTES_MAX) {
                throw new IOException("a length of more than " + LENGTH_BYTES_MAX + " bytes");
            }
            digit = in.get(at);
            length |= (digit & 0x7f) << 7 * (at - from - 1);
        }
        if (length > in.capacity() / 2) {
            throw new IOException("a packet of " + length + " bytes is none that was asked for");
        }
        if (in.limit() - at < length) {
            return false;
        }
        type = (in.get(from) & 0xff) >> 4;
        read(in, at, length);
        in.position(at + length);
        return true;
    }

    private void read(ByteBuffer in, int at, int length) throws IOException {
        code = 0;
        if (type == PUBACK && length >= 2) {
            packetId = in.getShort(at) & 0xffff;
            code = length > 2 ? in.get(at + 2) & 0xff : 0;
        } else if (type == CONNACK && length >= 2) {
            code = in.get(at + 1) & 0xff;
            receiveMaximum = length > 2 ? receiveMaximum(in, at + 2, at + length) : 0xffff;
        } else if (type == DISCONNECT && length >= 1) {
            code = in.get(at) & 0xff;
        }
    }

    private static int receiveMaximum(ByteBuffer in, int from, int end) throws IOException {
        int at = from;
        while (in.get(at++) < 0 && at < end) {
            continue;
        }
        while (at < end) {
            int property = in.get(at++);
            if (property == RECEIVE_MAXIMUM) {
                return in.getShort(at) & 0xffff;
            }
            at += bytesOf(property, in, at);
        }
        return 0xffff;
    }

    /** MQTT 5, 2.2.2.2. */
    private static int bytesOf(int property, ByteBuffer in, int at) throws IOException {
        return switch (property) {
            case 0x24, 0x25, 0x28, 0x29, 0x2a -> 1;
            case 0x13, 0x22 -> 2;
            case 0x11, 0x27 -> 4;
            case 0x12, 0x15, 0x16, 0x1a, 0x1c, 0x1f -> 2 + (in.getShort(at) & 0xffff);
            case 0x26 -> {
                int name = 2 + (in.getShort(at) & 0xffff);
                yield name + 2 + (in.getShort(at + name) & 0xffff);
            }
            default -> throw new IOException("a CONNACK with property " + property);
        };
    }
}
