package org.twinloop.sim.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * The reports of one terminal: it drives about, a step a report, and says so in JSON of about 200 bytes or in CBOR.
 * Numbers are kept as whole multiples of their last digit, so that both payloads say the same.
 */
final class Reports {
    private static final int TURN_MAX_DEG = 20;
    private static final byte NULL = (byte) 0xf6;

    private final SplittableRandom dice;
    private final boolean cbor;
    private final byte[] digits = new byte[20];
    private long lonE6;
    private long latE6;
    private int headingDeg;
    private int speedTenths;
    private long odometerM;
    private int socTenths = 900;

    Reports(SplittableRandom dice, boolean cbor) {
        this.dice = dice;
        this.cbor = cbor;
        lonE6 = 121_400_000 + dice.nextInt(150_000);
        latE6 = 31_150_000 + dice.nextInt(150_000);
        headingDeg = dice.nextInt(360);
        odometerM = 1_000_000 + dice.nextInt(50_000_000);
    }

    /** Appends so many reports, {@code seq} the first of them, as an array when there are several. */
    void append(ByteBuffer to, long ts, long boot, long seq, int count, boolean fix) {
        if (count == 1) {
            append(to, ts, boot, seq, fix);
            return;
        }
        if (cbor && count < 24) {
            to.put((byte) (0x80 | count));
        } else if (cbor) {
            to.put((byte) 0x98).put((byte) count);
        }
        for (int i = 0; i < count; i++) {
            if (!cbor) {
                to.put((byte) (i == 0 ? '[' : ','));
            }
            append(to, ts, boot, seq + i, fix);
        }
        if (!cbor) {
            to.put((byte) ']');
        }
    }

    /**
     * Moves a step and appends the report.
     *
     * @param fix false in a basement: the report says that it has no position
     */
    void append(ByteBuffer to, long ts, long boot, long seq, boolean fix) {
        headingDeg = Math.floorMod(headingDeg + dice.nextInt(2 * TURN_MAX_DEG + 1) - TURN_MAX_DEG, 360);
        speedTenths = 100 + dice.nextInt(600);
        lonE6 = within(lonE6 + dice.nextInt(401) - 200, 121_000_000, 122_000_000);
        latE6 = within(latE6 + dice.nextInt(401) - 200, 31_000_000, 31_500_000);
        odometerM += speedTenths / 36;
        socTenths = socTenths <= 100 ? 900 : socTenths - (seq % 50 == 0 ? 1 : 0);
        if (cbor) {
            cbor(to, ts, boot, seq, fix);
        } else {
            json(to, ts, boot, seq, fix);
        }
    }

    private static long within(long value, long low, long high) {
        return Math.max(low, Math.min(high, value));
    }

    private void json(ByteBuffer to, long ts, long boot, long seq, boolean fix) {
        whole(name(to, "{\"ts\":"), ts);
        whole(name(to, ",\"seq\":"), seq);
        whole(name(to, ",\"boot\":"), boot);
        if (fix) {
            decimal(name(to, ",\"lon\":"), lonE6, 6);
            decimal(name(to, ",\"lat\":"), latE6, 6);
            name(to, ",\"accM\":5");
        } else {
            name(to, ",\"lon\":null,\"lat\":null,\"accM\":null");
        }
        decimal(name(to, ",\"kmh\":"), speedTenths, 1);
        whole(name(to, ",\"headingDeg\":"), headingDeg);
        whole(name(to, ",\"odoM\":"), odometerM);
        decimal(name(to, ",\"socPercent\":"), socTenths, 1);
        name(to, ",\"doors\":\"CLOSED\",\"locked\":true,\"plugged\":false,\"charging\":false}");
    }

    @SuppressWarnings("deprecation") // the bytes of ASCII, without a copy of their own
    private static ByteBuffer name(ByteBuffer to, String ascii) {
        ascii.getBytes(0, ascii.length(), to.array(), to.arrayOffset() + to.position());
        return to.position(to.position() + ascii.length());
    }

    private void whole(ByteBuffer to, long value) {
        int at = digits.length;
        long rest = value;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        to.put(digits, at, digits.length - at);
    }

    private void decimal(ByteBuffer to, long value, int places) {
        int at = digits.length;
        long rest = value;
        for (int place = 0; place < places; place++) {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        digits[--at] = '.';
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        to.put(digits, at, digits.length - at);
    }

    private void cbor(ByteBuffer to, long ts, long boot, long seq, boolean fix) {
        to.put((byte) (0xa0 | 14));
        unsigned(key(to, "ts"), ts);
        unsigned(key(to, "seq"), seq);
        unsigned(key(to, "boot"), boot);
        if (fix) {
            real(key(to, "lon"), lonE6 / 1e6);
            real(key(to, "lat"), latE6 / 1e6);
            unsigned(key(to, "accM"), 5);
        } else {
            key(key(key(to, "lon").put(NULL), "lat").put(NULL), "accM").put(NULL);
        }
        real(key(to, "kmh"), speedTenths / 10.0);
        unsigned(key(to, "headingDeg"), headingDeg);
        unsigned(key(to, "odoM"), odometerM);
        real(key(to, "socPercent"), socTenths / 10.0);
        key(key(to, "doors"), "CLOSED");
        key(to, "locked").put((byte) 0xf5);
        key(to, "plugged").put((byte) 0xf4);
        key(to, "charging").put((byte) 0xf4);
    }

    /** A text of up to 23 bytes. */
    private static ByteBuffer key(ByteBuffer to, String text) {
        return name(to.put((byte) (0x60 | text.length())), text);
    }

    private static void unsigned(ByteBuffer to, long value) {
        if (value < 24) {
            to.put((byte) value);
        } else if (value < 1 << 8) {
            to.put((byte) 0x18).put((byte) value);
        } else if (value < 1 << 16) {
            to.put((byte) 0x19).putShort((short) value);
        } else if (value < 1L << 32) {
            to.put((byte) 0x1a).putInt((int) value);
        } else {
            to.put((byte) 0x1b).putLong(value);
        }
    }

    private static void real(ByteBuffer to, double value) {
        to.put((byte) 0xfb).putDouble(value);
    }

    /** The topic of a terminal's reports. */
    static byte[] topic(String deviceId) {
        return ("tl/v1/" + deviceId + "/up/report").getBytes(StandardCharsets.UTF_8);
    }
}
