package org.twinloop.partner.gb32960.wire;

/** What a frame is about (table 3 of both editions). */
public enum Command {
    VEHICLE_LOGIN(0x01),
    REAL_TIME(0x02),
    /** The same content as {@link #REAL_TIME}, stored by the terminal and sent later. */
    REISSUE(0x03),
    VEHICLE_LOGOUT(0x04),
    PLATFORM_LOGIN(0x05),
    PLATFORM_LOGOUT(0x06),
    HEARTBEAT(0x07),
    TIME_CALIBRATION(0x08),
    /** 2025 only. */
    ACTIVATION(0x09),
    /** 2025 only, from the platform. */
    ACTIVATION_ANSWER(0x0A),
    /** 2025 only. */
    KEY_EXCHANGE(0x0B),
    QUERY(0x80),
    SET(0x81),
    CONTROL(0x82),
    /** Whatever the tables keep for later or leave to agreement between platforms. */
    OTHER(-1);

    private static final Command[] BY_CODE = new Command[256];

    static {
        java.util.Arrays.fill(BY_CODE, OTHER);
        for (Command command : values()) {
            if (command.code >= 0) {
                BY_CODE[command.code] = command;
            }
        }
    }

    private final int code;

    Command(int code) {
        this.code = code;
    }

    /** The byte of the header; -1 for {@link #OTHER}, which has none of its own. */
    public int code() {
        return code;
    }

    static Command of(byte code) {
        return BY_CODE[code & 0xff];
    }
}
