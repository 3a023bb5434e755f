package org.twinloop.network.build;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Rows in the text format of COPY: a tab between columns, a line end after each row. */
final class CopyText {

    private static final double UNITS_PER_DEGREE = 1e7;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    /** EWKB, little endian: point and line string with a spatial reference, and 4326. */
    private static final String POINT = "0101000020E6100000";

    private static final String LINE_STRING = "0102000020E6100000";

    private final StringBuilder text = new StringBuilder();
    private int rows;
    private boolean begun;

    int rows() {
        return rows;
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    void clear() {
        text.setLength(0);
        rows = 0;
    }

    CopyText column(String value) {
        column();
        if (value == null) {
            text.append("\\N");
            return this;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
        return this;
    }

    CopyText column(Enum<?> word) {
        return column(word.name().toLowerCase(Locale.ROOT));
    }

    CopyText column(long value) {
        column();
        text.append(value);
        return this;
    }

    CopyText column(double value) {
        column();
        text.append(value);
        return this;
    }

    CopyText column(boolean value) {
        column();
        text.append(value ? 't' : 'f');
        return this;
    }

    /** A point; 1e-7 degrees. */
    CopyText point(int lon, int lat) {
        column();
        text.append(POINT);
        coordinate(lon);
        coordinate(lat);
        return this;
    }

    /** A line; longitude and latitude by turns in 1e-7 degrees. */
    CopyText line(int[] points) {
        column();
        text.append(LINE_STRING);
        hex(points.length / 2, 4);
        for (int coordinate : points) {
            coordinate(coordinate);
        }
        return this;
    }

    void endRow() {
        text.append('\n');
        rows++;
        begun = false;
    }

    private void column() {
        if (begun) {
            text.append('\t');
        }
        begun = true;
    }

    private void coordinate(int units) {
        hex(Double.doubleToLongBits(units / UNITS_PER_DEGREE), 8);
    }

    private void hex(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            int part = (int) (value >> (8 * i)) & 0xff;
            text.append(HEX[part >> 4]).append(HEX[part & 0xf]);
        }
    }
}
