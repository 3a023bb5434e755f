package org.twinloop.bench.gb32960;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a frame by a way of its own: tables as text, numbers through a {@link ByteBuffer}, the check byte by byte. It
 * says whether the bytes are one frame whose data unit can be read, and which numbers it holds.
 *
 * <p>A table is a list of fields {@code width:min-max/perUnit-zero}; {@code ?} stands for "no range is printed".
 */
final class Judge {

    /** Stands in {@link #numbers} for a field that is no number: abnormal, invalid, implausible. */
    static final double ABNORMAL = Double.longBitsToDouble(0x7ff8_0000_0000_0001L);

    private static final Map<String, List<Column>> TABLES = new HashMap<>();

    static {
        table(
                "2016/1",
                "1:1-3 1:1-4 1:1-3 2:0-2200/10 4:0-9999999/10 2:0-10000/10 2:0-20000/10-10000 1:0-100 1:1-2 "
                        + "1:0-63 2:0-60000 1:0-100 1:0-101");
        table(
                "2016/2",
                "1:1-253 1:1-4 1:0-250/1-40 2:0-65531/1-20000 2:0-65531/10-20000 1:0-250/1-40 2:0-60000/10 "
                        + "2:0-20000/10-10000");
        table("2016/3a", "2:0-20000/10 2:0-20000/10 2:0-60000/100");
        table("2016/3p", "1:0-240/1-40");
        table("2016/3b", "2:0-2400/10-400 1:1-252 2:0-60000 1:1-252 2:0-1000/10 1:1-252 1:1-2");
        table("2016/4", "1:1-2 2:0-60000 2:0-60000/100");
        table(
                "2016/6",
                "1:1-250 1:1-250 2:0-15000/1000 1:1-250 1:1-250 2:0-15000/1000 1:1-250 1:1-250 1:0-250/1-40 "
                        + "1:1-250 1:1-250 1:0-250/1-40");
        table("2016/7", "1:0-3 4:?");
        table("2016/8", "1:1-250 2:0-10000/10 2:0-20000/10-10000 2:0-65531 2:0-65531");
        table(
                "2025/1",
                "1:1-3 1:1-4 1:1-3 2:0-5000/10 4:0-9999999/10 2:0-60000/10 2:0-60000/10-30000 1:0-100 1:1-2 "
                        + "1:0-63 2:0-60000");
        table("2025/2", "1:1-253 1:1-4 1:0-250/1-40 2:0-65531/1-32000 4:0-400000/10-200000 1:0-250/1-40");
        table("2025/3", "2:?/1-40 1:1-252 2:?/10000 1:1-252 2:?/10 1:1-252 1:1-2 1:0-100 1:0-250/1-40");
        table("2025/4", "2:0-60000");
        table("2025/6", "1:0-4 4:?");
        table("2025/6f", "1:0-31 1:0-4");
        table("2025/7", "1:1-250 2:0-60000/10 2:0-60000/10-30000");
        table("2025/30", "1:1-250 2:?/10 2:?/10 2:?/10-1000 2:?/10-1000 1:0-250/1-40");
        table("2025/31", "1:1-253 2:?/10 2:0-60000/10-30000");
        table(
                "2025/32",
                "1:1-253 2:0-65531 2:0-60000/1000 1:1-253 2:0-65531 2:0-60000/1000 1:1-253 2:0-65531 "
                        + "1:0-250/1-40 1:1-253 2:0-65531 1:0-250/1-40");
        table("cell", "2:0-60000/1000");
        table("probe", "1:0-250/1-40");
        table("probes", "1:1-250");
        table("fault", "4:?");
    }

    private final double[] numbers = new double[70_000];
    private int count;
    private ByteBuffer unit;

    private record Column(int width, long min, long max, double perUnit, long zero) {}

    private static void table(String name, String text) {
        TABLES.put(
                name,
                java.util.Arrays.stream(text.split(" ")).map(Judge::column).toList());
    }

    private static Column column(String text) {
        String[] widthAndRest = text.split(":");
        String[] rangeAndStep = widthAndRest[1].split("/");
        int width = Integer.parseInt(widthAndRest[0]);
        long top = width == 1 ? 0xFDL : width == 2 ? 0xFFFDL : 0xFFFF_FFFDL;
        String[] range =
                rangeAndStep[0].equals("?") ? new String[] {"0", Long.toString(top)} : rangeAndStep[0].split("-");
        String[] step = rangeAndStep.length == 1 ? new String[] {"1"} : rangeAndStep[1].split("-");
        return new Column(
                width,
                Long.parseLong(range[0]),
                Long.parseLong(range[1]),
                Double.parseDouble(step[0]),
                step.length == 1 ? 0 : Long.parseLong(step[1]));
    }

    /** The numbers of the frame judged last, in the order of the wire; {@link #ABNORMAL} for what is none. */
    double[] numbers() {
        return numbers;
    }

    int count() {
        return count;
    }

    /** Whether the bytes are one whole frame, from start to check. */
    boolean isFrame(byte[] bytes) {
        if (bytes.length < 25 || bytes[0] != bytes[1] || bytes[0] != '#' && bytes[0] != '$') {
            return false;
        }
        int reply = bytes[3] & 0xff;
        int encryption = bytes[21] & 0xff;
        boolean words = (reply >= 1 && reply <= 7 || reply == 0xFE)
                && (encryption <= 5 || encryption == 0xFE || encryption == 0xFF);
        for (int i = 4; words && i < 21; i++) {
            int letter = bytes[i] & 0xff;
            words = letter >= 0x20 && letter <= 0x7E || letter == 0 || letter == 0xFF;
        }
        int length = ByteBuffer.wrap(bytes).getShort(22) & 0xffff;
        if (!words || length > 65_531 || length + 25 != bytes.length) {
            return false;
        }
        byte check = 0;
        for (int i = 2; i < bytes.length - 1; i++) {
            check = (byte) (check ^ bytes[i]);
        }
        return check == bytes[bytes.length - 1];
    }

    /** Whether the data unit of a frame can be read as a report; then {@link #numbers} has its numbers. */
    boolean isReport(byte[] frame) {
        count = 0;
        unit = ByteBuffer.wrap(frame, 24, frame.length - 25);
        if (unit.remaining() < 6) {
            return false;
        }
        unit.position(unit.position() + 6);
        try {
            while (unit.hasRemaining()) {
                int type = unit.get() & 0xff;
                boolean goesOn = frame[0] == '#' ? type2016(type) : type2025(type);
                if (!goesOn) {
                    return true;
                }
            }
            return true;
        } catch (java.nio.BufferUnderflowException tooShort) {
            return false;
        }
    }

    /** False when nothing behind this type can be read. */
    private boolean type2016(int type) {
        switch (type) {
            case 1 -> read("2016/1");
            case 2 -> times(marked(1), () -> read("2016/2"));
            case 3 -> {
                read("2016/3a");
                times(marked(2), () -> read("2016/3p"));
                read("2016/3b");
            }
            case 4 -> read("2016/4");
            case 5 -> position(false);
            case 6 -> read("2016/6");
            case 7 -> {
                read("2016/7");
                faults();
            }
            case 8 ->
                times(marked(1), () -> {
                    read("2016/8");
                    times(marked(1), () -> read("cell"));
                });
            case 9 -> temperatures();
            default -> {
                return type >= 0x80 && type <= 0xFE && vendor();
            }
        }
        return true;
    }

    private boolean type2025(int type) {
        switch (type) {
            case 1 -> read("2025/1");
            case 2 -> times(marked(1), () -> read("2025/2"));
            case 3 -> read("2025/3");
            case 4 -> read("2025/4");
            case 5 -> position(true);
            case 6 -> {
                read("2025/6");
                faults();
                times(marked(1), () -> read("2025/6f"));
            }
            case 7 ->
                times(marked(1), () -> {
                    read("2025/7");
                    times(marked(2), () -> read("cell"));
                });
            case 8 -> temperatures();
            case 0x30 ->
                times(marked(1), () -> {
                    read("2025/30");
                    times(marked(2), () -> read("probe"));
                });
            case 0x31 -> {
                read("2025/31");
                times(marked(2), () -> read("cell"));
                times(marked(2), () -> read("probe"));
            }
            case 0x32 -> read("2025/32");
            default -> {
                return type >= 0x80 && type <= 0xFE && vendor();
            }
        }
        return true;
    }

    private void temperatures() {
        times(marked(1), () -> {
            read("probes");
            times(marked(2), () -> read("probe"));
        });
    }

    private void faults() {
        for (int list = 0; list < 4; list++) {
            times(marked(1), () -> read("fault"));
        }
    }

    private void position(boolean withDatum) {
        if (unit.remaining() < (withDatum ? 10 : 9)) {
            throw new java.nio.BufferUnderflowException();
        }
        int state = unit.get() & 0xff;
        boolean known = state < 0xFE;
        note(known ? state : ABNORMAL);
        if (withDatum) {
            int datum = unit.get() & 0xff;
            note(datum >= 1 && datum <= 3 ? datum : ABNORMAL);
        }
        long lon = unit.getInt() & 0xFFFF_FFFFL;
        long lat = unit.getInt() & 0xFFFF_FFFFL;
        note(known && lon <= 180_000_000 ? lon / 1e6 * ((state & 4) == 0 ? 1 : -1) : ABNORMAL);
        note(known && lat <= 90_000_000 ? lat / 1e6 * ((state & 2) == 0 ? 1 : -1) : ABNORMAL);
    }

    /** A count; one that is marked counts nothing. */
    private int marked(int width) {
        int told = width == 1 ? unit.get() & 0xff : unit.getShort() & 0xffff;
        return told >= (width == 1 ? 0xFE : 0xFFFE) ? 0 : told;
    }

    private static void times(int times, Runnable read) {
        for (int i = 0; i < times; i++) {
            read.run();
        }
    }

    private boolean vendor() {
        if (unit.remaining() < 2) {
            return false;
        }
        int length = unit.getShort() & 0xffff;
        if (length > unit.remaining()) {
            return false;
        }
        unit.position(unit.position() + length);
        return true;
    }

    private void read(String table) {
        for (Column column : TABLES.get(table)) {
            long raw = switch (column.width()) {
                case 1 -> unit.get() & 0xffL;
                case 2 -> unit.getShort() & 0xffffL;
                default -> unit.getInt() & 0xFFFF_FFFFL;
            };
            boolean inRange = raw >= column.min() && raw <= column.max();
            note(inRange ? (raw - column.zero()) / column.perUnit() : ABNORMAL);
        }
    }

    private void note(double number) {
        numbers[count++] = number;
    }
}
