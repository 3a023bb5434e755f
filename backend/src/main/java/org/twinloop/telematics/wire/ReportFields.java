package org.twinloop.telematics.wire;

import java.util.UUID;

/**
 * The fields of one report while it is read: numbers and bits, no objects but the rare command. Names and ranges are
 * those of {@code asyncapi.yaml}. Each field is taken once; a second time, or out of its range, is not taken.
 */
public final class ReportFields {

    private static final int TS = 0;
    private static final int SEQ = 1;
    private static final int BOOT = 2;
    private static final int LON = 3;
    private static final int LAT = 4;
    private static final int ACCURACY = 5;
    private static final int SPEED = 6;
    private static final int HEADING = 7;
    private static final int ODOMETER = 8;
    private static final int SOC = 9;
    private static final int DOORS = 10;
    private static final int LOCKED = 11;
    private static final int PLUGGED = 12;
    private static final int CHARGING = 13;
    private static final int COMMAND = 14;

    private static final byte[][] NAMES = names(
            "ts",
            "seq",
            "boot",
            "lon",
            "lat",
            "accM",
            "kmh",
            "headingDeg",
            "odoM",
            "socPercent",
            "doors",
            "locked",
            "plugged",
            "charging",
            "cmd");
    /** By length of the name, which of the fields have it. */
    private static final int[][] BY_LENGTH = byLength();

    private static final int FLAGS = 1 << LOCKED | 1 << PLUGGED | 1 << CHARGING;
    private static final int MAY_BE_NULL = 1 << LON | 1 << LAT | 1 << ACCURACY | 1 << HEADING | 1 << COMMAND;
    private static final int MAY_BE_ABSENT = 1 << ACCURACY | 1 << HEADING | 1 << COMMAND;
    private static final int NEEDED = (1 << NAMES.length) - 1 & ~MAY_BE_ABSENT;

    private static final long WHOLE_MAX = 9_007_199_254_740_991L;
    private static final long BOOT_MAX = 4_294_967_295L;
    private static final long ODOMETER_M_MAX = 10_000_000_000L;
    private static final double[] NUMBER_MIN = {0, 0, 0, -180, -90, 0, 0, 0, 0, 0};
    private static final double[] NUMBER_MAX = {0, 0, 0, 180, 90, 10_000, 300, 360, 0, 100};
    private static final long[] WHOLE_MAXIMA = {WHOLE_MAX, WHOLE_MAX, BOOT_MAX, 0, 0, 0, 0, 0, ODOMETER_M_MAX};

    private final long[] wholes = new long[ODOMETER + 1];
    private final double[] numbers = new double[SOC + 1];
    private int told;
    private int there;
    private int flags;
    private UUID command;

    /** Told of each report that was read; the fields are used again for the next. */
    @FunctionalInterface
    public interface Sink {
        void report(ReportFields fields);
    }

    private static byte[][] names(String... names) {
        byte[][] bytes = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            bytes[i] = names[i].getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        }
        return bytes;
    }

    private static int[][] byLength() {
        int[][] fields = new int[11][];
        for (int length = 0; length < fields.length; length++) {
            int wanted = length;
            fields[length] = java.util.stream.IntStream.range(0, NAMES.length)
                    .filter(field -> NAMES[field].length == wanted)
                    .toArray();
        }
        return fields;
    }

    void clear() {
        told = 0;
        there = 0;
        flags = 0;
        command = null;
    }

    /** The field of that name; -1 when there is none. */
    static int named(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length >= BY_LENGTH.length) {
            return -1;
        }
        for (int field : BY_LENGTH[length]) {
            if (java.util.Arrays.equals(NAMES[field], 0, length, bytes, from, to)) {
                return field;
            }
        }
        return -1;
    }

    static boolean isWhole(int field) {
        return field <= BOOT || field == ODOMETER;
    }

    static boolean isNumber(int field) {
        return field >= LON && field <= HEADING || field == SOC;
    }

    static boolean isDoors(int field) {
        return field == DOORS;
    }

    static boolean isCommand(int field) {
        return field == COMMAND;
    }

    boolean whole(int field, long value) {
        wholes[field] = value;
        return value >= 0 && value <= WHOLE_MAXIMA[field] && first(field, true);
    }

    boolean number(int field, double value) {
        numbers[field] = value;
        return value >= NUMBER_MIN[field] && value <= NUMBER_MAX[field] && first(field, true);
    }

    boolean none(int field) {
        return (MAY_BE_NULL >> field & 1) != 0 && first(field, false);
    }

    boolean flag(int field, boolean value) {
        flags |= value ? 1 << field : 0;
        return (FLAGS >> field & 1) != 0 && first(field, true);
    }

    boolean doors(byte[] bytes, int from, int to) {
        boolean open = to - from == 4
                && bytes[from] == 'O'
                && bytes[from + 1] == 'P'
                && bytes[from + 2] == 'E'
                && bytes[from + 3] == 'N';
        boolean closed = to - from == 6
                && bytes[from] == 'C'
                && bytes[from + 1] == 'L'
                && bytes[from + 2] == 'O'
                && bytes[from + 3] == 'S'
                && bytes[from + 4] == 'E'
                && bytes[from + 5] == 'D';
        flags |= open ? 1 << DOORS : 0;
        return (open || closed) && first(DOORS, true);
    }

    /** Takes a UUID in its usual form of 36 characters only. */
    boolean command(byte[] bytes, int from, int to) {
        if (to - from != 36) {
            return false;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < 36; i++) {
            int digit = Character.digit(bytes[from + i], 16);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? bytes[from + i] != '-' : digit < 0) {
                return false;
            }
            if (!dash && i < 18) {
                high = high << 4 | digit;
            } else if (!dash) {
                low = low << 4 | digit;
            }
        }
        command = new UUID(high, low);
        return first(COMMAND, true);
    }

    private boolean first(int field, boolean value) {
        boolean first = (told >> field & 1) == 0;
        told |= 1 << field;
        there |= value ? 1 << field : 0;
        return first;
    }

    /** Whether every field a report needs was taken, and a position in full or not at all. */
    boolean isComplete() {
        return (told & NEEDED) == NEEDED && (there >> LON & 1) == (there >> LAT & 1);
    }

    /** Milliseconds since 1970. */
    public long ts() {
        return wholes[TS];
    }

    public long seq() {
        return wholes[SEQ];
    }

    public long boot() {
        return wholes[BOOT];
    }

    public long odometerM() {
        return wholes[ODOMETER];
    }

    public boolean hasPosition() {
        return (there >> LON & 1) != 0;
    }

    public double lon() {
        return numbers[LON];
    }

    public double lat() {
        return numbers[LAT];
    }

    /** Null when not told, and without a position. */
    public Double accuracyM() {
        return hasPosition() && (there >> ACCURACY & 1) != 0 ? numbers[ACCURACY] : null;
    }

    public double speedKmh() {
        return numbers[SPEED];
    }

    /** Null when not told. */
    public Double headingDeg() {
        return (there >> HEADING & 1) != 0 ? numbers[HEADING] : null;
    }

    public double socPercent() {
        return numbers[SOC];
    }

    public boolean doorsOpen() {
        return (flags >> DOORS & 1) != 0;
    }

    public boolean locked() {
        return (flags >> LOCKED & 1) != 0;
    }

    public boolean plugged() {
        return (flags >> PLUGGED & 1) != 0;
    }

    public boolean charging() {
        return (flags >> CHARGING & 1) != 0;
    }

    /** Null when there was none. */
    public UUID command() {
        return command;
    }
}
