package org.twinloop.telematics.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Rows of PostgreSQL's binary COPY in one growing buffer, which is emptied by whoever sends it. Format: "COPY", binary
 * format, in the manual of PostgreSQL; integers big-endian, times in microseconds since 2000.
 */
public final class CopyRows {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int HEADER_BYTES = SIGNATURE.length + 8;
    private static final int FIELD_BYTES_MAX = 20;
    private static final long EPOCH_2000_MS = 946_684_800_000L;

    private byte[] bytes;
    private int length;

    /** @param bytesFirst size of the buffer to begin with; it grows as needed */
    public CopyRows(int bytesFirst) {
        bytes = new byte[Math.max(bytesFirst, 64)];
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Forgets what was written, after it was sent. */
    public void clear() {
        length = 0;
    }

    /** Begins a COPY; whatever was left of another is forgotten. */
    public void begin() {
        length = 0;
        room(HEADER_BYTES);
        System.arraycopy(SIGNATURE, 0, bytes, 0, SIGNATURE.length);
        INT.set(bytes, SIGNATURE.length, 0);
        INT.set(bytes, SIGNATURE.length + 4, 0);
        length = HEADER_BYTES;
    }

    public void end() {
        shortOf(-1);
    }

    /** Begins a row of that many fields, which follow in the order of the columns. */
    public void row(int fields) {
        room(2 + fields * FIELD_BYTES_MAX);
        shortOf(fields);
    }

    private void shortOf(int value) {
        room(2);
        SHORT.set(bytes, length, (short) value);
        length += 2;
    }

    public void none() {
        room(4);
        INT.set(bytes, length, -1);
        length += 4;
    }

    public void int4(int value) {
        room(8);
        INT.set(bytes, length, 4);
        INT.set(bytes, length + 4, value);
        length += 8;
    }

    public void int8(long value) {
        room(12);
        INT.set(bytes, length, 8);
        LONG.set(bytes, length + 4, value);
        length += 12;
    }

    public void float4(double value) {
        int4(Float.floatToIntBits((float) value));
    }

    public void float8(double value) {
        int8(Double.doubleToLongBits(value));
    }

    public void bool(boolean value) {
        room(5);
        INT.set(bytes, length, 1);
        bytes[length + 4] = (byte) (value ? 1 : 0);
        length += 5;
    }

    /** A {@code real}; null is none. */
    public void real(Double value) {
        if (value == null) {
            none();
        } else {
            float4(value);
        }
    }

    /** A {@code boolean}; null is none. */
    public void flag(Boolean value) {
        if (value == null) {
            none();
        } else {
            bool(value);
        }
    }

    /** A {@code timestamptz}. */
    public void instant(long epochMs) {
        int8((epochMs - EPOCH_2000_MS) * 1_000);
    }

    public void uuid(UUID value) {
        room(20);
        INT.set(bytes, length, 16);
        LONG.set(bytes, length + 4, value.getMostSignificantBits());
        LONG.set(bytes, length + 12, value.getLeastSignificantBits());
        length += 20;
    }

    /** A {@code text} or {@code json}. */
    public void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        room(4 + utf8.length);
        INT.set(bytes, length, utf8.length);
        System.arraycopy(utf8, 0, bytes, length + 4, utf8.length);
        length += 4 + utf8.length;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
