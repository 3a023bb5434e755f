package org.twinloop.bench.gb32960;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads logins and logouts by a way of its own, from the tables 7.1 and 7.4 to 7.6: everything they tell as one text,
 * or nothing where the data unit is not of their length.
 */
final class SessionJudge {

    private static final int TIME_BYTES = 6;
    private static final int LOGIN_BYTES_MIN = 28;
    private static final int PLATFORM_LOGIN_BYTES = 41;

    private SessionJudge() {}

    /** Serial, SIM card, codes of the storage: none when their count does not fit the unit to the byte. */
    static Optional<String> vehicleLogin(byte[] frame) {
        ByteBuffer unit = unit(frame);
        if (unit.remaining() < LOGIN_BYTES_MIN) {
            return Optional.empty();
        }
        unit.position(unit.position() + TIME_BYTES);
        int serial = unit.getShort() & 0xffff;
        String card = text(unit, 20);
        List<String> codes;
        try {
            codes = frame[0] == '#' ? codes2016(unit) : codes2025(unit);
        } catch (BufferUnderflowException tooShort) {
            codes = List.of();
        }
        return Optional.of(serial + "|" + card + "|" + codes);
    }

    static Optional<String> platformLogin(byte[] frame) {
        ByteBuffer unit = unit(frame);
        if (unit.remaining() != PLATFORM_LOGIN_BYTES) {
            return Optional.empty();
        }
        unit.position(unit.position() + TIME_BYTES);
        int serial = unit.getShort() & 0xffff;
        return Optional.of(serial + "|" + text(unit, 12) + "|" + text(unit, 20) + "|" + (unit.get() & 0xff));
    }

    static Optional<String> logout(byte[] frame) {
        ByteBuffer unit = unit(frame);
        if (unit.remaining() < TIME_BYTES + 2) {
            return Optional.empty();
        }
        return Optional.of(Integer.toString(unit.getShort(unit.position() + TIME_BYTES) & 0xffff));
    }

    private static ByteBuffer unit(byte[] frame) {
        return ByteBuffer.wrap(frame, 24, frame.length - 25);
    }

    private static List<String> codes2016(ByteBuffer unit) {
        int count = unit.get() & 0xff;
        int length = unit.get() & 0xff;
        return codes(unit, count, length);
    }

    private static List<String> codes2025(ByteBuffer unit) {
        int packs = 0;
        for (int systems = unit.get() & 0xff; systems > 0; systems--) {
            packs += unit.get() & 0xff;
        }
        return codes(unit, packs, 24);
    }

    private static List<String> codes(ByteBuffer unit, int count, int length) {
        List<String> codes = new ArrayList<>();
        if (length > 0 && unit.remaining() == count * length) {
            while (unit.hasRemaining()) {
                codes.add(text(unit, length));
            }
        }
        return codes;
    }

    /** Without the zeros and blanks around it. */
    private static String text(ByteBuffer unit, int length) {
        byte[] bytes = new byte[length];
        unit.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("^[\\x00 ]+|[\\x00 ]+\\z", "");
    }
}
