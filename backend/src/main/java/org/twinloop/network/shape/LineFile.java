package org.twinloop.network.shape;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.twinloop.network.osm.UnreadableExtract;

/** The lines of a .shp file, in order. A line of several parts is told part by part under the same number. */
public final class LineFile implements AutoCloseable {

    private static final int FILE_CODE = 9994;
    private static final int HEADER_BYTES = 100;
    private static final int BOX_BYTES = 32;
    private static final int RECORD_BYTES_MAX = 1 << 26;
    private static final int NOTHING = 0;

    /** Line, with heights, with measures. */
    private static final int LINE = 3;

    private static final int LINE_Z = 13;
    private static final int LINE_M = 23;

    private final String name;
    private final DataInputStream in;
    private final int type;

    public LineFile(Path shp) throws IOException {
        name = shp.getFileName().toString();
        in = new DataInputStream(new BufferedInputStream(Files.newInputStream(shp), 1 << 16));
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER_BYTES));
        if (header.remaining() < HEADER_BYTES || header.getInt(0) != FILE_CODE) {
            throw new UnreadableExtract(name + " is no shapefile");
        }
        type = header.order(ByteOrder.LITTLE_ENDIAN).getInt(32);
        if (type != LINE && type != LINE_Z && type != LINE_M) {
            throw new UnreadableExtract(name + " holds shapes of type " + type + "; roads are lines (3, 13 or 23)");
        }
    }

    /** Hears the lines. */
    public interface Listener {
        /**
         * @param number of the record, from 0
         * @param degrees longitude and latitude by turns; two points or more
         */
        void line(int number, double[] degrees) throws IOException;
    }

    public void read(Listener listener) throws IOException {
        for (int number = 0; ; number++) {
            int bytes;
            try {
                in.readInt();
                bytes = in.readInt() * 2;
            } catch (EOFException end) {
                return;
            }
            if (bytes < 4 || bytes > RECORD_BYTES_MAX) {
                throw new UnreadableExtract(name + ": record " + number + " says it has " + bytes + " bytes");
            }
            byte[] content = in.readNBytes(bytes);
            if (content.length < bytes) {
                throw new UnreadableExtract(name + " ends within record " + number);
            }
            record(number, ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN), listener);
        }
    }

    private void record(int number, ByteBuffer content, Listener listener) throws IOException {
        int met = content.getInt(0);
        if (met == NOTHING) {
            return;
        }
        int partsAt = 4 + BOX_BYTES + 8;
        if (met != type || content.capacity() < partsAt) {
            throw new UnreadableExtract(name + ": record " + number + " is of type " + met + ", not " + type);
        }
        int parts = content.getInt(4 + BOX_BYTES);
        int points = content.getInt(4 + BOX_BYTES + 4);
        long pointsAt = partsAt + 4L * parts;
        if (parts < 0 || points < 0 || pointsAt + 16L * points > content.capacity()) {
            throw new UnreadableExtract(name + ": record " + number + " is shorter than it says");
        }
        for (int part = 0; part < parts; part++) {
            int first = content.getInt(partsAt + 4 * part);
            int end = part + 1 < parts ? content.getInt(partsAt + 4 * (part + 1)) : points;
            if (first < 0 || end > points || end - first < 2) {
                throw new UnreadableExtract(name + ": record " + number + " has a part of fewer than two points");
            }
            double[] degrees = new double[2 * (end - first)];
            for (int i = 0; i < degrees.length; i++) {
                degrees[i] = content.getDouble((int) pointsAt + 16 * first + 8 * i);
            }
            listener.line(number, degrees);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
