package org.twinloop.telematics.wire;

/**
 * Reads reports in JSON byte by byte: an object, or an array of objects, of known fields in plain notation. Everything
 * else it leaves to the general codec: unknown or repeated fields, escapes, exponents, more than 15 digits, values out
 * of range, and whatever is no JSON.
 */
public final class JsonReports {

    /** With up to 15 digits, and powers of ten up to 22, a quotient of two doubles is the nearest double. */
    private static final int DIGITS_MAX = 15;

    private static final int WHOLE_DIGITS_MAX = 16;
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private final byte[] bytes;
    private final ReportFields fields = new ReportFields();
    private int at;

    private JsonReports(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param reportsMax an array of more is not read here
     * @return false when the payload is to be read by the general codec; what the sink was told is void then
     */
    public static boolean read(byte[] payload, int reportsMax, ReportFields.Sink sink) {
        JsonReports reader = new JsonReports(payload);
        return reader.payload(reportsMax, sink) && reader.next() < 0;
    }

    private boolean payload(int reportsMax, ReportFields.Sink sink) {
        int first = next();
        if (first == '{') {
            return object(sink);
        }
        if (first != '[') {
            return false;
        }
        for (int count = 1; count <= reportsMax; count++) {
            if (next() != '{' || !object(sink)) {
                return false;
            }
            int after = next();
            if (after == ']') {
                return true;
            }
            if (after != ',') {
                return false;
            }
        }
        return false;
    }

    /** The next byte that is no space; -1 at the end. */
    private int next() {
        while (at < bytes.length) {
            int one = bytes[at++];
            if (one != ' ' && one != '\n' && one != '\r' && one != '\t') {
                return one & 0xff;
            }
        }
        return -1;
    }

    private boolean object(ReportFields.Sink sink) {
        fields.clear();
        while (next() == '"') {
            int from = at;
            int to = text();
            int field = to < 0 ? -1 : ReportFields.named(bytes, from, to);
            if (field < 0 || next() != ':' || !value(field)) {
                return false;
            }
            int after = next();
            if (after == '}') {
                if (!fields.isComplete()) {
                    return false;
                }
                sink.report(fields);
                return true;
            }
            if (after != ',') {
                return false;
            }
        }
        return false;
    }

    /** Moves behind a text of plain ASCII; answers where it ends, or -1. */
    private int text() {
        while (at < bytes.length) {
            int one = bytes[at++];
            if (one == '"') {
                return at - 1;
            }
            if (one < ' ' || one == '\\') {
                return -1;
            }
        }
        return -1;
    }

    private boolean value(int field) {
        int first = next();
        if (first == 'n') {
            return word("null") && fields.none(field);
        }
        if (ReportFields.isWhole(field)) {
            return whole(field, first);
        }
        if (ReportFields.isNumber(field)) {
            return number(field, first);
        }
        if (first == '"') {
            int from = at;
            int to = text();
            if (ReportFields.isDoors(field)) {
                return to >= 0 && fields.doors(bytes, from, to);
            }
            return to >= 0 && ReportFields.isCommand(field) && fields.command(bytes, from, to);
        }
        if (first == 't') {
            return word("true") && fields.flag(field, true);
        }
        return first == 'f' && word("false") && fields.flag(field, false);
    }

    /** The rest of a word whose first letter was read. */
    private boolean word(String word) {
        int length = word.length() - 1;
        if (bytes.length - at < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != word.charAt(i + 1)) {
                return false;
            }
        }
        at += length;
        return true;
    }

    private boolean whole(int field, int first) {
        if (first < '0' || first > '9') {
            return false;
        }
        int from = at - 1;
        long value = first - '0';
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + bytes[at++] - '0';
            if (at - from > WHOLE_DIGITS_MAX) {
                return false;
            }
        }
        boolean leadingZero = first == '0' && at - from > 1;
        return !leadingZero && fields.whole(field, value);
    }

    private boolean number(int field, int first) {
        boolean negative = first == '-';
        int from = negative ? at : at - 1;
        at = from;
        long digits = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            digits = digits * 10 + bytes[at++] - '0';
            if (at - from > DIGITS_MAX) {
                return false;
            }
        }
        int whole = at - from;
        if (whole == 0 || whole > 1 && bytes[from] == '0') {
            return false;
        }
        int decimals = 0;
        if (at < bytes.length && bytes[at] == '.') {
            int point = at++;
            while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
                digits = digits * 10 + bytes[at++] - '0';
                if (at - point - 1 + whole > DIGITS_MAX) {
                    return false;
                }
            }
            decimals = at - point - 1;
            if (decimals == 0) {
                return false;
            }
        }
        if (negative && digits == 0) {
            return false;
        }
        double value = digits / TENS[decimals];
        return fields.number(field, negative ? -value : value);
    }
}
