package org.twinloop.partner.gb32960.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes frames, one after the other, in one edition. For one thread; what {@link #finish} gives is the caller's. */
public final class FrameWriter {

    private static final int FIRST_BYTES = 512;

    private final Edition edition;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int at;

    public FrameWriter(Edition edition) {
        this.edition = edition;
    }

    /**
     * The answer to a frame: its header with another flag, of its content the time alone (none for a heartbeat).
     *
     * @param epochMs the time to answer with where the frame's own does not serve: a calibration, an encrypted unit
     */
    public static byte[] answer(Frame asked, Reply reply, long epochMs) {
        boolean timeless = asked.command() == Command.HEARTBEAT;
        boolean own = asked.command() != Command.TIME_CALIBRATION
                && asked.isInTheClear()
                && asked.unitBytes() >= BeijingTime.BYTES;
        int unitBytes = timeless ? 0 : BeijingTime.BYTES;
        byte[] answer = new byte[Frame.FRAME_BYTES + unitBytes];
        System.arraycopy(asked.bytes(), asked.at(), answer, 0, Frame.HEADER_BYTES);
        answer[Frame.REPLY_AT] = reply.code(asked.edition());
        answer[Frame.ENCRYPTION_AT] = Frame.IN_THE_CLEAR;
        answer[Frame.LENGTH_AT] = 0;
        answer[Frame.LENGTH_AT + 1] = (byte) unitBytes;
        if (!timeless && own) {
            System.arraycopy(asked.bytes(), asked.unitAt(), answer, Frame.HEADER_BYTES, BeijingTime.BYTES);
        } else if (!timeless) {
            BeijingTime.write(epochMs, answer, Frame.HEADER_BYTES);
        }
        answer[answer.length - 1] = Bcc.of(answer, Frame.COMMAND_AT, answer.length - 1);
        return answer;
    }

    public Edition edition() {
        return edition;
    }

    /** Begins a frame that asks. */
    public FrameWriter begin(Command command, String id) {
        at = 0;
        one(edition.start());
        one(edition.start());
        one(command.code());
        one(Reply.ASKING);
        text(id, Frame.ID_BYTES);
        one(Frame.IN_THE_CLEAR);
        return two(0);
    }

    public FrameWriter time(long epochMs) {
        room(BeijingTime.BYTES);
        BeijingTime.write(epochMs, bytes, at);
        at += BeijingTime.BYTES;
        return this;
    }

    public FrameWriter one(int value) {
        room(1);
        bytes[at++] = (byte) value;
        return this;
    }

    public FrameWriter two(int value) {
        one(value >>> 8);
        return one(value);
    }

    /** ASCII, filled up with zeros; a longer text is cut. */
    public FrameWriter text(String text, int length) {
        room(length);
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        int count = Math.min(ascii.length, length);
        System.arraycopy(ascii, 0, bytes, at, count);
        Arrays.fill(bytes, at + count, at + length, (byte) 0);
        at += length;
        return this;
    }

    void table(Field[] fields, Source from) {
        for (Field field : fields) {
            field(field, from);
        }
    }

    void field(Field field, Source from) {
        double value = from.number(field.quantity);
        room(field.bytes);
        if (Double.isNaN(value)) {
            field.write(from.absence(field.quantity), bytes, at);
        } else {
            field.write(value, bytes, at);
        }
        at += field.bytes;
    }

    /** Bytes that its data unit can still take. */
    int left() {
        return Frame.UNIT_BYTES_MAX - (at - Frame.HEADER_BYTES);
    }

    /** The frame begun last, with its length and its check. */
    public byte[] finish() {
        int unitBytes = at - Frame.HEADER_BYTES;
        if (unitBytes > Frame.UNIT_BYTES_MAX) {
            throw new IllegalStateException("a data unit of " + unitBytes + " bytes; at most " + Frame.UNIT_BYTES_MAX);
        }
        bytes[Frame.LENGTH_AT] = (byte) (unitBytes >>> 8);
        bytes[Frame.LENGTH_AT + 1] = (byte) unitBytes;
        byte check = Bcc.of(bytes, Frame.COMMAND_AT, at);
        one(check);
        return Arrays.copyOf(bytes, at);
    }

    private void room(int count) {
        if (at + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(at + count, bytes.length * 2));
        }
    }
}
