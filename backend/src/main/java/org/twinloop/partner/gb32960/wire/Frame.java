package org.twinloop.partner.gb32960.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A window on one frame inside a buffer (table 2): start, command, reply flag, unique id, encryption, length, data
 * unit, check. It is moved from frame to frame by its {@link FrameCutter}, so it holds no longer than until the next
 * one.
 */
public final class Frame {

    /** Bytes before the data unit. */
    public static final int HEADER_BYTES = 24;

    /** Bytes of a frame beside its data unit. */
    public static final int FRAME_BYTES = HEADER_BYTES + 1;

    /** The longest data unit the standard allows. */
    public static final int UNIT_BYTES_MAX = 65_531;

    public static final int ID_BYTES = 17;
    static final int COMMAND_AT = 2;
    static final int REPLY_AT = 3;
    static final int ID_AT = 4;
    static final int ENCRYPTION_AT = 21;
    static final int LENGTH_AT = 22;
    /** The encryption byte of a data unit in the clear. */
    static final byte IN_THE_CLEAR = 1;

    private byte[] bytes;
    private int at;
    private int unitBytes;
    private boolean sound;

    Frame() {}

    /** A window on the frame that fills an array, for instance one that was copied; null when it is none. */
    public static Frame of(byte[] bytes) {
        if (bytes.length < FRAME_BYTES || !Headers.isPlausible(bytes, 0, bytes.length, bytes.length)) {
            return null;
        }
        int unitBytes = Headers.unitBytes(bytes, 0);
        return unitBytes + FRAME_BYTES == bytes.length ? new Frame().set(bytes, 0, unitBytes) : null;
    }

    Frame set(byte[] buffer, int start, int unitLength) {
        bytes = buffer;
        at = start;
        unitBytes = unitLength;
        int end = start + HEADER_BYTES + unitLength;
        sound = Bcc.of(buffer, start + COMMAND_AT, end) == buffer[end];
        return this;
    }

    public Edition edition() {
        return Edition.of(bytes[at]);
    }

    public Command command() {
        return Command.of(bytes[at + COMMAND_AT]);
    }

    public int commandCode() {
        return bytes[at + COMMAND_AT] & 0xff;
    }

    /** Whether the sender asks; any other frame is itself an answer and never answered. */
    public boolean asks() {
        return bytes[at + REPLY_AT] == Reply.ASKING;
    }

    public int replyCode() {
        return bytes[at + REPLY_AT] & 0xff;
    }

    /** VIN of the vehicle, or the sender's own code; without the padding. */
    public String id() {
        return text(bytes, at + ID_AT, ID_BYTES);
    }

    public boolean isInTheClear() {
        return bytes[at + ENCRYPTION_AT] == IN_THE_CLEAR;
    }

    public int encryptionCode() {
        return bytes[at + ENCRYPTION_AT] & 0xff;
    }

    /** Whether the check at the end fits. */
    public boolean isSound() {
        return sound;
    }

    /** The buffer the frame lies in; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the data unit begins in {@link #bytes}. */
    public int unitAt() {
        return at + HEADER_BYTES;
    }

    public int unitBytes() {
        return unitBytes;
    }

    public int unitEnd() {
        return at + HEADER_BYTES + unitBytes;
    }

    public int length() {
        return unitBytes + FRAME_BYTES;
    }

    int at() {
        return at;
    }

    /** The frame alone, to be kept. */
    public byte[] copy() {
        return Arrays.copyOfRange(bytes, at, at + length());
    }

    /** ASCII without the blanks and zeros that fill it up. */
    static String text(byte[] bytes, int from, int length) {
        int end = from + length;
        while (end > from && (bytes[end - 1] == 0 || bytes[end - 1] == ' ')) {
            end--;
        }
        int begin = from;
        while (begin < end && (bytes[begin] == 0 || bytes[begin] == ' ')) {
            begin++;
        }
        return new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1);
    }
}
