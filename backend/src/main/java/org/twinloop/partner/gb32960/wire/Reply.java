package org.twinloop.partner.gb32960.wire;

/** The reply flag (table 4). The words 4 to 7 exist in the edition of 2025 only; 2016 says {@link #ERROR} instead. */
public enum Reply {
    OK(0x01),
    ERROR(0x02),
    VIN_DUPLICATE(0x03),
    VIN_UNKNOWN(0x04),
    SIGNATURE_ERROR(0x05),
    STRUCTURE_ERROR(0x06),
    DECRYPTION_ERROR(0x07);

    /** The flag of a frame that asks and may be answered. */
    static final byte ASKING = (byte) 0xFE;

    private final int code;

    Reply(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The byte in an edition. */
    byte code(Edition edition) {
        return (byte) (edition == Edition.V2016 && code > VIN_DUPLICATE.code ? ERROR.code : code);
    }

    /** Whether the byte is one of the table. */
    static boolean isKnown(byte flag) {
        return flag == ASKING || flag >= OK.code && flag <= DECRYPTION_ERROR.code;
    }
}
