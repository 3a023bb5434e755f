package org.twinloop.partner.gb32960.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the data units that begin and end a session: logins and logouts of vehicles and platforms (7.1, 7.4 to 7.6).
 */
public final class SessionCodec {

    private static final int ICCID_BYTES = 20;
    private static final int CODES_AT = 28;
    private static final int PACK_CODE_BYTES = 24;
    private static final int USER_BYTES = 12;
    private static final int PASSWORD_BYTES = 20;
    private static final int PLATFORM_LOGIN_BYTES = 41;
    private static final int LOGOUT_BYTES = 8;

    private SessionCodec() {}

    /**
     * A vehicle begins to report.
     *
     * @param epochMs its time, {@link BeijingTime#IMPOSSIBLE} when that is none
     * @param serial grows by one with every login of a day
     * @param iccid of the SIM card; may be empty
     * @param codes of the energy storage; empty when not told, or when their number does not fit the unit
     */
    public record VehicleLogin(long epochMs, int serial, String iccid, List<String> codes) {}

    /** A platform begins to report for its vehicles. */
    public record PlatformLogin(long epochMs, int serial, String user, String password, int encryptionCode) {}

    /** @param serial that of the login */
    public record Logout(long epochMs, int serial) {}

    /** Empty when the unit is shorter than its table. */
    public static Optional<VehicleLogin> vehicleLogin(Frame frame) {
        if (frame.unitBytes() < CODES_AT) {
            return Optional.empty();
        }
        byte[] bytes = frame.bytes();
        int at = frame.unitAt();
        return Optional.of(new VehicleLogin(
                BeijingTime.read(bytes, at),
                word(bytes, at + BeijingTime.BYTES),
                Frame.text(bytes, at + BeijingTime.BYTES + 2, ICCID_BYTES),
                frame.edition() == Edition.V2016 ? codes2016(frame) : codes2025(frame)));
    }

    public static Optional<PlatformLogin> platformLogin(Frame frame) {
        if (frame.unitBytes() != PLATFORM_LOGIN_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = frame.bytes();
        int userAt = frame.unitAt() + LOGOUT_BYTES;
        return Optional.of(new PlatformLogin(
                BeijingTime.read(bytes, frame.unitAt()),
                word(bytes, frame.unitAt() + BeijingTime.BYTES),
                Frame.text(bytes, userAt, USER_BYTES),
                Frame.text(bytes, userAt + USER_BYTES, PASSWORD_BYTES),
                bytes[userAt + USER_BYTES + PASSWORD_BYTES] & 0xff));
    }

    public static Optional<Logout> logout(Frame frame) {
        if (frame.unitBytes() < LOGOUT_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = frame.bytes();
        return Optional.of(
                new Logout(BeijingTime.read(bytes, frame.unitAt()), word(bytes, frame.unitAt() + BeijingTime.BYTES)));
    }

    /** Subsystems, length of a code, and as many codes of that length. */
    private static List<String> codes2016(Frame frame) {
        if (frame.unitBytes() < CODES_AT + 2) {
            return List.of();
        }
        byte[] bytes = frame.bytes();
        int at = frame.unitAt() + CODES_AT;
        return texts(frame, at + 2, bytes[at] & 0xff, bytes[at + 1] & 0xff);
    }

    /** Battery management systems, the packs of each, and a code of 24 characters for every pack. */
    private static List<String> codes2025(Frame frame) {
        byte[] bytes = frame.bytes();
        int at = frame.unitAt() + CODES_AT;
        int systems = frame.unitBytes() > CODES_AT ? bytes[at] & 0xff : 0;
        if (at + 1 + systems > frame.unitEnd()) {
            return List.of();
        }
        int packs = 0;
        for (int i = 1; i <= systems; i++) {
            packs += bytes[at + i] & 0xff;
        }
        return texts(frame, at + 1 + systems, packs, PACK_CODE_BYTES);
    }

    private static List<String> texts(Frame frame, int from, int count, int length) {
        if (length == 0 || from + count * length != frame.unitEnd()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(Frame.text(frame.bytes(), from + i * length, length));
        }
        return texts;
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }
}
