package org.twinloop.partner.gb32960.wire;

/**
 * Cuts a stream of bytes into frames, however it was sliced on its way. Frames have no end mark: the length says where
 * one ends, and after bytes that are none the next beginning is looked for one byte further.
 *
 * <p>A frame whose check does not fit is handed out once, so that it can be answered. Its length cannot be believed, so
 * the search goes on inside it; there only frames whose check fits count. What comes out depends on the bytes alone,
 * not on how they were sliced. For one connection and one thread; keeps at most one frame and what was fed last.
 */
public final class FrameCutter {

    private static final int FIRST_BYTES = 4_096;
    private static final int KEPT_BYTES_MAX = 65_536;

    private final int frameBytesMax;
    private final Frame frame = new Frame();
    private byte[] buffer = new byte[FIRST_BYTES];
    private int from;
    private int to;
    /** Bytes from {@link #from} that belong to a frame whose check did not fit. */
    private int doubtfulBytes;

    private long skippedBytes;

    /** @param frameBytesMax longest frame taken, 25…65,556; a longer one is no frame */
    public FrameCutter(int frameBytesMax) {
        if (frameBytesMax < Frame.FRAME_BYTES || frameBytesMax > Frame.FRAME_BYTES + Frame.UNIT_BYTES_MAX) {
            throw new IllegalArgumentException("frameBytesMax is " + frameBytesMax + "; allowed are 25…65556");
        }
        this.frameBytesMax = frameBytesMax;
    }

    /** Takes bytes in; a frame handed out before is gone. */
    public void feed(byte[] bytes, int at, int length) {
        if (from == to) {
            from = 0;
            to = 0;
        }
        if (to + length > buffer.length) {
            makeRoom(length);
        }
        System.arraycopy(bytes, at, buffer, to, length);
        to += length;
    }

    /** The next frame, good until the next call of anything here; null when there is none yet. */
    public Frame next() {
        while (from < to) {
            int available = to - from;
            if (!Headers.isPlausible(buffer, from, available, frameBytesMax)) {
                skip();
            } else if (available < Frame.HEADER_BYTES) {
                return null;
            } else {
                int unitBytes = Headers.unitBytes(buffer, from);
                if (available < unitBytes + Frame.FRAME_BYTES) {
                    return null;
                }
                frame.set(buffer, from, unitBytes);
                if (frame.isSound()) {
                    doubtfulBytes = 0;
                    from += frame.length();
                    return frame;
                }
                boolean first = doubtfulBytes == 0;
                int length = frame.length();
                skip();
                if (first) {
                    doubtfulBytes = length - 1;
                    return frame;
                }
            }
        }
        return null;
    }

    /** Whether bytes wait for the rest of their frame. */
    public boolean isInsideFrame() {
        return from < to;
    }

    /** Bytes so far that belonged to no sound frame. */
    public long skippedBytes() {
        return skippedBytes;
    }

    /** One byte further, and on to the next that may begin a frame. */
    private void skip() {
        int at = from + 1;
        while (at < to && Edition.of(buffer[at]) == null) {
            at++;
        }
        doubtfulBytes = Math.max(0, doubtfulBytes - (at - from));
        skippedBytes += at - from;
        from = at;
    }

    private void makeRoom(int length) {
        int kept = to - from;
        int needed = kept + length;
        byte[] roomy = buffer;
        if (needed > buffer.length || buffer.length > KEPT_BYTES_MAX && needed <= KEPT_BYTES_MAX / 2) {
            roomy = new byte[Math.max(FIRST_BYTES, Integer.highestOneBit(needed - 1) << 1)];
        }
        System.arraycopy(buffer, from, roomy, 0, kept);
        buffer = roomy;
        from = 0;
        to = kept;
    }
}
