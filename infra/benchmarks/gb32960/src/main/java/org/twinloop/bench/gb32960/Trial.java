package org.twinloop.bench.gb32960;

import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import org.twinloop.partner.gb32960.DraftTrial;
import org.twinloop.partner.gb32960.wire.Command;
import org.twinloop.partner.gb32960.wire.Frame;
import org.twinloop.partner.gb32960.wire.FrameCutter;
import org.twinloop.partner.gb32960.wire.InformationCodec;
import org.twinloop.partner.gb32960.wire.SessionCodec;

/** Spoilt frames before the codec and before the judge, and streams split at every byte. */
final class Trial {

    private static final int FRAME_BYTES_MAX = 65_556;
    private static final double SAME = 1e-9;
    private static final int TOLD_MAX = 5;

    private final SplittableRandom random;
    private final FrameMill mill;
    private final Mutations mutations;
    private final Judge judge = new Judge();
    private final Heard heard = new Heard();
    private final InformationCodec codec = new InformationCodec();
    private final DraftTrial drafts = new DraftTrial();
    private int told;

    long crashes;
    long wrongAccepts;
    long wrongRefusals;
    long wrongNumbers;
    long frames;
    long reports;
    long sessions;
    long signed;
    long splitDifferences;
    long splits;

    Trial(long seed) {
        random = new SplittableRandom(seed);
        mill = new FrameMill(random.split());
        mutations = new Mutations(random.split());
    }

    void mutated(long count) {
        for (long i = 0; i < count; i++) {
            byte[] spoilt = mutations.of(
                    switch (random.nextInt(6)) {
                        case 0, 1 -> mill.usual();
                        case 2 -> mill.session();
                        default -> mill.any();
                    });
            try {
                compare(spoilt);
            } catch (RuntimeException crash) {
                crashes++;
                tell("crash " + crash, spoilt);
            }
        }
    }

    private void compare(byte[] bytes) {
        FrameCutter cutter = new FrameCutter(FRAME_BYTES_MAX);
        cutter.feed(bytes, 0, bytes.length);
        Frame frame = cutter.next();
        boolean taken = frame != null && frame.isSound() && frame.length() == bytes.length;
        boolean right = judge.isFrame(bytes);
        frames += right ? 1 : 0;
        if (taken != right) {
            differ(taken, "frame", bytes);
            return;
        }
        if (!taken) {
            return;
        }
        if (frame.command() == Command.VEHICLE_LOGIN
                || frame.command() == Command.PLATFORM_LOGIN
                || frame.command() == Command.VEHICLE_LOGOUT
                || frame.command() == Command.PLATFORM_LOGOUT) {
            session(frame, bytes);
        } else {
            report(frame, bytes);
        }
    }

    private void session(Frame frame, byte[] bytes) {
        Optional<String> met = switch (frame.command()) {
            case VEHICLE_LOGIN ->
                SessionCodec.vehicleLogin(frame)
                        .map(login -> login.serial() + "|" + login.iccid() + "|" + login.codes());
            case PLATFORM_LOGIN ->
                SessionCodec.platformLogin(frame)
                        .map(login -> login.serial() + "|" + login.user() + "|" + login.password() + "|"
                                + login.encryptionCode());
            default -> SessionCodec.logout(frame).map(logout -> Integer.toString(logout.serial()));
        };
        Optional<String> right = switch (frame.command()) {
            case VEHICLE_LOGIN -> SessionJudge.vehicleLogin(bytes);
            case PLATFORM_LOGIN -> SessionJudge.platformLogin(bytes);
            default -> SessionJudge.logout(bytes);
        };
        sessions += right.isPresent() ? 1 : 0;
        if (met.isPresent() != right.isPresent()) {
            differ(met.isPresent(), "session", bytes);
        } else if (!met.equals(right)) {
            wrongNumbers++;
            tell("other words of a session", bytes);
        }
    }

    private void report(Frame frame, byte[] bytes) {
        heard.clear();
        boolean read = codec.read(frame, heard) != InformationCodec.Verdict.BROKEN;
        signed += read && codec.isSigned() ? 1 : 0;
        boolean readable = judge.isReport(bytes);
        reports += readable ? 1 : 0;
        if (read != readable) {
            differ(read, "report", bytes);
        } else if (read && !sameNumbers()) {
            wrongNumbers++;
            tell("other numbers", bytes);
        } else if (read && !drafts.isSound(frame)) {
            wrongNumbers++;
            tell("a report that does not hold together", bytes);
        }
    }

    private void differ(boolean taken, String what, byte[] bytes) {
        if (taken) {
            wrongAccepts++;
        } else {
            wrongRefusals++;
        }
        tell((taken ? "wrongly taken " : "wrongly refused ") + what, bytes);
    }

    private boolean sameNumbers() {
        if (heard.count() != judge.count()) {
            return false;
        }
        for (int i = 0; i < heard.count(); i++) {
            double met = heard.numbers()[i];
            double right = judge.numbers()[i];
            boolean same = Double.isNaN(right)
                    ? Double.isNaN(met)
                    : Math.abs(met - right) <= SAME * Math.max(1, Math.abs(right));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** Three frames in a row, one of them perhaps spoilt, split in two at every byte. */
    void split(int streams) {
        for (int i = 0; i < streams; i++) {
            byte[] stream =
                    concat(mill.usual(), random.nextInt(3) == 0 ? mutations.of(mill.any()) : mill.any(), mill.usual());
            long whole = digest(stream, stream.length);
            for (int at = 1; at < stream.length; at++) {
                splits++;
                if (digest(stream, at) != whole) {
                    splitDifferences++;
                    tell("another result when split at " + at, stream);
                }
            }
        }
    }

    private static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** One number for everything that comes out of a stream fed in two parts. */
    private long digest(byte[] stream, int firstPart) {
        FrameCutter cutter = new FrameCutter(FRAME_BYTES_MAX);
        cutter.feed(stream, 0, firstPart);
        long digest = take(cutter, 17);
        cutter.feed(stream, firstPart, stream.length - firstPart);
        return take(cutter, digest) * 31 + cutter.skippedBytes();
    }

    private long take(FrameCutter cutter, long before) {
        long digest = before;
        for (Frame frame = cutter.next(); frame != null; frame = cutter.next()) {
            digest = digest * 31 + frame.length() + (frame.isSound() ? 1 : 0);
            heard.clear();
            if (frame.isSound()) {
                digest = digest * 31 + codec.read(frame, heard).ordinal();
            }
            for (int i = 0; i < heard.count(); i++) {
                digest = digest * 31 + Double.doubleToLongBits(heard.numbers()[i]);
            }
        }
        return digest;
    }

    private void tell(String what, byte[] bytes) {
        if (told++ < TOLD_MAX) {
            System.out.println(what + ": " + HexFormat.of().formatHex(bytes));
        }
    }
}
