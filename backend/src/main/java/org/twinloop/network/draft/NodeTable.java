package org.twinloop.network.draft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The nodes of all roads by OpenStreetMap id, on disk as one row of {@value #ROW_BYTES} bytes each, sorted by id. In
 * memory there is one id of {@value #STRIDE} to find a page by and four bits a node: 5 bytes for every 8 nodes.
 */
final class NodeTable implements AutoCloseable {

    static final int ABSENT = -1;

    /** Id, longitude, latitude, number of the junction in the network. */
    private static final int ROW_BYTES = 20;

    private static final int LON = 8;
    private static final int LAT = 12;
    private static final int JUNCTION = 16;
    private static final int STRIDE = 128;
    private static final int ROWS_PER_MAP = 1 << 26;
    private static final int BUFFER_ROWS = 4096;

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(ROW_BYTES * BUFFER_ROWS);
    private final BitSet junctions = new BitSet();
    private final BitSet crossings = new BitSet();
    private final BitSet carCrossings = new BitSet();
    private final BitSet located = new BitSet();
    private long[] sample = new long[64];
    private MappedByteBuffer[] maps = new MappedByteBuffer[0];
    private int size;

    NodeTable(Path path) throws IOException {
        file = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /**
     * Takes a node; ids ascend.
     *
     * @param meets how many road ends meet in it, two for a road that passes through; {@code carsMeet} of roads for
     * cars
     * @param junction whether roads begin, end or meet here
     */
    void append(long id, int meets, int carsMeet, boolean junction) throws IOException {
        if (size == Integer.MAX_VALUE - 1) {
            throw new IOException("more than 2^31 nodes of roads; cut the extract into smaller ones");
        }
        if (size % STRIDE == 0) {
            int page = size / STRIDE;
            sample = page == sample.length ? Arrays.copyOf(sample, page * 2) : sample;
            sample[page] = id;
        }
        junctions.set(size, junction);
        crossings.set(size, meets > 2);
        carCrossings.set(size, carsMeet > 2 || carsMeet == 0);
        buffer.putLong(id).putInt(0).putInt(0).putInt(ABSENT);
        size++;
        if (!buffer.hasRemaining()) {
            flush();
        }
    }

    /** Ends the appending; from here on the table is read and positions are set. */
    void seal() throws IOException {
        flush();
        maps = new MappedByteBuffer[(size + ROWS_PER_MAP - 1) / ROWS_PER_MAP];
        for (int i = 0; i < maps.length; i++) {
            long from = (long) i * ROWS_PER_MAP;
            long rows = Math.min(ROWS_PER_MAP, size - from);
            maps[i] = file.map(FileChannel.MapMode.READ_WRITE, from * ROW_BYTES, rows * ROW_BYTES);
        }
    }

    int size() {
        return size;
    }

    /** The row of a node, or {@link #ABSENT}. */
    int find(long id) {
        int pages = (size + STRIDE - 1) / STRIDE;
        int page = Arrays.binarySearch(sample, 0, pages, id);
        if (page >= 0) {
            return page * STRIDE;
        }
        int low = Math.max(0, -page - 2) * STRIDE;
        int high = Math.min(size, low + STRIDE) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long met = map(middle).getLong(at(middle));
            if (met == id) {
                return middle;
            }
            if (met < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ABSENT;
    }

    long id(int row) {
        return map(row).getLong(at(row));
    }

    void locate(int row, int lon, int lat) {
        map(row).putInt(at(row) + LON, lon).putInt(at(row) + LAT, lat);
        located.set(row);
    }

    boolean isLocated(int row) {
        return located.get(row);
    }

    int lon(int row) {
        return map(row).getInt(at(row) + LON);
    }

    int lat(int row) {
        return map(row).getInt(at(row) + LAT);
    }

    boolean isJunction(int row) {
        return junctions.get(row);
    }

    /** More than two ends of roads meet. */
    boolean isCrossing(int row) {
        return crossings.get(row);
    }

    /** No end of a road for cars meets here, or more than two. */
    boolean isNoPassageOfCars(int row) {
        return carCrossings.get(row);
    }

    /** The number of the junction in the network, or {@link #ABSENT} before it has one. */
    int junction(int row) {
        return map(row).getInt(at(row) + JUNCTION);
    }

    void setJunction(int row, int number) {
        map(row).putInt(at(row) + JUNCTION, number);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        buffer.clear();
    }

    private MappedByteBuffer map(int row) {
        return maps[row / ROWS_PER_MAP];
    }

    private static int at(int row) {
        return row % ROWS_PER_MAP * ROW_BYTES;
    }
}
