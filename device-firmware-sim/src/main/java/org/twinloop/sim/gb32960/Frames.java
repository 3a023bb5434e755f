package org.twinloop.sim.gb32960;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.time.CityClock;

/** The frames of one edition, as a box sends them and as answers come back. */
public final class Frames {
    public static final int LOGIN = 0x01;
    public static final int REAL_TIME = 0x02;
    public static final int REISSUE = 0x03;
    static final int LOGOUT = 0x04;
    static final int HEARTBEAT = 0x07;
    /** The flag of an answer that says yes. */
    public static final int OK = 0x01;

    private static final int HEADER_BYTES = 24;
    private static final int UNIT_BYTES_MAX = 2_048;
    /** No frame made here is longer. */
    public static final int BYTES_MAX = HEADER_BYTES + UNIT_BYTES_MAX + 1;

    private static final int CELLS = 96;
    private static final int PROBES = 16;
    private static final double SOC_LOW_PERCENT = 10;
    private static final int SOC_LOW_FLAG = 1 << 4;

    private final boolean of2025;

    /** @param of2025 the edition: of 2025, else of 2016 */
    public Frames(boolean of2025) {
        this.of2025 = of2025;
    }

    /**
     * An answer of the service.
     *
     * @param bytes length of its frame
     * @param flag 1 for success
     * @param time the time in it as six bytes in one number, 0 when it has none
     */
    public record Answer(int bytes, int command, int flag, long time) {}

    /** The first frame of a buffer that begins at one place and ends before another; empty when it is not whole yet. */
    public static Optional<Answer> answer(byte[] buffer, int from, int to) {
        int length = to - from;
        if (length < HEADER_BYTES + 1) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, from, length).slice();
        int unit = bytes.getShort(22) & 0xffff;
        if (length < HEADER_BYTES + unit + 1) {
            return Optional.empty();
        }
        long time = 0;
        for (int i = 0; i < 6 && unit >= 6; i++) {
            time = time << 8 | bytes.get(HEADER_BYTES + i) & 0xff;
        }
        return Optional.of(new Answer(HEADER_BYTES + unit + 1, bytes.get(2) & 0xff, bytes.get(3) & 0xff, time));
    }

    /** Six bytes of Beijing time in one number. */
    public static long time(long cityMs) {
        ZonedDateTime there = Instant.ofEpochMilli(cityMs).atZone(CityClock.ZONE);
        long time = there.getYear() - 2000;
        time = time << 8 | there.getMonthValue();
        time = time << 8 | there.getDayOfMonth();
        time = time << 8 | there.getHour();
        time = time << 8 | there.getMinute();
        return time << 8 | there.getSecond();
    }

    public byte[] login(String vin, long cityMs, int serial, String iccid) {
        ByteBuffer unit = unit(cityMs).putShort((short) serial).put(iccid.getBytes(StandardCharsets.US_ASCII));
        return frame(
                LOGIN, vin, of2025 ? unit.put((byte) 0) : unit.put((byte) 1).put((byte) 0));
    }

    byte[] logout(String vin, long cityMs, int serial) {
        return frame(LOGOUT, vin, unit(cityMs).putShort((short) serial));
    }

    byte[] heartbeat(String vin) {
        return frame(HEARTBEAT, vin, ByteBuffer.allocate(0));
    }

    /**
     * A report.
     *
     * @param command {@link #REAL_TIME} or {@link #REISSUE}
     * @param withCells every so often the single cells are told too
     */
    public byte[] report(int command, String vin, long cityMs, Gauges car, boolean withCells) {
        ByteBuffer unit = unit(cityMs);
        double voltageV = 320 + 0.8 * car.socPercent();
        double currentA = car.driving() ? 15 + car.speedKmh() / 2 : car.charging() ? -40 : 0.4;
        vehicle(unit, car, voltageV, currentA);
        if (car.driving()) {
            motor(unit, car);
        }
        position(unit, car.at());
        if (!of2025) {
            extremes(unit, voltageV / CELLS);
        }
        alarm(unit, car.socPercent());
        if (withCells) {
            cells(unit, voltageV, currentA);
        }
        return frame(command, vin, unit);
    }

    private void vehicle(ByteBuffer unit, Gauges car, double voltageV, double currentA) {
        unit.put((byte) 0x01).put((byte) (car.driving() ? 1 : 2)).put((byte) (car.charging() ? 1 : 3));
        unit.put((byte) 1).putShort(tenths(car.speedKmh())).putInt((int) (car.odometerM() / 100));
        unit.putShort(tenths(voltageV)).putShort(tenths(currentA + (of2025 ? 3_000 : 1_000)));
        unit.put((byte) Math.round(car.socPercent())).put((byte) 1).put((byte) (car.driving() ? 0x2e : 0x0f));
        unit.putShort((short) 5_000);
        if (!of2025) {
            unit.put((byte) (car.driving() ? 20 : 0)).put((byte) 0);
        }
    }

    private void motor(ByteBuffer unit, Gauges car) {
        int rpm = (int) Math.round(car.speedKmh() * 90);
        unit.put((byte) 0x02).put((byte) 1).put((byte) 1).put((byte) 1).put((byte) 85);
        if (of2025) {
            unit.putShort((short) (rpm + 32_000)).putInt(200_000 + 600).put((byte) 90);
        } else {
            unit.putShort((short) (rpm + 20_000))
                    .putShort((short) (20_000 + 600))
                    .put((byte) 90);
            unit.putShort((short) 3_600).putShort((short) 10_200);
        }
    }

    private void position(ByteBuffer unit, GeoPoint at) {
        unit.put((byte) 0x05).put((byte) (at == null ? 1 : 0));
        if (of2025) {
            unit.put((byte) 1);
        }
        unit.putInt(at == null ? 0 : (int) Math.round(at.lon() * 1e6));
        unit.putInt(at == null ? 0 : (int) Math.round(at.lat() * 1e6));
    }

    private static void extremes(ByteBuffer unit, double cellV) {
        short millivolts = (short) Math.round(cellV * 1_000);
        unit.put((byte) 0x06).put((byte) 1).put((byte) 17).putShort(millivolts);
        unit.put((byte) 1).put((byte) 44).putShort((short) (millivolts - 8));
        unit.put(new byte[] {1, 3, 72, 1, 9, 66});
    }

    private void alarm(ByteBuffer unit, double socPercent) {
        boolean low = socPercent < SOC_LOW_PERCENT;
        unit.put((byte) (of2025 ? 0x06 : 0x07)).put((byte) (low ? 1 : 0)).putInt(low ? SOC_LOW_FLAG : 0);
        unit.put(new byte[of2025 ? 5 : 4]);
    }

    private void cells(ByteBuffer unit, double voltageV, double currentA) {
        unit.put((byte) (of2025 ? 0x07 : 0x08)).put((byte) 1).put((byte) 1);
        unit.putShort(tenths(voltageV)).putShort(tenths(currentA + (of2025 ? 3_000 : 1_000)));
        unit.putShort((short) CELLS);
        if (!of2025) {
            unit.putShort((short) 1).put((byte) CELLS);
        }
        for (int cell = 0; cell < CELLS; cell++) {
            unit.putShort((short) Math.round(voltageV / CELLS * 1_000 + cell % 7));
        }
        unit.put((byte) (of2025 ? 0x08 : 0x09)).put((byte) 1).put((byte) 1).putShort((short) PROBES);
        for (int probe = 0; probe < PROBES; probe++) {
            unit.put((byte) (66 + probe % 5));
        }
    }

    private static short tenths(double value) {
        return (short) Math.round(value * 10);
    }

    private static ByteBuffer unit(long cityMs) {
        ByteBuffer unit = ByteBuffer.allocate(UNIT_BYTES_MAX);
        long time = time(cityMs);
        for (int shift = 40; shift >= 0; shift -= 8) {
            unit.put((byte) (time >>> shift));
        }
        return unit;
    }

    private byte[] frame(int command, String vin, ByteBuffer unit) {
        byte start = (byte) (of2025 ? '$' : '#');
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + unit.position() + 1);
        frame.put(start).put(start).put((byte) command).put((byte) 0xfe);
        frame.put(vin.getBytes(StandardCharsets.US_ASCII)).position(21);
        frame.put((byte) 1).putShort((short) unit.position()).put(unit.flip());
        byte check = 0;
        for (int i = 2; i < frame.position(); i++) {
            check ^= frame.get(i);
        }
        return frame.put(check).array();
    }
}
