package org.twinloop.network.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.common.GeoPoint;

/** Lines of an ESRI shapefile (white paper of July 1998) and text columns of the dBase table beside it. */
final class Shapefile {

    private static final int HEADER_BYTES = 100;
    private static final int POLYLINE = 3;

    private Shapefile() {}

    /** The points of each line; of a line of several parts all of them, one part after the other. */
    static List<List<GeoPoint>> lines(Path file) {
        ByteBuffer content = content(file);
        List<List<GeoPoint>> lines = new ArrayList<>();
        int at = HEADER_BYTES;
        while (at < content.capacity()) {
            int bytes = 2 * content.order(ByteOrder.BIG_ENDIAN).getInt(at + 4);
            int record = at + 8;
            content.order(ByteOrder.LITTLE_ENDIAN);
            if (content.getInt(record) != POLYLINE) {
                throw new IllegalArgumentException(file + " holds shapes other than lines");
            }
            int parts = content.getInt(record + 36);
            int points = content.getInt(record + 40);
            List<GeoPoint> line = new ArrayList<>(points);
            for (int i = 0; i < points; i++) {
                int point = record + 44 + 4 * parts + 16 * i;
                line.add(new GeoPoint(content.getDouble(point), content.getDouble(point + 8)));
            }
            lines.add(line);
            at = record + bytes;
        }
        return lines;
    }

    /** One column of the table, a value for each line. */
    static List<String> column(Path file, String name) {
        ByteBuffer content = content(file).order(ByteOrder.LITTLE_ENDIAN);
        int rows = content.getInt(4);
        int header = Short.toUnsignedInt(content.getShort(8));
        int rowBytes = Short.toUnsignedInt(content.getShort(10));
        int offset = 1;
        for (int field = 32; content.get(field) != 0x0d; field += 32) {
            int width = Byte.toUnsignedInt(content.get(field + 16));
            if (text(content, field, 11).replace("\0", "").equals(name)) {
                List<String> values = new ArrayList<>(rows);
                for (int row = 0; row < rows; row++) {
                    values.add(text(content, header + row * rowBytes + offset, width));
                }
                return values;
            }
            offset += width;
        }
        throw new IllegalArgumentException(file + " has no column " + name);
    }

    private static String text(ByteBuffer content, int at, int bytes) {
        return new String(content.array(), at, bytes, StandardCharsets.ISO_8859_1).strip();
    }

    private static ByteBuffer content(Path file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
