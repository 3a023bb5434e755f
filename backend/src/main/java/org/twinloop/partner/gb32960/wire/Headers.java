package org.twinloop.partner.gb32960.wire;

/** Tells the beginning of a frame from other bytes, with as many of them as there are. */
final class Headers {

    private static final byte ENCRYPTION_MAX = 5;
    private static final byte ABNORMAL = (byte) 0xFE;
    private static final byte INVALID = (byte) 0xFF;

    private Headers() {}

    /**
     * Whether a frame of at most so many bytes may begin here. The more bytes there are the surer the answer; a no is
     * for ever.
     *
     * @param available bytes from {@code at} on, at least one
     */
    static boolean isPlausible(byte[] bytes, int at, int available, int frameBytesMax) {
        if (Edition.of(bytes[at]) == null
                || available > 1 && bytes[at + 1] != bytes[at]
                || available > Frame.REPLY_AT && !Reply.isKnown(bytes[at + Frame.REPLY_AT])) {
            return false;
        }
        int idEnd = at + Math.min(available, Frame.ENCRYPTION_AT);
        for (int i = at + Frame.ID_AT; i < idEnd; i++) {
            if (!isOfId(bytes[i])) {
                return false;
            }
        }
        if (available > Frame.ENCRYPTION_AT && !isEncryption(bytes[at + Frame.ENCRYPTION_AT])) {
            return false;
        }
        return available < Frame.HEADER_BYTES
                || unitBytes(bytes, at) <= Math.min(Frame.UNIT_BYTES_MAX, frameBytesMax - Frame.FRAME_BYTES);
    }

    static int unitBytes(byte[] bytes, int at) {
        return (bytes[at + Frame.LENGTH_AT] & 0xff) << 8 | bytes[at + Frame.LENGTH_AT + 1] & 0xff;
    }

    /** Printable ASCII; 0 and 0xFF are what terminals without a VIN send. */
    private static boolean isOfId(byte one) {
        return one >= ' ' && one <= '~' || one == 0 || one == INVALID;
    }

    /** 0 is in no table, but sent for "none"; whether to believe that is the reader's affair. */
    private static boolean isEncryption(byte one) {
        return one >= 0 && one <= ENCRYPTION_MAX || one == ABNORMAL || one == INVALID;
    }
}
