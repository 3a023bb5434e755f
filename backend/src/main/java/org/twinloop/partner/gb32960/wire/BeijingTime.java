package org.twinloop.partner.gb32960.wire;

/**
 * The six bytes of a time: year since 2000, month, day, hour, minute, second, in plain binary and always UTC+8. To and
 * from milliseconds since 1970-01-01T00:00:00Z, without an object in between.
 */
public final class BeijingTime {

    /** What six bytes mean that are no time: month 13, day 40, hour 25. */
    public static final long IMPOSSIBLE = Long.MIN_VALUE;

    public static final int BYTES = 6;
    private static final int YEAR_ZERO = 2000;
    private static final int YEAR_MAX = 99;
    private static final long DAY_S = 86_400;
    private static final long EAST_S = 8 * 3_600;
    /** Days from 0000-03-01, where the calendar below begins to count, to 1970-01-01. */
    private static final int EPOCH_DAYS = 719_468;

    private static final int ERA_DAYS = 146_097;
    private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private BeijingTime() {}

    /** Milliseconds since the epoch, or {@link #IMPOSSIBLE}. */
    public static long read(byte[] bytes, int at) {
        int year = bytes[at] & 0xff;
        int month = bytes[at + 1] & 0xff;
        int day = bytes[at + 2] & 0xff;
        int hour = bytes[at + 3] & 0xff;
        int minute = bytes[at + 4] & 0xff;
        int second = bytes[at + 5] & 0xff;
        return millis(year, month, day, hour, minute, second);
    }

    /**
     * The time meant by a writer that took the bytes for decimal digits (0x26 for the year 26), a frequent mistake; to
     * be named in the complaint, never to be believed.
     */
    public static long readAsDecimalDigits(byte[] bytes, int at) {
        int[] parts = new int[BYTES];
        for (int i = 0; i < BYTES; i++) {
            int high = bytes[at + i] >> 4 & 0xf;
            int low = bytes[at + i] & 0xf;
            if (high > 9 || low > 9) {
                return IMPOSSIBLE;
            }
            parts[i] = high * 10 + low;
        }
        return millis(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    private static long millis(int year, int month, int day, int hour, int minute, int second) {
        boolean possible =
                year <= YEAR_MAX && month >= 1 && month <= 12 && day >= 1 && hour < 24 && minute < 60 && second < 60;
        if (!possible || day > daysOf(YEAR_ZERO + year, month)) {
            return IMPOSSIBLE;
        }
        long seconds = days(YEAR_ZERO + year, month, day) * DAY_S + hour * 3_600L + minute * 60L + second - EAST_S;
        return seconds * 1_000;
    }

    /** Writes a time of the years 2000 to 2099; parts of a second are cut off. */
    public static void write(long epochMs, byte[] bytes, int at) {
        long seconds = Math.floorDiv(epochMs, 1_000) + EAST_S;
        long sinceMarch = Math.floorDiv(seconds, DAY_S) + EPOCH_DAYS;
        long era = sinceMarch / ERA_DAYS;
        long dayOfEra = sinceMarch % ERA_DAYS;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0) - YEAR_ZERO;
        if (year < 0 || year > YEAR_MAX) {
            throw new IllegalArgumentException("epoch ms " + epochMs + "; the years 2000 to 2099 can be written");
        }
        long secondOfDay = Math.floorMod(seconds, DAY_S);
        bytes[at] = (byte) year;
        bytes[at + 1] = (byte) month;
        bytes[at + 2] = (byte) (dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
        bytes[at + 3] = (byte) (secondOfDay / 3_600);
        bytes[at + 4] = (byte) (secondOfDay / 60 % 60);
        bytes[at + 5] = (byte) (secondOfDay % 60);
    }

    private static int daysOf(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : MONTH_DAYS[month - 1];
    }

    /** Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March. */
    private static long days(int year, int month, int day) {
        int marchYear = month <= 2 ? year - 1 : year;
        int era = marchYear / 400;
        int yearOfEra = marchYear - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return (long) era * ERA_DAYS + dayOfEra - EPOCH_DAYS;
    }
}
