package org.twinloop.sim.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The packets a terminal sends, in MQTT 3.1.1 or 5; those of 5 without properties. */
final class Packets {
    /** Where what follows the fixed header begins; up to four bytes of header lie before. */
    private static final int BODY_AT = 4;

    private static final int LEVEL_3_1_1 = 4;
    private static final int LEVEL_5 = 5;

    private Packets() {}

    /** A clean session or start, without keep-alive. */
    static void connect(ByteBuffer out, LoadPlan.Login login, boolean mqtt5) {
        byte[] id = login.deviceId().getBytes(StandardCharsets.UTF_8);
        byte[] secret = login.secret().getBytes(StandardCharsets.UTF_8);
        int length = 10 + 2 + id.length + (secret.length == 0 ? 0 : 4 + id.length + secret.length) + (mqtt5 ? 1 : 0);
        out.put((byte) 0x10);
        remainingLength(out, length);
        text(out, new byte[] {'M', 'Q', 'T', 'T'});
        out.put((byte) (mqtt5 ? LEVEL_5 : LEVEL_3_1_1));
        out.put((byte) (secret.length == 0 ? 0x02 : 0xc2)).putShort((short) 0);
        if (mqtt5) {
            out.put((byte) 0);
        }
        text(out, id);
        if (secret.length > 0) {
            text(out, id);
            text(out, secret);
        }
    }

    /** Begins a PUBLISH at QoS 1; the payload follows. */
    static void beginPublish(ByteBuffer packet, byte[] topic, int id, boolean mqtt5) {
        packet.clear().position(BODY_AT);
        text(packet, topic);
        packet.putShort((short) id);
        if (mqtt5) {
            packet.put((byte) 0);
        }
    }

    /** Puts the header before what was written and leaves the packet between position and limit. */
    static void endPublish(ByteBuffer packet) {
        int end = packet.position();
        int length = end - BODY_AT;
        int lengthBytes = length < 1 << 7 ? 1 : length < 1 << 14 ? 2 : 3;
        if (length >= 1 << 21) {
            throw new IllegalStateException("a report of " + length + " bytes");
        }
        int begin = BODY_AT - 1 - lengthBytes;
        packet.position(begin);
        packet.put((byte) 0x32);
        remainingLength(packet, length);
        packet.limit(end).position(begin);
    }

    /** Copies a PUBLISH with a packet id of its own. */
    static void copyPublish(ByteBuffer from, ByteBuffer to, byte[] topic, int id) {
        to.clear().position(from.position());
        to.put(from.duplicate());
        to.flip().position(from.position());
        to.putShort(BODY_AT + 2 + topic.length, (short) id);
    }

    /** Appends a PUBLISH that was sent before. */
    static void again(ByteBuffer packet, ByteBuffer out) {
        int at = out.position();
        out.put(packet.duplicate());
        out.put(at, (byte) (out.get(at) | 0x08));
    }

    private static void text(ByteBuffer to, byte[] bytes) {
        to.putShort((short) bytes.length).put(bytes);
    }

    private static void remainingLength(ByteBuffer to, int length) {
        int rest = length;
        do {
            int digit = rest & 0x7f;
            rest >>= 7;
            to.put((byte) (rest > 0 ? digit | 0x80 : digit));
        } while (rest > 0);
    }
}
