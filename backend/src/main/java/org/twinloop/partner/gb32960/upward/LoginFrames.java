package org.twinloop.partner.gb32960.upward;

import org.twinloop.partner.gb32960.wire.Command;
import org.twinloop.partner.gb32960.wire.Edition;
import org.twinloop.partner.gb32960.wire.FrameWriter;

/** The frames around the reports: logins, logouts, heartbeat. */
final class LoginFrames {

    private static final int ICCID_BYTES = 20;
    private static final int ACCOUNT_BYTES = 12;
    private static final int PASSWORD_BYTES = 20;
    private static final int NOT_ENCRYPTED = 1;

    private final FrameWriter writer;
    private final UpwardConfig.Target target;

    LoginFrames(FrameWriter writer, UpwardConfig.Target target) {
        this.writer = writer;
        this.target = target;
    }

    byte[] platformLogin(long epochMs, int serial) {
        return writer.begin(Command.PLATFORM_LOGIN, target.code())
                .time(epochMs)
                .two(serial)
                .text(target.account(), ACCOUNT_BYTES)
                .text(target.password(), PASSWORD_BYTES)
                .one(NOT_ENCRYPTED)
                .finish();
    }

    byte[] platformLogout(long epochMs, int serial) {
        return writer.begin(Command.PLATFORM_LOGOUT, target.code())
                .time(epochMs)
                .two(serial)
                .finish();
    }

    /** The SIM card and the codes of the battery are not known here: no characters, no codes. */
    byte[] vehicleLogin(String vin, long epochMs, int serial) {
        writer.begin(Command.VEHICLE_LOGIN, vin)
                .time(epochMs)
                .two(serial)
                .text("", ICCID_BYTES)
                .one(0);
        if (target.edition() == Edition.V2016) {
            writer.one(0);
        }
        return writer.finish();
    }

    byte[] vehicleLogout(String vin, long epochMs, int serial) {
        return writer.begin(Command.VEHICLE_LOGOUT, vin)
                .time(epochMs)
                .two(serial)
                .finish();
    }

    byte[] heartbeat() {
        return writer.begin(Command.HEARTBEAT, target.code()).finish();
    }
}
