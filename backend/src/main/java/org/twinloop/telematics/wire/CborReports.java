package org.twinloop.telematics.wire;

/**
 * Reads reports in CBOR (RFC 8949) byte by byte: a map, or an array of maps, of known fields in definite lengths.
 * Everything else it leaves to the general codec: tags, indefinite lengths, unknown or repeated fields, values out of
 * range, and whatever is no CBOR.
 */
public final class CborReports {

    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int SIMPLE = 7;
    private static final int FALSE = 20;
    private static final int TRUE = 21;
    private static final int NULL = 22;
    private static final int HALF = 25;
    private static final int SINGLE = 26;
    private static final int DOUBLE = 27;
    /** Beyond, a whole number is not every time a double. */
    private static final long EXACT_MAX = 1L << 53;

    private final byte[] bytes;
    private final ReportFields fields = new ReportFields();
    private int at;
    private int major;
    private int minor;
    private long argument;

    private CborReports(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param reportsMax an array of more is not read here
     * @return false when the payload is to be read by the general codec; what the sink was told is void then
     */
    public static boolean read(byte[] payload, int reportsMax, ReportFields.Sink sink) {
        CborReports reader = new CborReports(payload);
        return reader.payload(reportsMax, sink) && reader.at == payload.length;
    }

    private boolean payload(int reportsMax, ReportFields.Sink sink) {
        if (!head()) {
            return false;
        }
        if (major == MAP) {
            return map(sink);
        }
        if (major != ARRAY || argument < 1 || argument > reportsMax) {
            return false;
        }
        for (long left = argument; left > 0; left--) {
            if (!head() || major != MAP || !map(sink)) {
                return false;
            }
        }
        return true;
    }

    /** Reads the first byte of a value and its argument; false at the end and where the length is not definite. */
    private boolean head() {
        if (at >= bytes.length) {
            return false;
        }
        int first = bytes[at++] & 0xff;
        major = first >> 5;
        minor = first & 0x1f;
        if (minor < 24) {
            argument = minor;
            return true;
        }
        int length = 1 << minor - 24;
        if (minor > 27 || bytes.length - at < length) {
            return false;
        }
        argument = 0;
        for (int i = 0; i < length; i++) {
            argument = argument << 8 | bytes[at++] & 0xff;
        }
        return true;
    }

    private boolean map(ReportFields.Sink sink) {
        fields.clear();
        for (long left = argument; left > 0; left--) {
            if (!head() || major != TEXT || argument < 0 || argument > bytes.length - at) {
                return false;
            }
            int from = at;
            at += (int) argument;
            int field = ReportFields.named(bytes, from, at);
            if (field < 0 || !head() || !value(field)) {
                return false;
            }
        }
        if (!fields.isComplete()) {
            return false;
        }
        sink.report(fields);
        return true;
    }

    private boolean value(int field) {
        if (major == SIMPLE && minor == NULL) {
            return fields.none(field);
        }
        if (ReportFields.isWhole(field)) {
            return major == UNSIGNED && fields.whole(field, argument);
        }
        if (ReportFields.isNumber(field)) {
            return number(field);
        }
        if (major == TEXT) {
            if (argument < 0 || argument > bytes.length - at) {
                return false;
            }
            int from = at;
            at += (int) argument;
            return ReportFields.isDoors(field)
                    ? fields.doors(bytes, from, at)
                    : ReportFields.isCommand(field) && fields.command(bytes, from, at);
        }
        return major == SIMPLE && (minor == TRUE || minor == FALSE) && fields.flag(field, minor == TRUE);
    }

    private boolean number(int field) {
        if (major == UNSIGNED || major == NEGATIVE) {
            boolean exact = argument >= 0 && argument < EXACT_MAX;
            return exact && fields.number(field, major == UNSIGNED ? argument : -1 - argument);
        }
        if (major != SIMPLE) {
            return false;
        }
        return switch (minor) {
            case HALF -> fields.number(field, half((int) argument));
            case SINGLE -> fields.number(field, Float.intBitsToFloat((int) argument));
            case DOUBLE -> fields.number(field, Double.longBitsToDouble(argument));
            default -> false;
        };
    }

    /** IEEE 754 half precision: one bit of sign, five of exponent, ten of fraction. */
    private static double half(int bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double size = switch (exponent) {
            case 0 -> Math.scalb((double) fraction, -24);
            case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb((double) (fraction | 0x400), exponent - 25);
        };
        return (bits & 0x8000) == 0 ? size : -size;
    }
}
